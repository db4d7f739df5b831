import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { orderBookAbi } from "@millrace/sdk/abis/orderBookAbi";
import { type Address, zeroAddress } from "viem";
import { createDispatch } from "./createDispatch.ts";
import { ensureToken } from "./ensureToken.ts";
import { place, recordActivity } from "./recordActivity.ts";
import type { HandlerContext } from "./types.ts";

/** As the contract counts. */
const orderKinds = ["SALE", "OFFER", "COLLECTION_OFFER", "RENTAL"] as const;

export const dispatchOrderBook = createDispatch(orderBookAbi, {
  async PublishOrder(context, { orderHash, order, signature }) {
    const { rows } = context;
    // Published again, an order is the same.
    if (await rows.get("orders", orderHash)) return;
    const lower = (address: Address) => address.toLowerCase() as Address;
    const { maker, taker, collection, currency } = order;
    rows.insert("orders", {
      ...place(context),
      id: orderHash,
      kind: orderKinds[order.kind] ?? "SALE",
      maker: lower(maker),
      taker: taker === zeroAddress ? null : lower(taker),
      collection: lower(collection),
      tokenId: order.id,
      currency: await currencyOf(context, lower(currency)),
      ...{ price: order.price, minProceeds: order.minProceeds, minStake: order.minStake },
      ...{ minSeconds: BigInt(order.minSeconds), maxSeconds: BigInt(order.maxSeconds) },
      ...{ start: order.start, end: order.end, nonce: order.nonce, counter: order.counter, signature },
    });
  },
});

export const dispatchMarketplace = createDispatch(marketplaceAbi, {
  async FillOrder(context, event) {
    const { rows } = context;
    const { orderHash, maker, taker, collection, id, price, royalty, fee, nonce } = event;
    const currency = await currencyOf(context, event.currency);
    const kind = orderKinds[event.kind] ?? "SALE";
    rows.insert("trades", {
      ...place(context),
      ...{ orderHash, kind, maker, taker, collection, tokenId: id, currency, price, royalty, fee },
    });
    await useNonce(context, maker, nonce, true);
    const offered = kind === "OFFER" || kind === "COLLECTION_OFFER";
    const [giver, getter] = offered ? [taker, maker] : [maker, taker];
    const [gave, got] = kind === "RENTAL" ? ["RENT_OUT", "RENT"] : ["SELL_ITEM", "BUY_ITEM"];
    const paid = { amount: price, tokenId: id, ...(currency && { token: currency }) };
    recordActivity(context, { kind: gave, owner: giver, ...paid });
    recordActivity(context, { kind: got, owner: getter, ...paid });
  },

  RentOrder({ rows, nextOrdinal }, { orderHash, user, expires }) {
    rows.insert("orderRentals", { id: orderHash, ordinal: nextOrdinal(), user, expires });
  },

  async CancelOrders(context, { maker, nonces }) {
    for (const nonce of nonces) await useNonce(context, maker, nonce, false);
  },

  async CancelAll({ rows, nextOrdinal }, { maker, counter }) {
    if (await rows.get("makers", maker)) rows.update("makers", maker, { counter });
    else rows.insert("makers", { id: maker, ordinal: nextOrdinal(), counter });
  },
});

/** The token of a currency, written unless it is there; null for the native coin. */
async function currencyOf(context: HandlerContext, currency: Address): Promise<Address | null> {
  if (currency === zeroAddress) return null;
  await ensureToken(context, currency);
  return currency;
}

async function useNonce(
  { rows, nextOrdinal }: HandlerContext,
  maker: Address,
  nonce: bigint,
  filled: boolean,
): Promise<void> {
  const id = `${maker}-${nonce}`;
  if (!(await rows.get("usedNonces", id))) rows.insert("usedNonces", { id, ordinal: nextOrdinal(), filled });
}
