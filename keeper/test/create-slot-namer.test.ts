import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Deployment } from "@millrace/sdk/deployment";
import {
  type Address,
  concatHex,
  getContractAddress,
  type Hex,
  hexToBytes,
  keccak256,
  numberToHex,
} from "viem";
import { createHashes } from "../src/evm/create-hashes.ts";
import type { Instances } from "../src/observe/create-observer.ts";
import { createSlotNamer } from "../src/sets/create-slot-namer.ts";

const executor: Address = `0x${"e1".repeat(20)}`;
const gauge: Address = `0x${"6a".repeat(20)}`;
const token: Address = `0x${"70".repeat(20)}`;
const deployment = { executor, accessManager: `0x${"aa".repeat(20)}` } as unknown as Deployment;
const instances: Instances = {
  ...{ vaults: [], strategies: [], gauges: [gauge], nftVaults: [], markets: [], liquidators: [], pools: [] },
};
const pair = (key: bigint | Hex, place: bigint) =>
  concatHex([numberToHex(BigInt(key), { size: 32 }), numberToHex(place, { size: 32 })]);
const slotOf = (key: bigint | Hex, place: bigint): Hex => keccak256(pair(key, place));

describe("createSlotNamer", () => {
  it("names slots of instances by lane and by what was hashed in runs", () => {
    const hashes = createHashes();
    const { see, nameOf } = createSlotNamer(deployment, hashes);
    see(instances);
    assert.equal(nameOf(gauge), "Gauge 0x6a6a…6a6a");
    assert.equal(nameOf(`${gauge}:${numberToHex(7n, { size: 32 })}`), "Gauge 0x6a6a…6a6a._open");
    // Lanes are found though nothing ran.
    assert.equal(nameOf(`${gauge}:${slotOf(3n, 32n)}`), "Gauge 0x6a6a…6a6a._lanes[3]");
    const id = keccak256("0x01");
    const position = `${gauge}:${slotOf(id, 33n)}`;
    assert.match(nameOf(position), /^Gauge 0x6a6a…6a6a slot 0x/);
    hashes.hash(hexToBytes(pair(id, 33n)));
    assert.equal(nameOf(position), `Gauge 0x6a6a…6a6a._positions[${id.slice(0, 6)}…${id.slice(-4)}]`);
  });

  it("names the holders of foreign tokens where it saw what was hashed", () => {
    const hashes = createHashes();
    const { see, nameOf } = createSlotNamer(deployment, hashes);
    see(instances);
    const purse = getContractAddress({ from: gauge, nonce: 6n });
    assert.equal(nameOf(purse.toLowerCase()), "purse 5 of Gauge 0x6a6a…6a6a");
    hashes.hash(hexToBytes(pair(purse, 0n)));
    assert.equal(
      nameOf(`${token}:${slotOf(purse, 0n)}`),
      `${token} mapping at slot 0[purse 5 of Gauge 0x6a6a…6a6a]`,
    );
  });
});
