import type { Address } from "viem";
import type { Links } from "./read-links.ts";
import type { Job, JobKind } from "./types.ts";

/**
 * Parts jobs into those that are ready and those that come later, since another due job feeds them.
 *
 * @remarks Income goes to a gauge before its epoch closes; then its rewards are harvested and paid out. What lies in a
 * vault's lanes is swept and put to work before its strategies are harvested, since who enters a strategy while a
 * harvested profit streams pays for it in advance. A vault reports once its strategies are harvested.
 */
export function splitReady<T extends { readonly job: Job }>(
  due: readonly T[],
  links: Links,
): { ready: T[]; later: T[] } {
  const targets = new Map<JobKind, Set<Address>>();
  for (const { job } of due) {
    const own = targets.get(job.kind) ?? new Set();
    targets.set(job.kind, own.add(job.target));
  }
  const isDue = (kind: JobKind, target: Address) => targets.get(kind)?.has(target) ?? false;
  const collecting = new Set(
    [...(targets.get("collect") ?? [])].map((nftVault) => links.gaugeOf.get(nftVault)),
  );
  const reportedBy = new Map<Address, Address[]>();
  for (const [strategy, vaults] of links.vaultsOf) {
    for (const vault of vaults) reportedBy.set(vault, [...(reportedBy.get(vault) ?? []), strategy]);
  }

  const waits: Readonly<Record<JobKind, (target: Address) => boolean>> = {
    collect: () => false,
    sweep: () => false,
    settle: (gauge) => collecting.has(gauge),
    allocate: (vault) => isDue("sweep", vault),
    payOut: (gauge) => isDue("settle", gauge) || collecting.has(gauge),
    harvest: (strategy) => {
      const gauge = links.gaugeOf.get(strategy);
      const settling = gauge !== undefined && (isDue("settle", gauge) || collecting.has(gauge));
      const vaults = links.vaultsOf.get(strategy) ?? [];
      return settling || vaults.some((vault) => isDue("allocate", vault) || isDue("sweep", vault));
    },
    report: (vault) =>
      isDue("sweep", vault) ||
      isDue("allocate", vault) ||
      (reportedBy.get(vault) ?? []).some((strategy) => isDue("harvest", strategy)),
  };
  const ready = due.filter(({ job }) => !waits[job.kind](job.target));
  const isReady = new Set(ready);
  return { ready, later: due.filter((item) => !isReady.has(item)) };
}
