import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keccak256, numberToHex } from "viem";
import { hashKeys } from "../src/hash-keys.ts";
import { nameSlot, type StorageLayout } from "../src/name-slot.ts";

const uint = { encoding: "inplace", numberOfBytes: "32" };
const layout: StorageLayout = {
  storage: [
    { label: "owner", type: "address", slot: "0" },
    { label: "paused", type: "bool", slot: "0" },
    { label: "terms", type: "terms", slot: "1" },
    { label: "shares", type: "mapping(address => uint)", slot: "4" },
    { label: "allowances", type: "mapping(address => mapping)", slot: "5" },
    { label: "positions", type: "mapping(uint => terms)", slot: "6" },
    { label: "roles", type: "mapping(uint => role)", slot: "7" },
    { label: "log", type: "terms[]", slot: "8" },
  ],
  types: {
    uint,
    address: { encoding: "inplace", numberOfBytes: "20" },
    bool: { encoding: "inplace", numberOfBytes: "1" },
    terms: {
      ...{ encoding: "inplace", numberOfBytes: "96" },
      members: [
        { type: "uint", slot: "0" },
        { type: "uint", slot: "1" },
        { type: "uint", slot: "2" },
      ],
    },
    role: {
      ...{ encoding: "inplace", numberOfBytes: "64" },
      members: [
        { type: "uint", slot: "0" },
        { type: "mapping(address => uint)", slot: "1" },
      ],
    },
    "terms[]": { encoding: "dynamic_array", numberOfBytes: "32", base: "terms" },
    "mapping(address => uint)": { encoding: "mapping", numberOfBytes: "32", key: "address", value: "uint" },
    "mapping(address => mapping)": {
      ...{ encoding: "mapping", numberOfBytes: "32", key: "address", value: "mapping(address => uint)" },
    },
    "mapping(uint => terms)": { encoding: "mapping", numberOfBytes: "32", key: "uint", value: "terms" },
    "mapping(uint => role)": { encoding: "mapping", numberOfBytes: "32", key: "uint", value: "role" },
  },
};
const word = (value: bigint) => numberToHex(value, { size: 32 });
const slotOf = (key: bigint, place: bigint) => BigInt(keccak256(`${word(key)}${word(place).slice(2)}`));
const known = hashKeys(layout, [3n, 0xabcn]);
const name = (
  slot: bigint,
  preimageOf: (hash: bigint) => readonly [bigint, bigint] | undefined = (hash) => known.get(hash),
) => nameSlot({ layout, slot, preimageOf, nameKey: (key, type) => `${type} ${key.toString(16)}` });

describe("nameSlot", () => {
  it("names variables, the last of those that share a slot, and structs by their variable", () => {
    assert.deepEqual(
      [0n, 1n, 3n, 4n].map((slot) => name(slot)),
      ["paused", "terms", "terms", "shares"],
    );
    assert.equal(name(9n), undefined);
  });

  it("resolves keys of mappings, of mappings in mappings and in structs, and members behind them", () => {
    assert.equal(name(slotOf(0xabcn, 4n)), "shares[address abc]");
    assert.equal(name(slotOf(3n, slotOf(0xabcn, 5n))), "allowances[address abc][address 3]");
    assert.equal(name(slotOf(3n, 6n) + 2n), "positions[uint 3]");
    assert.equal(name(slotOf(0xabcn, slotOf(3n, 7n) + 1n)), "roles[uint 3][address abc]");
  });

  it("tells elements of arrays apart", () => {
    assert.equal(name(BigInt(keccak256(word(8n))) + 7n), "log[2]");
    assert.equal(name(8n), "log");
  });

  it("does not guess: unknown keys and slots behind a value have no name", () => {
    assert.equal(name(slotOf(5n, 4n)), undefined);
    assert.equal(name(slotOf(0xabcn, 4n) + 1n), undefined, "a word is one slot");
    assert.equal(name(slotOf(3n, 6n) + 3n), undefined, "a struct is three");
    assert.equal(
      name(slotOf(3n, 1n), () => [3n, 1n]),
      undefined,
      "no mapping is there",
    );
  });
});
