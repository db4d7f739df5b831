import { z } from "zod";
import type { Collection, PublishedOrder, Trade } from "./order-view.ts";
import { address, bigint, hex, token } from "./scalars.ts";

/** An item in an NFT vault. */
export const vaultItem = z.object({
  nftVault: z.object({
    ...{ address, name: z.string(), quoteToken: token, rentable: z.boolean() },
    ...{ minSeconds: z.number().int(), maxSeconds: z.number().int() },
  }),
  state: z.enum(["POOLED", "RESERVED", "RENTED", "REDEEMED"]),
  reserved: z.boolean(),
  recalled: z.boolean(),
  rentedUntil: bigint,
  user: address.nullable(),
  pricePerSecondWad: bigint,
  rentPaid: bigint,
});

export type VaultItem = z.infer<typeof vaultItem>;

/** A rental out of an NFT vault. */
export const itemRental = z.object({
  nftVault: z.object({ quoteToken: token }),
  payer: address,
  user: address,
  expires: bigint,
  paid: bigint,
  timestamp: bigint,
  transactionHash: hex,
});

export type ItemRental = z.infer<typeof itemRental>;

export interface ItemPage {
  /** Undefined where no vault or gauge is known to be of it. */
  collection: Collection | undefined;
  /** The vault that has it; undefined where it is in somebody's wallet. */
  place: VaultItem | undefined;
  /** Sales and rentals that are open. */
  orders: PublishedOrder[];
  /** Offers for it, and for any item of its collection. */
  offers: PublishedOrder[];
  trades: Trade[];
  rentals: ItemRental[];
  /** Of the last block, in Unix seconds. */
  time: bigint;
}
