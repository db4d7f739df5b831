import type { ObserveContext } from "./context.ts";
import { findAccruals } from "./find-accruals.ts";
import { findAllocates } from "./find-allocates.ts";
import { findCollects } from "./find-collects.ts";
import { findHarvests } from "./find-harvests.ts";
import { findLiquidations } from "./find-liquidations.ts";
import { findPayOuts } from "./find-pay-outs.ts";
import { findReports } from "./find-reports.ts";
import { findSettles } from "./find-settles.ts";
import { findSweeps } from "./find-sweeps.ts";
import { type Candidates, jobKinds } from "./types.ts";

const finders = [
  findLiquidations,
  findCollects,
  findSettles,
  findHarvests,
  findPayOuts,
  findSweeps,
  findReports,
  findAllocates,
  findAccruals,
];

/** All that is due now, and what was looked at and is not, with the reason; in an order that only the chain decides. */
export async function findJobs(context: ObserveContext): Promise<Candidates> {
  const found = await Promise.all(finders.map((find) => find(context)));
  const jobs = found.flatMap((candidates) => candidates.jobs);
  return {
    jobs: jobs.sort(
      (a, b) =>
        jobKinds.indexOf(a.kind) - jobKinds.indexOf(b.kind) ||
        (a.target === b.target ? (a.key < b.key ? -1 : 1) : a.target < b.target ? -1 : 1),
    ),
    dropped: found.flatMap((candidates) => candidates.dropped),
  };
}
