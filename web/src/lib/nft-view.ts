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

/** An NFT vault. What only its history tells, the rent that was collected, is undefined where the chain alone was read. */
export type NftVault = Omit<z.infer<typeof nftVault>, "rentCollected"> & {
  rentCollected: bigint | undefined;
};

export const item = z.object({
  tokenId: bigint,
  lane: z.number().int(),
  state: z.enum(["POOLED", "RESERVED", "RENTED", "REDEEMED"]),
  /** Kept for the holder of its receipt, be it out on rent or not. */
  reserved: z.boolean(),
  recalled: z.boolean(),
  pricePerSecondWad: bigint,
  rentedUntil: bigint,
  user: address.nullable(),
});

export type NftItem = z.infer<typeof item>;

/** The pool of a vault's item token and its quote token, as trades through it name it. */
export const itemPool = z.object({
  token0: z.object({ address }),
  token1: z.object({ address }),
  feePips: z.number().int(),
  shard: z.number().int(),
  curve: z.enum(["PRODUCT", "STABLE"]),
  reserve0: bigint,
  reserve1: bigint,
});

export type ItemPool = z.infer<typeof itemPool>;

/** The pool with the most item tokens among those of a vault's two tokens; undefined where there is none. */
export function deepestItemPool(vault: NftVault, pools: readonly ItemPool[]): ItemPool | undefined {
  const { address: itemToken, quoteToken } = vault;
  const depth = ({ token0, reserve0, reserve1 }: ItemPool) =>
    token0.address === itemToken ? reserve0 : reserve1;
  return pools
    .filter(({ token0, token1 }) => {
      const pair = [token0.address, token1.address];
      return pair.includes(itemToken) && pair.includes(quoteToken.address);
    })
    .reduce<ItemPool | undefined>(
      (deepest, pool) => (deepest === undefined || depth(pool) > depth(deepest) ? pool : deepest),
      undefined,
    );
}

/** Which of a vault's items are listed: in a state, or a certain one. */
export interface NftVaultQuery {
  state: "POOLED" | "RESERVED" | "RENTED" | undefined;
  tokenId: bigint | undefined;
  /** `next` of the page before. */
  after: string | undefined;
}

export interface NftVaultPage {
  vault: NftVault;
  /** Where its items are bought and sold, if anywhere. */
  pool: ItemPool | undefined;
  items: NftItem[];
  itemCount: number;
  /** Pass as `after` for the next page; null on the last. */
  next: string | null;
}
