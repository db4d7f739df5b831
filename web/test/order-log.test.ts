import assert from "node:assert/strict";
import { test } from "node:test";
import { ORDER_KIND } from "@millrace/sdk/order";
import { type Address, getAddress, type Hex, zeroAddress } from "viem";
import { type FateLog, fitsTerms, openOrdersOf, orderPageOf, type PublishLog } from "../src/lib/order-log.ts";
import type { OrderQuery } from "../src/lib/order-query.ts";

const account = (digit: string) => getAddress(`0x${digit.repeat(40)}`);
const [maker, other, collection, coin, stranger] = ["a", "b", "c", "d", "e"].map(account) as [
  Address,
  Address,
  Address,
  Address,
  Address,
];
const token = { address: coin, symbol: "USDC", name: "USD Coin", decimals: 6 };
const tokens = new Map([[coin, token]]);
const hash = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;

type Order = PublishLog["args"]["order"];

/** The order of a number, published in the block of that number. */
function published(number: number, part: Partial<Order> = {}): PublishLog {
  const order: Order = {
    ...{ kind: ORDER_KIND.SALE, maker, taker: zeroAddress, collection, id: BigInt(number), currency: coin },
    ...{ price: 100n, minProceeds: 0n, minStake: 0n, minSeconds: 0, maxSeconds: 0 },
    ...{ start: 0n, end: 1_000n, nonce: BigInt(number), counter: 0n, ...part },
  };
  return {
    args: { orderHash: hash(number), maker: order.maker, collection, order, signature: "0xabcd" },
    ...{ blockNumber: BigInt(number), logIndex: 2 },
  };
}

const openIds = (logs: readonly PublishLog[], fates: readonly FateLog[] = [], time = 500n) =>
  openOrdersOf(logs, fates, tokens, time).map(({ tokenId }) => tokenId);

test("an order is open from its first second to its last, the newest first", () => {
  const logs = [published(1, { start: 500n }), published(2, { end: 500n }), published(3)];
  assert.deepEqual(openIds(logs), [3n, 2n, 1n]);
  assert.deepEqual(openIds(logs, [], 499n), [3n, 2n]);
  assert.deepEqual(openIds(logs, [], 501n), [3n, 1n]);
});

test("what was filled or cancelled is void, for its maker alone", () => {
  const fill = {
    ...{ orderHash: hash(1), maker, taker: other, kind: 0, collection, id: 1n, currency: coin },
    ...{ price: 100n, royalty: 0n, fee: 0n, nonce: 1n },
  };
  const logs = [published(1), published(2), published(3), published(4, { maker: other, nonce: 2n })];
  assert.deepEqual(
    openIds(logs, [
      { eventName: "FillOrder", args: fill },
      { eventName: "CancelOrders", args: { maker, nonces: [2n, 77n] } },
    ]),
    [4n, 3n],
  );
});

test("cancelling all voids what was signed before, and not what is signed after", () => {
  const all: FateLog = { eventName: "CancelAll", args: { maker, counter: 1n } };
  const logs = [published(1), published(2, { maker: other }), published(3, { counter: 1n })];
  assert.deepEqual(openIds(logs, [all]), [3n, 2n]);
  // An order for a counter to come is not open yet.
  assert.deepEqual(openIds(logs), [2n, 1n]);
});

test("an order that was published twice shows once, and one in what is no token not at all", () => {
  const again = { ...published(1), blockNumber: 9n };
  const logs = [published(1), again, published(2, { currency: stranger }), published(3, { kind: 9 })];
  assert.deepEqual(openIds(logs), [1n]);
});

test("an order comes out as the indexer gives it", () => {
  const [rental, sale] = openOrdersOf(
    [
      published(1, { currency: zeroAddress, taker: other }),
      published(2, { kind: ORDER_KIND.RENTAL, minSeconds: 60, maxSeconds: 90 }),
    ],
    [],
    tokens,
    500n,
  );
  assert.equal(sale?.currency, null);
  assert.equal(sale?.taker, other);
  assert.equal(rental?.kind, "RENTAL");
  assert.equal(rental?.taker, null);
  assert.deepEqual(rental?.currency, token);
  assert.deepEqual([rental?.minSeconds, rental?.maxSeconds], [60n, 90n]);
});

const all: OrderQuery = {
  kinds: ["SALE", "RENTAL", "OFFER", "COLLECTION_OFFER"],
  ...{ collection: undefined, maker: undefined, currency: undefined, maxPrice: undefined },
  ...{ first: 2, after: undefined },
};

test("a list is filtered as the indexer does it", () => {
  const [order] = openOrdersOf([published(1)], [], tokens, 500n);
  assert.ok(order);
  assert.ok(fitsTerms(order, { ...all, collection, maker, currency: coin, maxPrice: 100n, tokenId: 1n }));
  for (const wrong of [
    { kinds: ["RENTAL" as const] },
    { collection: other },
    { maker: other },
    { currency: zeroAddress },
    { maxPrice: 99n },
    { tokenId: 2n },
  ]) {
    assert.ok(!fitsTerms(order, { ...all, ...wrong }), JSON.stringify(Object.keys(wrong)));
  }
});

test("pages go on behind the last order shown, also when that is gone since", () => {
  const logs = [1, 2, 3, 4, 5].map((number) => published(number));
  const orders = openOrdersOf(logs, [], tokens, 500n);
  const first = orderPageOf(orders, all);
  assert.deepEqual(
    first.orders.map(({ tokenId }) => tokenId),
    [5n, 4n],
  );
  assert.equal(first.count, 5);
  const after = first.next ?? undefined;
  assert.ok(after !== undefined && after.length <= 20);
  const cancelled: FateLog = { eventName: "CancelOrders", args: { maker, nonces: [4n] } };
  const left = openOrdersOf(logs, [cancelled], tokens, 500n);
  const second = orderPageOf(left, { ...all, after });
  assert.deepEqual(
    second.orders.map(({ tokenId }) => tokenId),
    [3n, 2n],
  );
  const last = orderPageOf(left, { ...all, after: second.next ?? undefined });
  assert.deepEqual(
    last.orders.map(({ tokenId }) => tokenId),
    [1n],
  );
  assert.equal(last.next, null);
  // The indexer's cursors mean nothing here.
  assert.deepEqual(orderPageOf(orders, { ...all, after: "123" }).orders, first.orders);
});
