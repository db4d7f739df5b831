import type { PlanJob } from "../keeper/src/plan/types.ts";
import type { BenchRow } from "../scripts/bench.ts";
import { createRandom } from "../scripts/devnet/random.ts";
import { runBlockStm } from "./lib/block-stm.ts";
import { openWorld } from "./lib/keeper-world.ts";
import { type RecordedBatch, recordCycle } from "./lib/record-cycle.ts";
import { type BenchDevnet, withDevnet } from "./lib/with-devnet.ts";

const THREADS = [4, 16, 64];

/**
 * A discrete-event replay of Block-STM over a mined cycle: our batches, a block each, against the same transactions in the
 * order of a random arrival, in as many blocks of the same sizes.
 */
export function run(): Promise<BenchRow[]> {
  return withDevnet(measure);
}

export async function measure({ client, keeperEnv }: BenchDevnet): Promise<BenchRow[]> {
  const world = await openWorld({ ...keeperEnv, KEEPER_PAYOUT_IDS: "2" });
  const { batches } = await recordCycle(client, world);
  return compare(batches);
}

export function compare(batches: readonly RecordedBatch[]): BenchRow[] {
  const ours = batches.map(({ mined }) => mined);
  const arrived = arrival(ours);
  const total = ours.flat().reduce((sum, { gas }) => sum + gas, 0);
  const reverted = batches.reduce((sum, batch) => sum + batch.reverted, 0);
  const rows: BenchRow[] = [
    {
      case: "jobs replayed",
      value: ours.flat().length,
      unit: "jobs",
      baseline: null,
      target: null,
      ok: true,
    },
    { case: "reverted", value: reverted, unit: "jobs", baseline: null, target: "0", ok: reverted === 0 },
  ];
  for (const threads of THREADS) {
    const [planned, random] = [replay(ours, threads), replay(arrived, threads)];
    rows.push(
      {
        ...{ case: `${threads} threads: re-executions`, value: planned.reexecutions, unit: "runs" },
        ...{ baseline: random.reexecutions, target: "0", ok: planned.reexecutions === 0 },
      },
      {
        ...{ case: `${threads} threads: speed-up`, value: total / planned.makespan, unit: "×" },
        ...{ baseline: total / random.makespan, target: null, ok: true },
      },
    );
  }
  return rows;
}

function replay(blocks: readonly (readonly PlanJob[])[], threads: number) {
  const runs = blocks.map((block) => runBlockStm(block, threads));
  return {
    reexecutions: runs.reduce((sum, { reexecutions }) => sum + reexecutions, 0),
    makespan: runs.reduce((sum, { makespan }) => sum + makespan, 0),
  };
}

/** The same transactions in random order, cut into blocks of the same sizes. */
function arrival(blocks: readonly (readonly PlanJob[])[]): PlanJob[][] {
  const random = createRandom(11);
  const all = blocks.flat();
  for (let i = all.length - 1; i > 0; i--) {
    const j = random.between(0, i);
    const [a, b] = [all[i], all[j]];
    if (a !== undefined && b !== undefined) [all[i], all[j]] = [b, a];
  }
  let from = 0;
  return blocks.map(({ length }) => {
    from += length;
    return all.slice(from - length, from);
  });
}
