import assert from "node:assert/strict";
import { test } from "node:test";
import { getAddress } from "viem";
import { extensionTerms } from "../src/lib/extension-terms.ts";
import { type InventoryLog, inventoryOf } from "../src/lib/inventory.ts";

const [vault, alice, bob] = ["a", "b", "c"].map((digit) => getAddress(`0x${digit.repeat(40)}`)) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
const from = { sender: alice, to: alice } as const;

function deposit(ids: readonly bigint[], lane = 3n): InventoryLog {
  return { eventName: "DepositItems", args: { ...from, lane, ids, minted: 1n, fee: 0n } };
}

function reserve(ids: readonly bigint[]): InventoryLog {
  return { eventName: "ReserveItems", args: { ...from, lane: 5n, ids } };
}

function rent(id: bigint, expires: bigint, user = bob): InventoryLog {
  return { eventName: "RentItem", args: { id, payer: bob, user, lane: 3n, expires, paid: 7n } };
}

const pooled = { lane: 3, reserved: false, recalled: false, rentedUntil: 0n, user: null, state: "POOLED" };

test("what came in and has not left is there, in the order in which it first came", () => {
  const logs: InventoryLog[] = [
    deposit([1n, 2n, 3n]),
    { eventName: "RedeemItems", args: { ...from, ids: [1n, 2n], burned: 2n, fee: 0n } },
    deposit([9n], 4n),
    deposit([1n], 6n),
  ];
  assert.deepEqual(inventoryOf(logs, 100n), [
    { ...pooled, tokenId: 1n, lane: 6 },
    { ...pooled, tokenId: 3n },
    { ...pooled, tokenId: 9n, lane: 4 },
  ]);
});

test("a swap takes one item in and sends another out", () => {
  const swap: InventoryLog = {
    eventName: "SwapItems",
    args: { ...from, lane: 8n, idsIn: [7n], idsOut: [1n], fee: 0n },
  };
  assert.deepEqual(inventoryOf([deposit([1n]), swap], 100n), [{ ...pooled, tokenId: 7n, lane: 8 }]);
});

test("a rental runs through its last second, and an extension moves that on", () => {
  const logs = [deposit([1n]), rent(1n, 100n)];
  const [during] = inventoryOf(logs, 100n);
  assert.deepEqual(during, { ...pooled, tokenId: 1n, state: "RENTED", rentedUntil: 100n, user: bob });
  const [after] = inventoryOf(logs, 101n);
  assert.deepEqual(after, { ...pooled, tokenId: 1n, rentedUntil: 100n });
  const [longer] = inventoryOf([...logs, rent(1n, 150n)], 101n);
  assert.equal(longer?.state, "RENTED");
  assert.equal(longer?.rentedUntil, 150n);
});

test("a reserved item is called back and let out again, and is forgotten when it is withdrawn", () => {
  const recall = (recalled: boolean): InventoryLog => ({
    eventName: "RecallItem",
    args: { id: 1n, recalled },
  });
  const stages = [reserve([1n]), recall(true), recall(false)];
  const at = (count: number) => inventoryOf(stages.slice(0, count), 100n)[0];
  const reserved = { ...pooled, tokenId: 1n, lane: 5, reserved: true, state: "RESERVED" };
  assert.deepEqual(at(1), reserved);
  assert.deepEqual(at(2), { ...reserved, recalled: true });
  assert.deepEqual(at(3), reserved);
  const withdrawn: InventoryLog = { eventName: "WithdrawItems", args: { ...from, ids: [1n] } };
  assert.deepEqual(inventoryOf([...stages, withdrawn], 100n), []);
  // Another reservation begins without what was said of the first.
  assert.deepEqual(inventoryOf([reserve([1n]), recall(true), withdrawn, reserve([1n])], 100n), [reserved]);
});

test("a claimed item on rent is its receipt's from then on, and its user keeps it", () => {
  const claim: InventoryLog = {
    eventName: "ClaimRented",
    args: { sender: alice, to: vault, ids: [1n], burned: 1n, fee: 0n },
  };
  const [item] = inventoryOf([deposit([1n]), rent(1n, 200n), claim], 100n);
  assert.equal(item?.reserved, true);
  assert.equal(item?.state, "RENTED");
  assert.equal(item?.user, bob);
});

test("a rental is made longer only as far as one that began now could go", () => {
  const terms = { minSeconds: 60, maxSeconds: 1_000 };
  assert.deepEqual(extensionTerms(terms, 500n, 100n), { minSeconds: 60, maxSeconds: 600 });
  // Its last second: all of the longest rental.
  assert.deepEqual(extensionTerms(terms, 100n, 100n), terms);
  // Over by the newest block: it is not longer than the longest either.
  assert.deepEqual(extensionTerms(terms, 50n, 100n), terms);
  assert.deepEqual(extensionTerms(terms, 1_040n, 100n), { minSeconds: 60, maxSeconds: 60 });
  assert.equal(extensionTerms(terms, 1_041n, 100n), undefined);
});
