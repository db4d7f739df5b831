import type { Hash } from "viem";
import { withChain } from "../../bench/lib/bench-chain.ts";
import { ignoredAccounts } from "../../keeper/src/sets/ignored-accounts.ts";
import {
  type Prestate,
  type PrestateDiff,
  setsFromPrestate,
} from "../../keeper/src/sets/sets-from-prestate.ts";
import { gaugeScene } from "./gauge-scene.ts";
import { laneTokenScene } from "./lane-token-scene.ts";
import { marketScene } from "./market-scene.ts";
import { nameSlots } from "./name-slots.ts";
import { nftVaultScene } from "./nft-vault-scene.ts";
import { poolScene } from "./pool-scene.ts";
import { createStage, type Scene, type Stage } from "./stage.ts";
import { vaultScene } from "./vault-scene.ts";

/** What each contract's entry points share when users of different lanes call them: by pair, the slots both write. */
export type ConflictSnapshot = Record<string, { entries: string[]; shared: Record<string, string[]> }>;
/** The gas of each entry point, by contract. */
export type GasSnapshot = Record<string, Record<string, number>>;

const SCENES: Record<string, (stage: Stage) => Promise<Scene>> = {
  Gauge: gaugeScene,
  LaneERC20: laneTokenScene,
  Market: marketScene,
  NftVault: nftVaultScene,
  Pool: poolScene,
  Vault: vaultScene,
};
/** When every scene begins, so that no figure depends on the day. */
const START = 2_000_000_000n;

/** Plays every entry point of every scene from the same state, by two users of different lanes. */
export function takeSnapshots(): Promise<{ conflicts: ConflictSnapshot; gas: GasSnapshot }> {
  return withChain(async (chain) => {
    const { client } = chain;
    const conflicts: ConflictSnapshot = {};
    const gas: GasSnapshot = {};
    await client.setAutomine(false);
    await client.setBlockTimestampInterval({ interval: 1 });
    await client.setNextBlockTimestamp({ timestamp: START });
    await client.mine({ blocks: 1 });
    for (const [name, build] of Object.entries(SCENES)) {
      const before = await client.snapshot();
      const stage = createStage(chain);
      const scene = await build(stage);
      const nameOf = nameSlots(stage.known);
      const [first, second] = [await play(stage, scene, 0), await play(stage, scene, 1)];
      gas[name] = Object.fromEntries(Object.entries(first).map(([entry, { used }]) => [entry, used]));
      const shared: Record<string, string[]> = {};
      for (const [entry, { written }] of Object.entries(first)) {
        for (const [other, { written: others }] of Object.entries(second)) {
          const common = written.filter((slot) => others.includes(slot)).map(nameOf);
          const foreign = common.find((slot) => !scene.allowed?.test(slot));
          if (foreign)
            throw new Error(`${name}: ${entry} and ${other} of different lanes both write ${foreign}`);
          if (common.length > 0) shared[`${entry} + ${other}`] = [...new Set(common)].sort();
        }
      }
      conflicts[name] = { entries: Object.keys(first), shared };
      await client.revert({ id: before });
    }
    return { conflicts, gas };
  });
}

/** The gas and the written slots of each entry of one user, each from the same state. */
async function play({ client, waves, admin }: Stage, { users, entries }: Scene, at: 0 | 1) {
  const played: Record<string, { used: number; written: readonly string[] }> = {};
  for (const [name, entry] of Object.entries(entries(users[at]))) {
    const before = await client.snapshot();
    const [receipt] = await waves.send([entry]);
    if (!receipt) throw new Error(`${name} was not mined`);
    const trace = <T>(hash: Hash, diffMode: boolean) =>
      client.request({
        method: "debug_traceTransaction",
        params: [hash, { tracer: "prestateTracer", tracerConfig: { diffMode, disableCode: true } }],
      } as never) as Promise<T>;
    const block = await client.getBlock();
    const ignored = ignoredAccounts(block.miner, [admin.address, receipt.from]);
    const { written } = setsFromPrestate(
      await trace<Prestate>(receipt.transactionHash, false),
      await trace<PrestateDiff>(receipt.transactionHash, true),
      ignored,
    );
    played[name] = { used: Number(receipt.gasUsed), written };
    await client.revert({ id: before });
    waves.forgetNonces();
  }
  return played;
}
