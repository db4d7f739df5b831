import { readFileSync } from "node:fs";
import { type Abi, toFunctionSelector } from "viem";

/** The AccessManager's ids of the roles; what no role has is the admin's. */
export const ROLES = { curator: 1n, keeper: 2n, guardian: 3n } as const;

export type Role = keyof typeof ROLES;

/** Which functions each role may call on each kind of contract. */
const powers = {
  executor: { source: "keeper/Executor", curator: [], keeper: ["execute", "executeEach"], guardian: [] },
  gauge: { source: "gauges/Gauge", curator: ["addReward"], keeper: [], guardian: ["setPaused"] },
  nftVault: {
    source: "nfts/NftVault",
    curator: ["setFees", "setRentTerms"],
    keeper: [],
    guardian: ["setPaused"],
  },
  strategy: {
    source: "vaults/strategies/LpGaugeStrategy",
    curator: ["setRoute"],
    keeper: ["harvest"],
    guardian: [],
  },
  vault: {
    source: "vaults/Vault",
    curator: [
      ...["setStrategy", "removeStrategy", "setFees", "setHealthLimits"],
      ...["setStreamPeriod", "setGracePeriod", "setLaneReserve"],
    ],
    keeper: ["report", "sweep", "allocate", "deallocate"],
    guardian: ["setPaused"],
  },
} satisfies Record<string, { source: string } & Record<Role, string[]>>;

export type Kind = keyof typeof powers;

/** The functions that the keeper runs through the executor, for its allow-list. */
const keeperActions: Record<Exclude<Kind, "executor">, string[]> = {
  gauge: ["settle", "payOut"],
  nftVault: ["collect"],
  strategy: ["harvest"],
  vault: ["report", "sweep", "allocate"],
};

/** The selectors that a role may call on a kind of contract. */
export function selectorsOf(kind: Kind, role: Role): string[] {
  return selectors(powers[kind].source, powers[kind][role]);
}

/** The selectors of a kind of contract that the executor may call. */
export function keeperSelectorsOf(kind: Exclude<Kind, "executor">): string[] {
  return selectors(powers[kind].source, keeperActions[kind]);
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
