import type { Rate } from "@millrace/sdk/rate";
import { z } from "zod";
import type { PoolShare } from "./pool-view.ts";
import { address, bigint, hex, token } from "./scalars.ts";

export const vaultSummary = z.object({
  address,
  name: z.string(),
  symbol: z.string(),
  decimals: z.number().int(),
  lanes: z.number().int(),
  asset: token,
  totalSupply: bigint,
  fromRay: bigint,
  fullRay: bigint,
  lastReport: bigint,
  /** Seconds over which the last report streams. */
  ratePeriod: bigint,
  paused: z.boolean(),
  totalGain: bigint,
  positionCount: z.number().int(),
  laneCash: z.array(bigint),
  strategies: z.array(
    z.object({ strategy: address, absoluteCap: bigint, relativeCapWad: bigint, shares: bigint }),
  ),
});

export const report = z.object({
  id: z.string(),
  gain: bigint,
  loss: bigint,
  assets: bigint,
  fromRay: bigint,
  fullRay: bigint,
  timestamp: bigint,
  transactionHash: hex,
});

export const vaultDetail = vaultSummary.extend({
  buffer: bigint,
});

/** A vault as lists show it. What only history tells (gain, depositors) is undefined where the chain alone was read. */
export type VaultSummary = Omit<z.infer<typeof vaultSummary>, "totalGain" | "positionCount"> & {
  /** The pool whose share the asset is; undefined for any other asset. */
  pool: PoolShare | undefined;
  totalGain: bigint | undefined;
  positionCount: number | undefined;
};

export type VaultReport = z.infer<typeof report>;

export type VaultDetail = VaultSummary & {
  buffer: bigint;
  /** Oldest first. */
  reports: VaultReport[];
};

/** A vault's prices as a function of time. */
export function rateOf(vault: Pick<VaultSummary, "fromRay" | "fullRay" | "lastReport" | "ratePeriod">): Rate {
  return {
    fromRay: vault.fromRay,
    fullRay: vault.fullRay,
    start: vault.lastReport,
    periodSeconds: vault.ratePeriod,
  };
}
