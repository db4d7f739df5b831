import { ORDER_KIND, type Order, type SignedOrder } from "@millrace/sdk/order";
import { type Address, isAddressEqual, zeroAddress } from "viem";
import { z } from "zod";
import { itemName } from "./item-name.ts";
import { address, bigint, hex, type Token, token } from "./scalars.ts";

const kind = z.enum(["SALE", "OFFER", "COLLECTION_OFFER", "RENTAL"]);

/** An order as its maker published it. */
export const publishedOrder = z.object({
  hash: hex,
  kind,
  maker: address,
  taker: address.nullable(),
  collection: address,
  tokenId: bigint,
  currency: token.nullable(),
  price: bigint,
  minProceeds: bigint,
  minStake: bigint,
  minSeconds: bigint,
  maxSeconds: bigint,
  start: bigint,
  end: bigint,
  nonce: bigint,
  counter: bigint,
  signature: hex,
});

export type PublishedOrder = z.infer<typeof publishedOrder>;

/** A filled order. */
export const trade = z.object({
  kind,
  maker: address,
  taker: address,
  collection: address,
  tokenId: bigint,
  currency: token.nullable(),
  price: bigint,
  royalty: bigint,
  /** Of a rental, the user's last second. */
  expires: bigint.nullable(),
  timestamp: bigint,
  transactionHash: hex,
});

export type Trade = z.infer<typeof trade>;

/** A collection that is known because an NFT vault takes it, or because a gauge's positions are its items. */
export interface Collection {
  address: Address;
  name: string;
  /** What prices are asked in; those who sell may ask for the native coin instead. */
  quoteToken: Token;
  /** What a gauge's positions have staked; null for any other collection. */
  stakeToken: Token | null;
}

/** Whether an order offers money for items, rather than an item for money. */
export function isOffer({ kind }: Pick<PublishedOrder, "kind">): boolean {
  return kind === "OFFER" || kind === "COLLECTION_OFFER";
}

/** What an order is of: an item by its number, or any. */
export function orderSubject({ kind, tokenId }: Pick<PublishedOrder, "kind" | "tokenId">): string {
  return kind === "COLLECTION_OFFER" ? "any item" : itemName(tokenId);
}

/** The order and signature as the contracts take them. */
export function signedOrder({ signature, ...view }: PublishedOrder): SignedOrder {
  const order: Order = {
    kind: ORDER_KIND[view.kind],
    maker: view.maker,
    taker: view.taker ?? zeroAddress,
    collection: view.collection,
    id: view.tokenId,
    currency: view.currency?.address ?? zeroAddress,
    price: view.price,
    minProceeds: view.minProceeds,
    minStake: view.minStake,
    minSeconds: Number(view.minSeconds),
    maxSeconds: Number(view.maxSeconds),
    start: view.start,
    end: view.end,
    nonce: view.nonce,
    counter: view.counter,
  };
  return { order, signature };
}

/** What an order is paid in, the chain's own coin where it names no token. */
export function currencyOf(
  { currency }: { currency: Token | null },
  native: { symbol: string; decimals: number },
): { symbol: string; decimals: number } {
  return currency ?? native;
}

/**
 * What a maker's open orders may take of a token all together: an approval must cover each of them, or filling one
 * leaves the next without money.
 */
export function promised(orders: readonly PublishedOrder[], maker: Address, currency: Address): bigint {
  return orders
    .filter(
      (order) =>
        isOffer(order) &&
        isAddressEqual(order.maker, maker) &&
        order.currency !== null &&
        isAddressEqual(order.currency.address, currency),
    )
    .reduce((sum, order) => sum + order.price, 0n);
}
