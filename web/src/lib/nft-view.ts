import { z } from "zod";
import { address, bigint, token } from "./scalars.ts";

export const nftVault = z.object({
  address,
  name: z.string(),
  symbol: z.string(),
  collection: address,
  quoteToken: token,
  gauge: z.object({ address, totalStake: bigint }).nullable(),
  lanes: z.number().int(),
  totalSupply: bigint,
  held: z.number().int(),
  rented: z.number().int(),
  pricePerSecondWad: bigint,
  minSeconds: z.number().int(),
  maxSeconds: z.number().int(),
  maxRentedWad: bigint,
  depositFeeWad: bigint,
  targetedRedeemFeeWad: bigint,
  swapFeeWad: bigint,
  rentCollected: bigint,
  rentable: z.boolean(),
  paused: z.boolean(),
});

export type NftVault = z.infer<typeof nftVault>;

export const item = z.object({
  tokenId: bigint,
  lane: z.number().int(),
  state: z.enum(["POOLED", "RENTED", "REDEEMED"]),
  rentedUntil: bigint,
  user: address.nullable(),
});

export type NftItem = z.infer<typeof item>;
