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
 * Jobs that touch one to three slots which others touch too, and seven to nine of their own, as most calls do: a pool and
 * a balance or two are shared, the caller's nonce, balance and position are not. The shared ones are drawn by a power law,
 * since on chains a few contracts are in most conflicts (Saraph and Herlihy, "An Empirical Study of Speculative
 * Concurrency in Ethereum Smart Contracts", 2019): a tenth of a slot to 1.1 slots a job, the k-th of them with a density
 * of k^(1/skew - 1), where the skew is between 1, which is uniform, and 3.
 */
export function fewSharedInstance(seed: number): InternedSets {
  const random = randomFrom(seed);
  const { count, shared, skew } = shapeOf(random, 50, 800, 8);
  let next = shared;
  return build(
    count,
    () => {
      const touched = 1 + Math.floor(random() * 3);
      const drawn = drawEntries(random, touched, () => Math.floor(shared * random() ** skew));
      return [...drawn, ...Array.from({ length: SLOTS_A_JOB - touched }, () => 2 * next++ + 1)];
    },
    () => gasFrom(random),
  );
}

/** The same, but that all ten slots of a job are drawn from the shared ones: nearly every two jobs meet somewhere. */
export function crowdedInstance(seed: number, least = 50, most = 800): InternedSets {
  const random = randomFrom(seed ^ 0xc0de);
  const { count, shared, skew } = shapeOf(random, least, most, 2 * SLOTS_A_JOB);
  return build(
    count,
    () => drawEntries(random, SLOTS_A_JOB, () => Math.floor(shared * random() ** skew)),
    () => gasFrom(random),
  );
}

/**
 * Jobs all of whose ten slots are drawn from the shared ones, each slot as likely as any other: the plainest meaning of
 * random, and unlike chains.
 *
 * @param jobsASlot How many jobs touch a slot, in the mean.
 */
export function uniformInstance(seed: number, jobsASlot: number, least = 50, most = 800): InternedSets {
  const random = randomFrom(seed ^ 0x0f1a);
  const count = least + Math.floor(random() * (most - least));
  const shared = slotsFor(count, jobsASlot);
  return build(
    count,
    () => drawEntries(random, SLOTS_A_JOB, () => Math.floor(shared * random())),
    () => gasFrom(random),
  );
}

/**
 * The same, but that the k-th slot is drawn in proportion to 1 / k, which is Zipf's law.
 *
 * @remarks The logarithm of the slot's number is uniform, which gives the k-th of s slots the share
 * log((k + 1) / k) / log(s + 1).
 *
 * @param jobsASlot How many jobs touch a slot, in the mean.
 */
export function zipfInstance(seed: number, jobsASlot: number): InternedSets {
  const random = randomFrom(seed ^ 0x21bf);
  const count = 50 + Math.floor(random() * 750);
  const shared = slotsFor(count, jobsASlot);
  return build(
    count,
    () => drawEntries(random, SLOTS_A_JOB, () => Math.min(shared, Math.floor((shared + 1) ** random())) - 1),
    () => gasFrom(random),
  );
}

/** How many jobs, how many slots they share, and how unevenly these are drawn. */
function shapeOf(random: () => number, least: number, most: number, leastShared: number) {
  const count = least + Math.floor(random() * (most - least));
  const shared = Math.max(leastShared, Math.floor(count * (0.1 + random())));
  return { count, shared, skew: 1 + random() * 2 };
}

/** As many slots as so many jobs touch in the mean, but at least twice those of a job. */
function slotsFor(count: number, jobsASlot: number): number {
  return Math.max(2 * SLOTS_A_JOB, Math.ceil((count * SLOTS_A_JOB) / jobsASlot));
}

/** Entries of so many different slots; the first is written, and every other with a chance of a half. */
function drawEntries(random: () => number, slots: number, draw: () => number): number[] {
  const drawn = new Map<number, number>();
  while (drawn.size < slots) {
    const slot = draw();
    if (!drawn.has(slot)) drawn.set(slot, drawn.size === 0 || random() < 0.5 ? 1 : 0);
  }
  return Array.from(drawn, ([slot, written]) => slot * 2 + written);
}

/** Between 100,000 and 600,000 gas. */
function gasFrom(random: () => number): number {
  return 100_000 + Math.floor(random() * 500_000);
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
