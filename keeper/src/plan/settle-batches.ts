import { peelJobs, putBack } from "./peel-jobs.ts";

/** The search ends once it looked at so many jobs and conflicts: some tenths of a second. */
const maxLooks = 20_000_000;
/** A run is given up after so many, and the next may look at half as many more. */
const firstRunLooks = 1_000_000;
const none = -1;

/**
 * Whether jobs without limits can be put into so many batches: the batch of each place, "impossible" where that is proven,
 * undefined where the search ends before.
 *
 * @remarks Backtracking in Brélaz's order ("New methods to color the vertices of a graph", 1979): the job with the fewest
 * batches open to it comes first, in proportion to how often it was left without any (Boussemart, Hemery, Lecoutre and
 * Sais, "Boosting systematic search by weighting constraints", 2004), which soon is the few jobs that make it hard. It
 * starts anew from time to time, with what it learnt. In any plan the jobs of a clique are in batches of their own, so they
 * are put there before the search, and it does not matter in which. Of the batches that are still empty only the first is
 * tried, as they are alike. Deterministic.
 *
 * @param neighbours The places that each place conflicts with.
 * @param clique Places of which every two conflict.
 */
export function settleBatches(
  neighbours: readonly Uint32Array[],
  clique: readonly number[],
  batchCount: number,
): Int32Array | "impossible" | undefined {
  if (clique.length > batchCount) return "impossible";
  const { isCore, peeled } = peelJobs(neighbours, batchCount);
  const batchAt = new Int32Array(neighbours.length).fill(none);
  // How many jobs of a batch conflict with a place, at place * batchCount + batch, and how many batches are open to it.
  const conflicts = new Uint16Array(neighbours.length * batchCount);
  const open = new Uint16Array(neighbours.length).fill(batchCount);
  const failures = new Uint32Array(neighbours.length).fill(1);
  // Those without a batch come first.
  const places = Array.from(neighbours.keys()).filter((place) => isCore[place] === 1);
  let left = places.length;
  let looks = 0;
  let mostLooks = 0;

  const put = (place: number, batch: number) => {
    left--;
    places[places.indexOf(place)] = places[left] as number;
    places[left] = place;
    batchAt[place] = batch;
    const met = neighbours[place] as Uint32Array;
    for (const other of met) {
      const at = other * batchCount + batch;
      if (conflicts[at] === 0) open[other] = (open[other] as number) - 1;
      conflicts[at] = (conflicts[at] as number) + 1;
    }
    looks += met.length;
  };
  const takeBack = (place: number) => {
    const batch = batchAt[place] as number;
    batchAt[place] = none;
    left++;
    for (const other of neighbours[place] as Uint32Array) {
      const at = other * batchCount + batch;
      conflicts[at] = (conflicts[at] as number) - 1;
      if (conflicts[at] === 0) open[other] = (open[other] as number) + 1;
    }
  };
  const choose = (): number => {
    let chosen = places[0] as number;
    let least = Number.POSITIVE_INFINITY;
    for (let index = 0; index < left && least > 0; index++) {
      const place = places[index] as number;
      const room = (open[place] as number) / (failures[place] as number);
      // The lower place has more conflicts.
      if (room > least || (room === least && place > chosen)) continue;
      least = room;
      chosen = place;
    }
    return chosen;
  };
  const placeLeft = (used: number): "placed" | "impossible" | "given up" => {
    if (left === 0) return "placed";
    looks += left;
    if (looks > mostLooks) return "given up";
    const place = choose();
    if (open[place] === 0) failures[place] = (failures[place] as number) + 1;
    for (let batch = 0; batch <= used && batch < batchCount; batch++) {
      if (conflicts[place * batchCount + batch] !== 0) continue;
      put(place, batch);
      const outcome = placeLeft(Math.max(used, batch + 1));
      if (outcome === "placed") return outcome;
      takeBack(place);
      if (outcome === "given up") return outcome;
    }
    return "impossible";
  };
  let anchored = 0;
  for (const place of clique) if (isCore[place] === 1) put(place, anchored++);
  for (let run = firstRunLooks; looks < maxLooks; run *= 1.5) {
    mostLooks = looks + run;
    const outcome = placeLeft(anchored);
    if (outcome === "impossible") return outcome;
    if (outcome === "given up") continue;
    putBack(neighbours, peeled, batchAt, batchCount);
    return batchAt;
  }
  return undefined;
}
