import assert from "node:assert/strict";
import { test } from "node:test";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import {
  type Address,
  encodeAbiParameters,
  encodeErrorResult,
  encodeEventTopics,
  getAddress,
  type Hex,
  type Log,
  parseAbiParameters,
  zeroAddress,
} from "viem";
import { batchOutcome } from "../src/lib/batch-outcome.ts";
import { cartTotals } from "../src/lib/cart-totals.ts";
import { describeBatch } from "../src/lib/describe-batch.ts";
import { formatTime } from "../src/lib/format-time.ts";
import { itemName } from "../src/lib/item-name.ts";
import { newOrder } from "../src/lib/new-order.ts";
import { type OrderFilter, orderFilterPath, parseOrderFilter } from "../src/lib/order-filter.ts";
import { orderQuery, orderQueryText } from "../src/lib/order-query.ts";
import { type PublishedOrder, publishedOrder } from "../src/lib/order-view.ts";
import { parseItemId } from "../src/lib/parse-item-id.ts";
import { rentalInterfaceId } from "../src/lib/rental-interface.ts";
import { pricePerSecondWad, rentPerDay, rentTotal } from "../src/lib/rental-price.ts";

const account = (digit: string) => getAddress(`0x${digit.repeat(40)}`);
const usdc = { address: account("c"), symbol: "USDC", name: "USD Coin", decimals: 6 };
const ether = { symbol: "ETH", decimals: 18 };

function sale(id: number, price: bigint, currency: typeof usdc | null): PublishedOrder {
  return publishedOrder.parse({
    ...{ hash: `0x${id.toString(16).padStart(64, "0")}`, kind: "SALE", maker: account("a"), taker: null },
    ...{ collection: account("b"), tokenId: String(id), currency, price: price.toString() },
    ...{ minProceeds: "0", minStake: "0", minSeconds: "0", maxSeconds: "0", start: "0", end: "1000" },
    ...{ nonce: "1", counter: "0", signature: "0xabcd" },
  });
}

const logBase = {
  ...{ address: account("d"), blockHash: null, blockNumber: null, logIndex: null, removed: false },
  ...{ transactionHash: null, transactionIndex: null, blockTimestamp: undefined },
} as unknown as Log;

function fillLog({ hash, maker, collection, tokenId, price, nonce }: PublishedOrder, taker: Address): Log {
  const topics = encodeEventTopics({
    abi: marketplaceAbi,
    eventName: "FillOrder",
    args: { orderHash: hash, maker, taker },
  }) as [Hex, ...Hex[]];
  const data = encodeAbiParameters(
    parseAbiParameters("uint8, address, uint256, address, uint256, uint256, uint256, uint256"),
    [0, collection, tokenId, zeroAddress, price, 0n, 0n, nonce],
  );
  return { ...logBase, topics, data };
}

function skipLog(index: number, reason: Hex): Log {
  const topics = encodeEventTopics({ abi: marketplaceAbi, eventName: "FillSkipped" }) as [Hex, ...Hex[]];
  const data = encodeAbiParameters([{ type: "uint256" }, { type: "bytes" }], [BigInt(index), reason]);
  return { ...logBase, topics, data };
}

test("a batch tells what was bought, what was skipped and why, and exactly what came back", () => {
  const orders = [
    sale(1, 10n ** 17n, null),
    sale(2, 25n * 10n ** 16n + 1n, null),
    sale(3, 5_000_000n, usdc),
  ] as const;
  const reason = encodeErrorResult({ abi: marketplaceAbi, errorName: "NotOwner", args: [2n, account("a")] });
  const outcome = batchOutcome(orders, [
    fillLog(orders[0], account("e")),
    skipLog(1, reason),
    skipLog(2, "0x"),
  ]);
  assert.deepEqual(
    outcome.bought.map(({ tokenId }) => tokenId),
    [1n],
  );
  assert.equal(
    describeBatch(outcome, ether),
    "Bought #1. Skipped #2: The seller does not have the item any more. Skipped #3: Its collection refused." +
      " 0.250000000000000001 ETH came back to you.",
  );
  const tokensOnly = batchOutcome([orders[2]], [skipLog(0, "0x")]);
  assert.match(describeBatch(tokensOnly, ether), /^Nothing was bought\..*Nothing was taken for what was/);
  const all = batchOutcome([orders[0]], [fillLog(orders[0], account("e"))]);
  assert.equal(describeBatch(all, ether), "Bought #1. All of it is yours.");
});

test("a cart adds up by currency", () => {
  const totals = cartTotals([sale(1, 2n, null), sale(2, 5n, usdc), sale(3, 3n, null)]);
  assert.deepEqual(
    totals.map(({ currency, amount }) => [currency?.symbol ?? "ETH", amount]),
    [
      ["ETH", 5n],
      ["USDC", 5n],
    ],
  );
});

test("a filter is read from the address of the page that it wrote, and nonsense is left out", () => {
  const filter: OrderFilter = {
    section: "rent",
    collection: account("b"),
    currency: zeroAddress,
    most: "0.5",
  };
  const path = orderFilterPath(filter);
  const parameters = Object.fromEntries(new URL(path, "http://localhost").searchParams);
  assert.deepEqual(parseOrderFilter(parameters), filter);
  const nonsense = {
    show: "everything",
    collection: "0x12",
    currency: ["native", "native"],
    most: undefined,
  };
  const plain = { section: "sale", collection: undefined, currency: undefined, most: "" } as const;
  assert.deepEqual(parseOrderFilter(nonsense), plain);
  assert.equal(orderFilterPath(plain), "/marketplace");
});

test("a list's question is read as it was asked, and one without bounds is refused", () => {
  const query = orderQuery.parse({ kinds: "SALE,RENTAL", maker: account("a"), maxPrice: "12", after: "zz" });
  const text = orderQueryText(query);
  assert.deepEqual(orderQuery.parse(Object.fromEntries(new URLSearchParams(text))), query);
  assert.equal(query.first, 24);
  for (const wrong of [
    {},
    { kinds: "GIFT" },
    { kinds: "SALE", first: "501" },
    { kinds: "SALE", maker: "me" },
  ])
    assert.equal(orderQuery.safeParse(wrong).success, false, JSON.stringify(wrong));
});

test("a rent by the day comes out as a day of its price a second, to the unit", () => {
  for (const aDay of [1n, 2_000_000n, 86_399n, 10n ** 30n + 7n]) {
    assert.equal(rentPerDay(pricePerSecondWad(aDay)), aDay);
  }
  assert.equal(rentTotal(10n ** 18n + 1n, 3n), 4n);
});

test("the interface of rental wrappers has the id that the contract answers to", () => {
  // type(IRentalWrapper).interfaceId
  assert.equal(rentalInterfaceId, "0x412339d5");
});

test("an order is for anyone, and asks nothing that its form did not choose", () => {
  const maker = { address: account("a"), nonce: 9n, counter: 3n };
  const order = newOrder(
    { kind: "OFFER", collection: account("b"), id: 7n, currency: usdc, price: 5n, end: 100n },
    maker,
  );
  assert.deepEqual([order.taker, order.currency, order.start], [zeroAddress, usdc.address, 0n]);
  assert.deepEqual([order.nonce, order.counter, order.minStake, order.minSeconds], [9n, 3n, 0n, 0]);
});

test("an item's number is short where it is a hash, and read only where it is one", () => {
  assert.equal(itemName(42n), "#42");
  assert.equal(itemName(2n ** 255n), "#5789…9968");
  assert.equal(parseItemId("007"), 7n);
  for (const wrong of ["", "-1", "1.5", "0x1", (2n ** 256n).toString()])
    assert.equal(parseItemId(wrong), undefined);
});

test("an order that was meant never to end has no date", () => {
  assert.equal(formatTime(2n ** 40n), "no end");
  assert.equal(formatTime(253_402_300_799n), "9999-12-31 23:59 UTC");
});
