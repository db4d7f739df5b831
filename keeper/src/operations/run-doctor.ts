import { accessSync, constants, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Deployment, readDeployment } from "@millrace/sdk/deployment";
import { sql } from "drizzle-orm";
import { formatEther, formatGwei } from "viem";
import { allowedSenders, isRoleAdmin } from "../act/grant-roles.ts";
import { type Chain, connectChain } from "../chain.ts";
import type { Config } from "../config.ts";
import { describeError } from "../errors.ts";
import { execute, openDatabase } from "../journal/open-database.ts";
import { createRpc } from "../rpc/create-rpc.ts";
import { createAllowList } from "../safety/create-allow-list.ts";
import { openHalts } from "../safety/open-halts.ts";
import { openKeys } from "../safety/open-keys.ts";

export interface Check {
  readonly name: string;
  /** `warn` is what an operator should know of, `fail` what keeps the keeper from working. */
  readonly result: "ok" | "warn" | "fail";
  readonly detail: string;
}

type Finding = Omit<Check, "name">;

const ok = (detail: string): Finding => ({ result: "ok", detail });
const warn = (detail: string): Finding => ({ result: "warn", detail });
const fail = (detail: string): Finding => ({ result: "fail", detail });

/** A clock that is further off than this misjudges what is due. */
const clockToleranceSeconds = 15;
/** The time between blocks is measured over so many of them. */
const sampledBlocks = 20n;

/** Looks at everything that the keeper depends on, and changes none of it. */
export async function runDoctor(config: Config): Promise<Check[]> {
  const checks: Check[] = [];
  const check = async (name: string, look: () => Promise<Finding>): Promise<void> => {
    const finding = await look().catch((error: unknown) => fail(describeError(error)));
    checks.push({ name, ...finding });
  };

  let deployment: Deployment | undefined;
  await check("deployment", async () => {
    deployment = readDeployment(config.deploymentPath);
    return ok(`chain ${deployment.chainId}, executor ${deployment.executor}`);
  });
  await check("database", () => lookAtDatabase(config));
  const found = deployment;
  if (found === undefined) return checks;

  for (const url of config.rpcUrls) await check(`node ${url}`, () => lookAtNode(url, found));
  let chain: Chain | undefined;
  await check("quorum", async () => {
    chain = await connectChain(createRpc({ urls: config.rpcUrls, quorum: config.rpcQuorum }), found);
    const { number, hash } = await chain.client.getBlock();
    return ok(
      `${config.rpcQuorum} of ${config.rpcUrls.length} agree on block ${number} ${hash.slice(0, 10)}`,
    );
  });
  const connected = chain;
  if (connected === undefined) return checks;

  await check("clock", () => lookAtClock(connected));
  await check("fees", async () => {
    const { baseFeePerGas = 0n } = await connected.client.getBlock();
    const detail = `base fee ${formatGwei(baseFeePerGas ?? 0n)} gwei, limit ${formatGwei(config.breakers.baseFeeWei)}`;
    return (baseFeePerGas ?? 0n) > config.breakers.baseFeeWei ? warn(detail) : ok(detail);
  });
  await check("money", async () => lookAtMoney(config));
  await check("tracer", async () =>
    connected.canTrace
      ? ok("debug_traceCall with the prestateTracer")
      : warn("none: access lists stand in, and more jobs are kept apart than need be"),
  );
  await check("allow-list", async () => {
    const list = createAllowList(connected, config.finalBlocks);
    await list.refresh();
    const detail = `${list.size()} functions are listed for keepers`;
    return list.size() > 0 ? ok(detail) : fail(`${detail}: the executor runs nothing`);
  });
  await lookAtAccounts(config, connected, check);
  await check("halts", async () => {
    const halts = await openHalts(config, `${connected.id}:${found.executor}`);
    try {
      const standing = await halts.list();
      if (standing.length === 0) return ok("none");
      return warn(standing.map(({ name, reason }) => `${name}: ${reason}`).join("; "));
    } finally {
      await halts.close();
    }
  });
  return checks;
}

async function lookAtNode(url: string, deployment: Deployment): Promise<Finding> {
  const started = performance.now();
  const chain = await connectChain(createRpc({ urls: [url], timeoutMs: 10_000 }), deployment);
  const number = await chain.client.getBlockNumber();
  const milliseconds = Math.round(performance.now() - started);
  const extras = chain.sendSync === undefined ? "" : ", sends synchronously";
  return ok(`chain ${chain.id}, block ${number}, answers within ${milliseconds} ms${extras}`);
}

/** What the settings say about money, where they contradict each other. */
function lookAtMoney({ economics, breakers }: Config): Finding {
  const { gates, prices, budgetWeiPerDay } = economics;
  const gated = Object.keys(gates);
  const detail = `budget ${budgetWeiPerDay === undefined ? "unlimited" : `${formatEther(budgetWeiPerDay)} ether a day`}, stops at a loss of ${formatEther(breakers.dailyLossWei)}, ${prices.size} prices, gates for ${gated.join(", ") || "nothing"}`;
  if (budgetWeiPerDay !== undefined && budgetWeiPerDay > breakers.dailyLossWei) {
    return warn(`${detail}: KEEPER_MAX_DAILY_LOSS stops the keeper before KEEPER_BUDGET_PER_DAY is used up`);
  }
  if (gated.length > 0 && prices.size === 0) {
    return warn(`${detail}: without KEEPER_PRICES nothing that has a gate is ever worth it`);
  }
  return ok(detail);
}

async function lookAtClock({ client }: Chain): Promise<Finding> {
  const latest = await client.getBlock();
  const ageSeconds = Math.round(Date.now() / 1_000 - Number(latest.timestamp));
  const earlier = latest.number > sampledBlocks ? latest.number - sampledBlocks : 0n;
  const { timestamp } = await client.getBlock({ blockNumber: earlier });
  const blocks = latest.number - earlier;
  const blockSeconds = blocks === 0n ? 0 : Number(latest.timestamp - timestamp) / Number(blocks);
  const detail = `latest block ${ageSeconds} s old by this clock, ${blockSeconds.toFixed(1)} s a block`;
  if (ageSeconds < -clockToleranceSeconds)
    return warn(`${detail}: this clock is late, or the chain's is ahead`);
  if (ageSeconds > clockToleranceSeconds + 10 * blockSeconds) {
    return warn(`${detail}: the chain stands still, or this clock is ahead`);
  }
  return ok(detail);
}

async function lookAtAccounts(
  config: Config,
  chain: Chain,
  check: (name: string, look: () => Promise<Finding>) => Promise<void>,
): Promise<void> {
  let keys: Awaited<ReturnType<typeof openKeys>> | undefined;
  await check("keys", async () => {
    keys = await openKeys(config.keys, config.senders);
    return ok(`${config.keys.kind}: operator ${keys.operator.address}, ${keys.senders.length} senders`);
  });
  if (keys === undefined) return;
  const { operator, senders } = keys;
  await check("roles", async () => {
    const allowed = await allowedSenders(chain, senders);
    const detail = `${allowed.length} of ${senders.length} senders may call the executor`;
    if (allowed.length < senders.length && (await isRoleAdmin(chain, operator.address))) {
      return warn(`${detail}; the operator grants the others its role at the start`);
    }
    if (allowed.length === 0) return fail(`${detail}: grant them its role, \`keeper senders\` prints them`);
    return allowed.length < senders.length ? warn(detail) : ok(detail);
  });
  await check("balances", async () => {
    const [own, ...balances] = await Promise.all(
      [operator, ...senders].map(({ address }) => chain.client.getBalance({ address })),
    );
    const poor = balances.filter((balance) => balance < config.senderFloorWei);
    const needed = poor.reduce((sum, balance) => sum + config.senderBalanceWei - balance, 0n);
    const detail = `operator ${formatEther(own ?? 0n)} ether; ${poor.length} senders below ${formatEther(config.senderFloorWei)}, ${formatEther(needed)} to top up`;
    if (needed > (own ?? 0n)) return poor.length === senders.length ? fail(detail) : warn(detail);
    return ok(detail);
  });
  await check("nonces", async () => {
    const pending = await Promise.all(
      [operator, ...senders].map(async ({ address }) => {
        const [latest, next] = await Promise.all([
          chain.client.getTransactionCount({ address }),
          chain.client.getTransactionCount({ address, blockTag: "pending" }),
        ]);
        return next - latest;
      }),
    );
    const waiting = pending.reduce((sum, count) => sum + count, 0);
    return waiting === 0 ? ok("nothing is pending") : warn(`${waiting} transactions are pending`);
  });
}

async function lookAtDatabase(config: Config): Promise<Finding> {
  if (config.databaseUrl === undefined) {
    if (config.dataDir === "memory://") return warn("in memory: a restart forgets what is under way");
    const parent = dirname(resolve(config.dataDir));
    mkdirSync(parent, { recursive: true });
    accessSync(parent, constants.W_OK);
    return ok(`embedded, in ${config.dataDir}`);
  }
  const database = await openDatabase(config);
  try {
    const [row] = await execute<{ skew: string; holder: string | null; held: boolean | null }>(
      database.queries,
      sql`select extract(epoch from clock_timestamp()) as skew, lease.holder, lease.expires_at > clock_timestamp() as held
        from (select 1) as one left join keeper_leases as lease on true order by held desc nulls last limit 1`,
    );
    const skewSeconds = Math.abs(Date.now() / 1_000 - Number(row?.skew));
    const holder = row?.held ? `held by ${row.holder}` : "free";
    const detail = `Postgres, clock ${skewSeconds.toFixed(1)} s apart, lease ${holder}`;
    return skewSeconds > clockToleranceSeconds ? warn(detail) : ok(detail);
  } finally {
    await database.close();
  }
}
