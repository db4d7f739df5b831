import type { Address } from "viem";
import type { Links } from "./read-links.ts";
import type { Job, JobKind } from "./types.ts";

/**
 * For each job the places of those that feed it: they come first, since what they bring is what it works with.
 *
 * @remarks Income goes to a gauge before its epoch closes; then its rewards are harvested and paid out. What lies in a
 * vault's lanes is swept and put to work before its strategies are harvested, since who enters a strategy while a
 * harvested profit streams pays for it in advance. A vault reports once its strategies are harvested.
 */
export function feedersOf(jobs: readonly Pick<Job, "kind" | "target">[], links: Links): number[][] {
  const places = new Map<string, number[]>();
  const collectsInto = new Map<Address, number[]>();
  for (const [place, { kind, target }] of jobs.entries()) {
    const name = `${kind} ${target}`;
    places.set(name, [...(places.get(name) ?? []), place]);
    const gauge = kind === "collect" ? links.gaugeOf.get(target) : undefined;
    if (gauge !== undefined) collectsInto.set(gauge, [...(collectsInto.get(gauge) ?? []), place]);
  }
  const strategiesOf = new Map<Address, Address[]>();
  for (const [strategy, vaults] of links.vaultsOf) {
    for (const vault of vaults) strategiesOf.set(vault, [...(strategiesOf.get(vault) ?? []), strategy]);
  }
  const due = (kind: JobKind, target: Address) => places.get(`${kind} ${target}`) ?? [];
  const intoGauge = (gauge: Address) => collectsInto.get(gauge) ?? [];
  const closing = (gauge: Address) => [...due("settle", gauge), ...intoGauge(gauge)];
  const none = () => [];

  const feeders: Readonly<Record<JobKind, (target: Address) => number[]>> = {
    liquidate: none,
    collect: none,
    accrue: none,
    sweep: none,
    settle: intoGauge,
    allocate: (vault) => due("sweep", vault),
    payOut: closing,
    harvest: (strategy) => {
      const gauge = links.gaugeOf.get(strategy);
      const vaults = links.vaultsOf.get(strategy) ?? [];
      return [
        ...(gauge === undefined ? [] : closing(gauge)),
        ...vaults.flatMap((vault) => [...due("allocate", vault), ...due("sweep", vault)]),
      ];
    },
    report: (vault) => [
      ...due("sweep", vault),
      ...due("allocate", vault),
      ...(strategiesOf.get(vault) ?? []).flatMap((strategy) => due("harvest", strategy)),
    ],
  };
  return jobs.map(({ kind, target }) => feeders[kind](target));
}
