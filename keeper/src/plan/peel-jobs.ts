/** Jobs of which each meets at least as many others as there are batches, and the rest in the order they were taken. */
export interface Peeled {
  /** 1 for each place that is left. */
  readonly isCore: Uint8Array;
  readonly peeled: readonly number[];
}

/**
 * Takes away, again and again, a job that meets fewer others of those left than there are batches.
 *
 * @remarks However those left are put into the batches, one is free for it, so that a plan of the core can be completed by
 * putting the jobs back in reverse (Matula and Beck, "Smallest-last ordering and clustering and graph coloring
 * algorithms", 1983). Where few slots are hot, most jobs go.
 *
 * @param neighbours The places that each place conflicts with.
 */
export function peelJobs(neighbours: readonly Uint32Array[], batchCount: number): Peeled {
  const isCore = new Uint8Array(neighbours.length).fill(1);
  const left = Uint32Array.from(neighbours, (met) => met.length);
  const peeled: number[] = [];
  const take = (place: number) => {
    isCore[place] = 0;
    peeled.push(place);
  };
  for (let place = 0; place < left.length; place++) if ((left[place] as number) < batchCount) take(place);
  for (let next = 0; next < peeled.length; next++) {
    for (const other of neighbours[peeled[next] as number] as Uint32Array) {
      left[other] = (left[other] as number) - 1;
      if (isCore[other] === 1 && (left[other] as number) < batchCount) take(other);
    }
  }
  return { isCore, peeled };
}

/** Puts peeled jobs, the last taken first, into the first batch that none of those they conflict with is in. */
export function putBack(
  neighbours: readonly Uint32Array[],
  peeled: readonly number[],
  batchAt: Int32Array,
  batchCount: number,
): void {
  const takenBy = new Int32Array(batchCount).fill(-1);
  for (let index = peeled.length - 1; index >= 0; index--) {
    const place = peeled[index] as number;
    for (const other of neighbours[place] as Uint32Array) {
      const batch = batchAt[other] as number;
      if (batch >= 0) takenBy[batch] = place;
    }
    batchAt[place] = takenBy.findIndex((by) => by !== place);
  }
}
