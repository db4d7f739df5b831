import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { orderBookAbi } from "@millrace/sdk/abis/orderBookAbi";
import type { OrderKindName } from "@millrace/sdk/order";
import { type Address, getAbiItem, isAddressEqual, type Log, zeroAddress } from "viem";
import type { OrderPage, OrderQuery } from "./order-query.ts";
import type { PublishedOrder } from "./order-view.ts";
import type { Token } from "./scalars.ts";
import type { Told } from "./told.ts";

/** As the contract counts. */
const orderKinds = [
  "SALE",
  "OFFER",
  "COLLECTION_OFFER",
  "RENTAL",
] as const satisfies readonly OrderKindName[];

/** A kind of order by its number; undefined for one that is not known here. */
export function orderKindOf(number: number): OrderKindName | undefined {
  return orderKinds[number];
}

/** The event that makes an order known. */
export const publishEvent = getAbiItem({ abi: orderBookAbi, name: "PublishOrder" });

/** The events that say what became of orders. */
export const fateEvents = [
  getAbiItem({ abi: marketplaceAbi, name: "FillOrder" }),
  getAbiItem({ abi: marketplaceAbi, name: "RentOrder" }),
  getAbiItem({ abi: marketplaceAbi, name: "CancelOrders" }),
  getAbiItem({ abi: marketplaceAbi, name: "CancelAll" }),
] as const;

export type PublishLog = Pick<
  Log<bigint, number, false, typeof publishEvent, true>,
  "args" | "blockNumber" | "logIndex"
>;
export type FateLog = Told<Log<bigint, number, false, undefined, true, typeof fateEvents>>;

/** More events than these no block has. */
const LOGS_A_BLOCK = 1_000_000n;

/** A published order, and where its event stands among all of the chain. */
export type PlacedOrder = PublishedOrder & { ordinal: bigint };

/**
 * The published orders that are open at `time`, a Unix time in seconds, newest first: as the indexer has them.
 *
 * @param fates All of the marketplace's `fateEvents`, oldest first.
 * @param tokens By address; an order in what is no token can't be filled, and is left out.
 */
export function openOrdersOf(
  published: readonly PublishLog[],
  fates: readonly FateLog[],
  tokens: ReadonlyMap<Address, Token>,
  time: bigint,
): PlacedOrder[] {
  const { used, counters } = voidedBy(fates);
  const open = new Map<string, PlacedOrder>();
  for (const { args, blockNumber, logIndex } of published) {
    const { orderHash: hash, order, signature } = args;
    const { maker, taker, id: tokenId, currency: paidIn, nonce, counter, start, end } = order;
    const kind = orderKindOf(order.kind);
    const native = isAddressEqual(paidIn, zeroAddress);
    const currency = native ? null : tokens.get(paidIn);
    const stands = start <= time && time <= end && counter === (counters.get(maker) ?? 0n);
    if (!kind || currency === undefined || !stands || used.has(nonceKey(maker, nonce))) continue;
    // Published again, an order is the same.
    if (open.has(hash)) continue;
    open.set(hash, {
      ...{ hash, kind, maker, taker: isAddressEqual(taker, zeroAddress) ? null : taker },
      ...{ collection: order.collection, tokenId, currency, price: order.price },
      ...{ minProceeds: order.minProceeds, minStake: order.minStake },
      ...{ minSeconds: BigInt(order.minSeconds), maxSeconds: BigInt(order.maxSeconds) },
      ...{ start, end, nonce, counter, signature, ordinal: blockNumber * LOGS_A_BLOCK + BigInt(logIndex) },
    });
  }
  return [...open.values()].reverse();
}

function nonceKey(maker: Address, nonce: bigint): string {
  return `${maker}-${nonce}`;
}

/** What orders are void by: nonces that were used, and the counter that each maker has come to. */
function voidedBy(fates: readonly FateLog[]) {
  const used = new Set<string>();
  const counters = new Map<Address, bigint>();
  for (const { eventName, args } of fates) {
    if (eventName === "FillOrder") used.add(nonceKey(args.maker, args.nonce));
    else if (eventName === "CancelAll") counters.set(args.maker, args.counter);
    else if (eventName === "CancelOrders")
      for (const nonce of args.nonces) used.add(nonceKey(args.maker, nonce));
  }
  return { used, counters };
}

/** Which of the open orders a list shows, beside what every list asks. */
export type OrderTerms = Pick<OrderQuery, "kinds" | "collection" | "maker" | "currency" | "maxPrice"> & {
  tokenId?: bigint;
};

export function fitsTerms(order: PublishedOrder, terms: OrderTerms): boolean {
  const { kinds, collection, maker, currency, maxPrice, tokenId } = terms;
  return (
    kinds.includes(order.kind) &&
    (collection === undefined || isAddressEqual(order.collection, collection)) &&
    (maker === undefined || isAddressEqual(order.maker, maker)) &&
    (currency === undefined || isAddressEqual(order.currency?.address ?? zeroAddress, currency)) &&
    (maxPrice === undefined || order.price <= maxPrice) &&
    (tokenId === undefined || order.tokenId === tokenId)
  );
}

/** Sets the cursors of these lists apart from the indexer's, with which they have nothing in common. */
const CURSOR = /^at-(\d{1,17})$/;

/**
 * A page of those orders that a query asks for, which are given newest first.
 *
 * It goes on behind the cursor's place, whether the order that was there is open still or not; a cursor of the indexer
 * begins anew.
 */
export function orderPageOf(orders: readonly PlacedOrder[], query: OrderQuery): OrderPage {
  const fitting = orders.filter((order) => fitsTerms(order, query));
  const after = CURSOR.exec(query.after ?? "")?.[1];
  const rest = after === undefined ? fitting : fitting.filter(({ ordinal }) => ordinal < BigInt(after));
  const shown = rest.slice(0, query.first);
  const last = shown.at(-1);
  return {
    orders: shown,
    count: fitting.length,
    next: last && rest.length > shown.length ? `at-${last.ordinal}` : null,
  };
}
