import assert from "node:assert/strict";
import { test } from "node:test";
import { ORDER_KIND } from "@millrace/sdk/order";
import { getAddress, hashTypedData, zeroAddress } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { approveCollectionSteps } from "../src/lib/approve-collection-steps.ts";
import { maxIn } from "../src/lib/max-in.ts";
import { deepestItemPool, type ItemPool, type NftVault } from "../src/lib/nft-view.ts";
import { orderFill } from "../src/lib/order-fill.ts";
import { promised, publishedOrder, signedOrder } from "../src/lib/order-view.ts";
import { publishOrderStep } from "../src/lib/publish-order-step.ts";
import { randomNonce } from "../src/lib/random-nonce.ts";
import { rentPerDay } from "../src/lib/rental-price.ts";

const account = (digit: string) => getAddress(`0x${digit.repeat(40)}`);
const maker = account("a");
const quoteToken = { address: account("c"), symbol: "USDC", name: "USD Coin", decimals: 6 };

const published = {
  hash: `0x${"1".repeat(64)}`,
  kind: "COLLECTION_OFFER",
  maker,
  taker: null,
  collection: account("b"),
  tokenId: "0",
  currency: quoteToken,
  price: "100",
  minProceeds: "0",
  minStake: "0",
  minSeconds: "0",
  maxSeconds: "0",
  start: "0",
  end: "1000",
  nonce: "115792089237316195423570985008687907853269984665640564039457584007913129639935",
  counter: "2",
  signature: "0xabcd",
};
const offer = publishedOrder.parse(published);

test("an order from the indexer goes to the contracts as it was signed", () => {
  const { order, signature } = signedOrder(offer);
  assert.equal(signature, "0xabcd");
  assert.equal(order.kind, ORDER_KIND.COLLECTION_OFFER);
  assert.equal(order.taker, zeroAddress);
  assert.equal(order.nonce, 2n ** 256n - 1n);
  assert.equal(order.minSeconds, 0);
  const native = signedOrder(publishedOrder.parse({ ...published, kind: "SALE", currency: null }));
  assert.equal(native.order.currency, zeroAddress);
  const fill = orderFill(offer, { id: 7n, minProceeds: 90n, to: maker });
  assert.deepEqual([fill.id, fill.minProceeds, fill.durationSeconds], [7n, 90n, 0n]);
});

test("an approval covers all offers of a maker in a token, and nothing else", () => {
  const orders = [
    offer,
    { ...offer, kind: "OFFER", price: 40n } as const,
    { ...offer, kind: "SALE", price: 1_000n } as const,
    { ...offer, maker: account("d") },
    { ...offer, currency: { ...quoteToken, address: account("e") } },
  ];
  assert.equal(promised(orders, maker, quoteToken.address), 140n);
  assert.equal(promised([], maker, quoteToken.address), 0n);
});

test("the step that publishes an order carries the maker's signature of that very order", async () => {
  const signer = privateKeyToAccount(generatePrivateKey());
  const { order } = signedOrder({ ...offer, maker: signer.address });
  const [marketplace, orderBook] = [account("2"), account("3")];
  const chain = { id: 31_337 } as Parameters<typeof publishOrderStep>[2]["chain"];
  const step = publishOrderStep("Offer", order, { chain, marketplace, orderBook });
  const signature = await signer.signTypedData(step.sign as Parameters<typeof signer.signTypedData>[0]);
  const call = step.call(signature);
  assert.equal(call.address, orderBook);
  assert.deepEqual(call.args, [order, signature]);
  // Another marketplace is another domain, where the signature is worth nothing.
  const elsewhere = publishOrderStep("Offer", order, { chain, marketplace: account("4"), orderBook });
  assert.notEqual(hashTypedData(step.sign), hashTypedData(elsewhere.sign));
});

test("nonces are of 256 bits and differ", () => {
  const nonces = Array.from({ length: 64 }, randomNonce);
  assert.equal(new Set(nonces).size, 64);
  assert.ok(nonces.every((nonce) => nonce >= 0n && nonce < 2n ** 256n));
  assert.ok(nonces.some((nonce) => nonce >= 2n ** 248n));
});

test("a collection is approved once", () => {
  const [step] = approveCollectionSteps(account("b"), maker, false);
  assert.equal(step?.title, "Approve the collection");
  assert.deepEqual(approveCollectionSteps(account("b"), maker, true), []);
});

test("the most to pay is rounded down, and a day's rent up", () => {
  assert.equal(maxIn(10_050n, 100n), 10_150n);
  assert.equal(maxIn(99n, 100n), 99n);
  assert.equal(rentPerDay(1n), 1n);
  assert.equal(rentPerDay(10n ** 18n), 86_400n);
});

test("items are traded through the deepest pool of the two tokens", () => {
  const vault = { address: maker, quoteToken } as NftVault;
  const pool = (a: string, b: string, reserve0: bigint, reserve1: bigint): ItemPool => ({
    ...{ token0: { address: account(a) }, token1: { address: account(b) } },
    ...{ feePips: 3_000, shard: 0, curve: "PRODUCT", reserve0, reserve1 },
  });
  const shallow = pool("a", "c", 10n, 999n);
  const deep = pool("c", "a", 1n, 20n);
  const other = pool("a", "d", 1_000n, 1_000n);
  assert.equal(deepestItemPool(vault, [shallow, deep, other]), deep);
  assert.equal(deepestItemPool(vault, [other]), undefined);
});
