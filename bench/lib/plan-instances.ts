import type { InternedSets } from "../../keeper/src/plan/types.ts";

/** The slots that a job of the bench touches. */
export const SLOTS_A_JOB = 10;

/** A small generator of its own, so that a seed gives the same instance everywhere (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Jobs that read three slots all share and write seven of their own. */
export function uncontended(count: number): InternedSets {
  return build(count, (job) => [0, 2, 4, ...own(job, 7, 3)]);
}

/** The same, but that each also writes one slot that all write. */
export function oneHotSlot(count: number): InternedSets {
  return build(count, (job) => [1, 2, 4, ...own(job, 7, 3)]);
}

/** Entries that write slots no other job touches. */
function own(job: number, slots: number, first: number): number[] {
  return Array.from({ length: slots }, (_, index) => (first + job * slots + index) * 2 + 1);
}

/**
 * Jobs of which each touches one to three slots that others touch too, picked by a power law as on chains, where a few
 * are in many jobs; it writes the first of them, and every other with a chance of a half. The rest of its ten slots are
 * its own. Gas is between 100,000 and 600,000.
 */
export function randomInstance(seed: number): InternedSets {
  const random = randomFrom(seed);
  const count = 50 + Math.floor(random() * 750);
  const shared = Math.max(8, Math.floor(count * (0.1 + random())));
  const skew = 1 + random() * 2;
  let next = shared;
  return build(
    count,
    () => {
      const picked = new Map<number, number>();
      const touched = 1 + Math.floor(random() * 3);
      while (picked.size < touched) {
        const slot = Math.floor(shared * random() ** skew);
        if (!picked.has(slot)) picked.set(slot, picked.size === 0 || random() < 0.5 ? 1 : 0);
      }
      while (picked.size < SLOTS_A_JOB) picked.set(next++, 1);
      return Array.from(picked, ([slot, written]) => slot * 2 + written);
    },
    () => 100_000 + Math.floor(random() * 500_000),
  );
}

/**
 * Jobs all of whose ten slots are picked by the power law from those that all share, each written with a chance of a half
 * and the first for sure: nearly every two jobs meet somewhere, as where all trade in a few pools.
 */
export function crowdedInstance(seed: number, least = 50, most = 800): InternedSets {
  const random = randomFrom(seed ^ 0xc0de);
  const count = least + Math.floor(random() * (most - least));
  const shared = Math.max(2 * SLOTS_A_JOB, Math.floor(count * (0.1 + random())));
  const skew = 1 + random() * 2;
  return build(
    count,
    () => {
      const picked = new Map<number, number>();
      while (picked.size < SLOTS_A_JOB) {
        const slot = Math.floor(shared * random() ** skew);
        if (!picked.has(slot)) picked.set(slot, picked.size === 0 || random() < 0.5 ? 1 : 0);
      }
      return Array.from(picked, ([slot, written]) => slot * 2 + written);
    },
    () => 100_000 + Math.floor(random() * 500_000),
  );
}

/**
 * A cycle of the protocol: settlements, harvests that share pools, payouts by lane of which some deposit into vaults,
 * sweeps and reports; as many of each as a seed says.
 */
export function protocolInstance(seed: number): InternedSets {
  const random = randomFrom(seed ^ 0x5eed);
  const below = (most: number) => Math.floor(random() * most);
  const numbers = new Map<string, number>();
  const slot = (name: string) => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
  const jobs: { entries: number[]; gas: number }[] = [];
  const add = (reads: string[], writes: string[], gas: number) => {
    const entries = new Map(reads.map((name) => [slot(name), 0]));
    for (const name of [...writes, `key ${jobs.length}`]) entries.set(slot(name), 1);
    jobs.push({
      entries: Array.from(entries, ([number, written]) => number * 2 + written),
      gas: Math.round(gas * (0.8 + random() * 0.4)),
    });
  };
  const lanes = 16;
  const pools = 2 + below(8);
  const gauges = 4 + below(16);
  const vaults = 8 + below(32);
  const each = (count: number, act: (index: number) => void) => {
    for (let index = 0; index < count; index++) act(index);
  };
  const roles = ["executor.role", "manager.grant"];
  each(vaults, (vault) => {
    const gauge = vault % gauges;
    const pool = below(pools);
    add(
      [...roles, `gauge ${gauge} cum`, `gauge ${gauge} epoch`, `pool ${pool} fee`],
      [
        ...[`strategy ${vault}`, `gauge ${gauge} lane ${below(lanes)}`, `gauge ${gauge} position ${vault}`],
        ...[
          `pool ${pool} reserves`,
          `pool ${pool} supply`,
          `pool ${pool} balance 0`,
          `pool ${pool} balance 1`,
        ],
      ],
      650_000,
    );
  });
  each(gauges, (gauge) =>
    each(lanes, (lane) => {
      const positions = below(4);
      if (positions === 0) return;
      const deposits = random() < 0.3 ? [`vault ${below(vaults)} lane ${lane}`] : [];
      add(
        [...roles, `gauge ${gauge} cum`, `gauge ${gauge} epoch`, ...deposits.map((name) => `${name} rate`)],
        [
          ...[`gauge ${gauge} lane ${lane}`, `purse ${gauge} ${lane} balance`, ...deposits],
          ...Array.from({ length: positions }, (_, id) => `position ${gauge} ${lane} ${id}`),
        ],
        120_000 + positions * 60_000,
      );
    }),
  );
  each(vaults, (vault) => {
    if (random() < 0.5) return;
    const swept = Array.from({ length: lanes }, (_, lane) => `vault ${vault} lane ${lane}`);
    add([...roles, `vault ${vault} rate`], [`vault ${vault} buffer`, ...swept], 400_000);
  });
  return build(
    jobs.length,
    (job) => jobs[job]?.entries ?? [],
    (job) => jobs[job]?.gas ?? 0,
  );
}

function build(
  count: number,
  entriesOf: (job: number) => readonly number[],
  gasOf: (job: number) => number = () => 200_000,
): InternedSets {
  const offsets = new Uint32Array(count + 1);
  const entries: number[] = [];
  const gas = new Float64Array(count);
  let slotCount = 0;
  for (let job = 0; job < count; job++) {
    for (const entry of entriesOf(job)) {
      entries.push(entry);
      slotCount = Math.max(slotCount, (entry >>> 1) + 1);
    }
    offsets[job + 1] = entries.length;
    gas[job] = gasOf(job);
  }
  return { count, slotCount, offsets, entries: Uint32Array.from(entries), gas };
}
