import { feedersOf } from "./feeders-of.ts";
import type { Links } from "./read-links.ts";
import type { Job } from "./types.ts";

/** Parts jobs into those that are ready and those that come later, since another due job feeds them. */
export function splitReady<T extends { readonly job: Job }>(
  due: readonly T[],
  links: Links,
): { ready: T[]; later: T[] } {
  const feeders = feedersOf(
    due.map(({ job }) => job),
    links,
  );
  return {
    ready: due.filter((_, place) => feeders[place]?.length === 0),
    later: due.filter((_, place) => feeders[place]?.length !== 0),
  };
}
