import { RAY } from "@millrace/sdk/rate";
import { z } from "zod";
import { WAD } from "./price.ts";
import { address, bigint, token } from "./scalars.ts";

export const market = z.object({
  address,
  name: z.string(),
  symbol: z.string(),
  decimals: z.number().int(),
  asset: token,
  collateral: token,
  oracle: address,
  lltvWad: bigint,
  incentiveWad: bigint,
  lanes: z.number().int(),
  totalSupply: bigint,
  unlockedRay: bigint,
  ratePerSecondRay: bigint,
  utilisationWad: bigint,
  cash: bigint,
  debt: bigint,
  collateralAssets: bigint,
  feeWad: bigint,
  supplyPaused: z.boolean(),
  borrowPaused: z.boolean(),
  positionCount: z.number().int(),
  borrowerCount: z.number().int(),
});

export const liquidation = z.object({
  borrower: address,
  assets: bigint,
  seizedCollateral: bigint,
  badDebtAssets: bigint,
  timestamp: bigint,
  transactionHash: z.string(),
});

export type Market = z.infer<typeof market>;
export type Liquidation = z.infer<typeof liquidation>;

const YEAR_SECONDS = 365n * 86_400n;

/** What borrowers pay a year at the rate of now, as a wad, without compounding; rounded down. */
export function borrowRateWad({ ratePerSecondRay }: Pick<Market, "ratePerSecondRay">): bigint {
  return (ratePerSecondRay * YEAR_SECONDS * WAD) / RAY;
}

/** What suppliers earn a year at the rate of now and what is lent now, less the fee, as a wad; rounded down. */
export function supplyRateWad(market: Pick<Market, "ratePerSecondRay" | "cash" | "debt" | "feeWad">): bigint {
  const { cash, debt, feeWad } = market;
  if (debt === 0n) return 0n;
  const lentWad = (debt * WAD) / (cash + debt);
  return (((borrowRateWad(market) * lentWad) / WAD) * (WAD - feeWad)) / WAD;
}
