import { readFileSync } from "node:fs";
import { type Abi, toFunctionSelector } from "viem";

/** The role that an AccessManager gives all functions which no other role has. */
export const ADMIN_ROLE = 0n;

/** The AccessManager's ids of the other roles. */
export const ROLES = { curator: 1n, keeper: 2n, guardian: 3n, lister: 4n } as const;

export type Role = keyof typeof ROLES | "admin";

/** What each role is for, and whether what it does waits for a delay. */
export const roleNotes: Record<Role, { delayed: boolean; note: string }> = {
  admin: {
    delayed: true,
    note: "grants roles and says which functions they have; gives powers of a vault away for good",
  },
  lister: { delayed: true, note: "says which contracts money is put into, swapped through or paid in" },
  curator: { delayed: true, note: "sets fees, limits and periods, and takes strategies off" },
  keeper: {
    delayed: false,
    note: "runs harvests, reports, settlements and liquidations, each bounded on chain",
  },
  guardian: {
    delayed: false,
    note: "stops entries, and cancels what the lister and the curator have scheduled",
  },
};

type Functions = Readonly<Record<string, Role>>;

const strategy: Functions = { harvest: "keeper", setRoute: "lister" };

/**
 * Every function of every contract that is `restricted`, with the role that has it; scripts/test/access.test.ts
 * compares it with the contracts.
 */
export const privileges = {
  Executor: {
    source: "keeper/Executor",
    functions: { execute: "keeper", executeEach: "keeper", setTarget: "lister" },
  },
  Gauge: { source: "gauges/Gauge", functions: { addReward: "lister", setPaused: "guardian" } },
  Liquidator: { source: "lending/Liquidator", functions: { liquidate: "keeper", setRoute: "lister" } },
  LpGaugeStrategy: { source: "vaults/strategies/LpGaugeStrategy", functions: strategy },
  Market: {
    source: "lending/Market",
    functions: { setCaps: "curator", setFee: "curator", setRateModel: "curator", setPaused: "guardian" },
  },
  Marketplace: {
    source: "nfts/Marketplace",
    functions: { setFee: "curator", setFeeRecipient: "admin" },
  },
  NftVault: {
    source: "nfts/NftVault",
    functions: {
      ...{ setFees: "curator", setPremium: "curator", setRentTerms: "curator", setRentPrices: "curator" },
      ...{ setPriceRoot: "curator", setEligibility: "lister", setGauge: "lister", setPaused: "guardian" },
    },
  },
  PoolFactory: {
    source: "pools/PoolFactory",
    functions: { setFeeRecipient: "admin", setProtocolFee: "curator", setFeeTier: "curator" },
  },
  Registry: { source: "keeper/Registry", functions: { register: "lister" } },
  TokenGaugeStrategy: { source: "vaults/strategies/TokenGaugeStrategy", functions: strategy },
  Vault: {
    source: "vaults/Vault",
    functions: {
      ...{ report: "keeper", sweep: "keeper", allocate: "keeper", deallocate: "keeper" },
      ...{ setStrategy: "lister", removeStrategy: "curator", setFees: "curator", setHealthLimits: "curator" },
      ...{ setStreamPeriod: "curator", setGracePeriod: "curator", setLaneReserve: "curator" },
      ...{ setPaused: "guardian", abdicate: "admin" },
    },
  },
} satisfies Record<string, { source: string; functions: Functions }>;

export type Restricted = keyof typeof privileges;

/** Contracts that are never called themselves: another delegates to them, and so has their functions. */
export const runsAs: Readonly<Record<string, Restricted>> = { VaultSettlement: "Vault" };

/** Functions that lead to a check of a role which is not asked of their own callers. */
export const openTo: Readonly<Record<string, readonly string[]>> = {
  // An entry settles what nobody owns, by the report that is else the keeper's.
  Vault: ["deposit", "mint"],
  VaultSettlement: ["settleOwnerless"],
};

/** What the keeper runs through the executor, for its allow-list. */
const keeperActions: Partial<Record<Restricted, readonly string[]>> = {
  Gauge: ["settle", "payOut", "payOutWithBounty"],
  Liquidator: ["liquidate"],
  LpGaugeStrategy: ["harvest"],
  Market: ["accrue"],
  NftVault: ["collect"],
  TokenGaugeStrategy: ["harvest"],
  Vault: ["report", "sweep", "allocate"],
};

/** The selectors of a contract that each role has, without the admin's, which needs not be told. */
export function selectorsByRole(contract: Restricted): [role: keyof typeof ROLES, selectors: string[]][] {
  const { source, functions } = privileges[contract];
  return (Object.keys(ROLES) as (keyof typeof ROLES)[]).flatMap((role) => {
    const names = Object.keys(functions).filter((name) => (functions as Functions)[name] === role);
    return names.length === 0 ? [] : [[role, selectors(source, names)]];
  });
}

/** The selectors of a contract that the executor may call. */
export function keeperSelectorsOf(contract: Restricted): string[] {
  return selectors(privileges[contract].source, keeperActions[contract] ?? []);
}

/** @throws Error where the contract has no function of a name. */
function selectors(source: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const artifact = `artifacts/contracts/${source}.sol/${source.split("/").at(-1)}.json`;
  const { abi } = JSON.parse(readFileSync(artifact, "utf8")) as { abi: Abi };
  return names.map((name) => {
    const item = abi.find((candidate) => candidate.type === "function" && candidate.name === name);
    if (item?.type !== "function") throw new Error(`${source} has no function ${name} to give a role for`);
    return toFunctionSelector(item);
  });
}
