import { setTimeout as sleep } from "node:timers/promises";
import { killPoints, type LifeParameters } from "./act-life.ts";
import { type Faults, noFaults, startFaultProxy } from "./fault-proxy.ts";
import type { FaultWorld } from "./fault-world.ts";
import type { createLives } from "./lives.ts";
import { createRandom, type Random } from "./random.ts";

const blockMs = 80;
const senders = 4;
/** A run that is not done by then never will be. */
const lastLifeMs = 30_000;

export interface FaultRun {
  readonly seed: number;
  readonly killed: string[];
  readonly faults: Record<string, number>;
  readonly events: Record<string, number>;
  /** Why the run is wrong; empty where each task ran once. */
  readonly wrong: string[];
  readonly seconds: number;
}

/**
 * One run: lives that are killed at a state of the journal, on nodes that fail and lie, on a chain that loses blocks and
 * transactions; then one life in peace, and the record of the chain.
 */
export async function faultRun(
  world: FaultWorld,
  lives: ReturnType<typeof createLives>,
  databaseUrl: string,
  seed: number,
): Promise<FaultRun> {
  const started = performance.now();
  const random = createRandom(seed);
  const tasks = world.tasks(seed, 3 + random.below(4));
  const privateKey = await world.prepare(seed, senders);
  const several = random.chance(0.5);
  const nodes = await Promise.all(
    Array.from({ length: several ? 3 : 1 }, (_, index) =>
      startFaultProxy(world.anvil.url, createRandom(seed * 7 + index)),
    ),
  );
  const mild = mixOf(random, 0.04);
  // Where a quorum of two has to agree, one node may lie as it likes.
  for (const [index, node] of nodes.entries()) node.setFaults(index === 2 ? mixOf(random, 0.5) : mild);
  const chaos = startChaos(world, random);
  const parameters: LifeParameters = {
    urls: nodes.map(({ url }) => url),
    quorum: several ? 2 : 1,
    ...{ databaseUrl, name: `run ${seed}`, deployment: world.deployment, privateKey, senders },
    ...{ jobs: tasks, leaseMs: 500, rpcTimeoutMs: 3_000, forMs: 6_000, finalBlocks: 2 + random.below(6) },
  };

  const killed: string[] = [];
  const events: Record<string, number> = {};
  const failures: string[] = [];
  const live = async (one: LifeParameters) => {
    const result = await (await lives.begin(one)).ended;
    for (const [name, count] of Object.entries(result?.events ?? {}))
      events[name] = (events[name] ?? 0) + count;
    failures.push(...(result?.failures ?? []));
    return result;
  };
  try {
    // Each state in turn, so that few runs already kill at all of them.
    for (let life = 0; life < 1 + random.below(2); life++) {
      const point = killPoints[(seed + life) % killPoints.length] as (typeof killPoints)[number];
      const result = await live({ ...parameters, killAfter: { point, times: 1 + random.below(2) } });
      if (result === undefined) killed.push(point);
      if (result?.done === true) break;
    }
    chaos.calm();
    for (const node of nodes) node.setFaults(noFaults);
    const last = await live({ ...parameters, forMs: lastLifeMs });
    const wrong =
      last?.done === true
        ? []
        : [`the last life did not end: ${[...failures.slice(-3), ...(last?.open ?? [])].join(", ")}`];
    for (const [index, { runs, minted }] of (await world.record(tasks)).entries()) {
      if (runs !== 1 || minted !== 1n) wrong.push(`task ${index} ran ${runs} times and minted ${minted}`);
    }
    const faults: Record<string, number> = { ...chaos.happened };
    for (const { happened } of nodes) {
      for (const [fault, count] of happened) faults[fault] = (faults[fault] ?? 0) + count;
    }
    const seconds = (performance.now() - started) / 1_000;
    return { ...{ seed, killed, faults, events, wrong, seconds } };
  } finally {
    await chaos.stop();
    await Promise.all(nodes.map((node) => node.stop()));
  }
}

function mixOf(random: Random, most: number): Faults {
  const some = () => (random.chance(0.5) ? random.next() * most : 0);
  return {
    ...{
      drop: some(),
      dropAnswer: some(),
      delay: some() * 2,
      delayMs: 300,
      duplicate: some(),
      reorder: some() * 2,
    },
    ...{ lieNonce: some(), lieReceipt: some() * 2, swallow: some() * 4 },
  };
}

/** Mines blocks, and until it is calm loses some again, drops what is pending, and drives up the base fee. */
function startChaos({ client }: FaultWorld, random: Random) {
  const happened: Record<string, number> = {};
  const count = (name: string) => {
    happened[name] = (happened[name] ?? 0) + 1;
  };
  let wild = true;
  let stopped = false;
  const request = (method: string, params: unknown[]) => client.request({ method, params } as never);

  async function disturb(): Promise<void> {
    if (random.chance(0.04)) {
      count("reorg");
      await request("anvil_reorg", [1 + random.below(4), []]);
    }
    if (random.chance(0.05)) {
      const { pending } = (await request("txpool_content", [])) as {
        pending: Record<string, Record<string, { hash: string }>>;
      };
      const hashes = Object.values(pending).flatMap((byNonce) =>
        Object.values(byNonce).map(({ hash }) => hash),
      );
      if (hashes.length > 0) {
        count("dropTransaction");
        await request("anvil_dropTransaction", [random.pick(hashes)]);
      }
    }
    if (random.chance(0.03)) {
      count("baseFee");
      // Far above what was offered, and low enough to be back within seconds.
      await client.setNextBlockBaseFeePerGas({ baseFeePerGas: BigInt(1 + random.below(60)) * 10n ** 9n });
    }
  }

  const loop = (async () => {
    while (!stopped) {
      try {
        if (wild) await disturb();
        await client.mine({ blocks: 1 });
      } catch {
        // The chain refuses some of it, such as to lose blocks that it has not.
      }
      await sleep(blockMs);
    }
  })();
  return {
    happened,
    calm: () => {
      wild = false;
    },
    async stop() {
      stopped = true;
      await loop;
    },
  };
}
