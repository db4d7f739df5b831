import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { type Address, erc20Abi, maxUint256, parseEther, parseEventLogs } from "viem";
import type { BenchRow } from "../../scripts/bench.ts";
import { devAccount, person } from "../../scripts/devnet/chain.ts";
import { type Call, call, createWaves } from "../../scripts/devnet/wave.ts";
import type { BenchChain } from "./bench-chain.ts";
import { plainStakingAbi } from "./plain-staking-abi.ts";

const AMOUNT = parseEther("10");
const BLOCK_SECONDS = 2;

/**
 * What an account pays for each action of a gauge with one reward, beside accumulator staking: the first stake, which
 * makes the position an ERC-721, and every later action, across settlements.
 */
export async function gaugeGas(chain: BenchChain): Promise<BenchRow[]> {
  const { client } = chain;
  await client.setAutomine(true);
  const admin = devAccount(0);
  const who = person("bench user", 0);
  const { stakeToken, reward, gauge, plain } = await deployAll(chain);
  await client.setBalance({ address: who.address, value: parseEther("10") });
  await client.setAutomine(false);
  const waves = createWaves(client, true);
  const send = (calls: Call[]) => waves.send(calls);
  for (const [token, owner] of [[stakeToken, who] as const, [reward, admin] as const]) {
    await send([
      call(admin, token, devnetTokenAbi, "mint", [owner.address, AMOUNT * 1_000n]),
      ...[gauge, plain].map((spender) => call(owner, token, erc20Abi, "approve", [spender, maxUint256])),
    ]);
  }
  await send([
    call(admin, gauge, gaugeAbi, "notify", [reward, AMOUNT]),
    call(admin, plain, plainStakingAbi, "notify", [AMOUNT]),
  ]);

  const gas = async (action: Call) => {
    const [receipt] = await send([action]);
    if (!receipt) throw new Error("an action was not mined");
    return receipt;
  };
  // Whatever the machine does, every action falls within an epoch and not into the second of a settlement, where a gauge
  // has less to write.
  await client.setBlockTimestampInterval({ interval: BLOCK_SECONDS });
  const settle = async () => {
    const { timestamp } = await client.getBlock();
    await client.setNextBlockTimestamp({ timestamp: timestamp + 3_600n });
    await send([call(admin, gauge, gaugeAbi, "settle", [])]);
  };
  const rows: BenchRow[] = [];
  const compare = async (name: string, ours: Call, peer: Call, isTarget: boolean) => {
    const value = Number((await gas(ours)).gasUsed);
    const baseline = Number((await gas(peer)).gasUsed);
    const target = isTarget ? "≤ 1.00 × peer" : null;
    rows.push({ case: name, value, unit: "gas", baseline, target, ok: !isTarget || value <= baseline });
  };

  const first = await gas(call(who, gauge, gaugeAbi, "stake", [AMOUNT, who.address]));
  const [stake] = parseEventLogs({ abi: gaugeAbi, eventName: "Stake", logs: first.logs });
  if (!stake) throw new Error("nothing was staked");
  const { id } = stake.args;
  const plainFirst = await gas(call(who, plain, plainStakingAbi, "stake", [AMOUNT]));
  rows.push({
    ...{ case: "gauge first stake", value: Number(first.gasUsed), unit: "gas" },
    ...{ baseline: Number(plainFirst.gasUsed), target: null, ok: true },
  });
  const claims = [
    call(who, gauge, gaugeAbi, "claim", [id, who.address]),
    call(who, plain, plainStakingAbi, "claim", []),
  ] as const;
  await settle();
  await compare("gauge first claim", ...claims, false);
  await settle();
  await compare("gauge claim", ...claims, true);
  const more = () =>
    [
      call(who, gauge, gaugeAbi, "increase", [id, AMOUNT]),
      call(who, plain, plainStakingAbi, "stake", [AMOUNT]),
    ] as const;
  await settle();
  await compare("gauge stake more", ...more(), true);
  await compare("gauge stake more, same epoch", ...more(), true);
  await settle();
  await compare(
    "gauge unstake half",
    call(who, gauge, gaugeAbi, "unstake", [id, AMOUNT, who.address]),
    call(who, plain, plainStakingAbi, "unstake", [AMOUNT]),
    false,
  );
  return rows;
}

async function deployAll({ deploy }: BenchChain) {
  const admin = devAccount(0);
  const at = async (source: string, args: readonly unknown[]): Promise<Address> =>
    (await deploy(source, args)).address;
  const authority = await at("@openzeppelin/contracts/access/manager/AccessManager", [admin.address]);
  const stakeToken = await at("contracts/devnet/DevnetToken", ["Stake", "STK", 18]);
  const reward = await at("contracts/devnet/DevnetToken", ["Reward", "RWD", 18]);
  const gauge = await at("contracts/gauges/Gauge", [
    {
      ...{ name: "Gauge", symbol: "G", stakeToken, lanes: 16n, authority, minEpochSeconds: 1n },
      rewards: [{ token: reward, streamPeriod: 604_800n }],
    },
  ]);
  const plain = await at("bench/contracts/PlainStaking", [stakeToken, reward]);
  return { stakeToken, reward, gauge, plain };
}
