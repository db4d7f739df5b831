import assert from "node:assert/strict";
import { test } from "node:test";
import { type Address, type Hex, numberToHex, type PublicClient } from "viem";
import { discoverLogs } from "../src/chain/discoverLogs.ts";
import { fetchLogs } from "../src/chain/fetchLogs.ts";

const root: Address = `0x${"01".repeat(20)}`;
const first: Address = `0x${"aa".repeat(20)}`;
const second: Address = `0x${"bb".repeat(20)}`;

type Event = { address: Address; block: number; logIndex: number; announces?: Address };

/** A node that has `events` and refuses ranges of more than `maxBlocks`. */
function node(events: Event[], maxBlocks = Number.POSITIVE_INFINITY) {
  const requests: [number, number][] = [];
  const request = async ({ params }: { params: [{ address: Address[]; fromBlock: Hex; toBlock: Hex }] }) => {
    const [{ address, fromBlock, toBlock }] = params;
    const [from, to] = [Number(fromBlock), Number(toBlock)];
    requests.push([from, to]);
    if (to - from + 1 > maxBlocks) throw new Error("block range is too wide");
    return events
      .filter((event) => address.includes(event.address) && event.block >= from && event.block <= to)
      .map((event) => ({
        address: event.address,
        topics: [event.announces ?? "0x"],
        data: "0x",
        blockNumber: numberToHex(event.block),
        blockHash: numberToHex(event.block),
        logIndex: numberToHex(event.logIndex),
        transactionIndex: "0x0",
        transactionHash: "0x",
      }));
  };
  return { client: { request } as unknown as PublicClient, requests };
}

function discover(client: PublicClient, from: bigint, to: bigint, known = new Map()) {
  return discoverLogs({
    ...{ client, roots: [root], known, startBlock: 0n, from, to },
    discover: ({ topics }) =>
      topics[0] === "0x" ? [] : [{ address: topics[0] as Address, kind: "gauge" as const }],
  });
}

const places = (logs: { address: Address; block: bigint; logIndex: number }[] | undefined) =>
  logs?.map(({ address, block, logIndex }) => `${address.slice(2, 4)} ${block} ${logIndex}`);

test("halves a range that the node refuses, and keeps the order", async () => {
  const events = [7, 1, 12, 3].map((block) => ({ address: root, block, logIndex: 0 }));
  const { client, requests } = node(events, 4);
  const logs = await fetchLogs(client, [root], 0n, 15n);
  assert.deepEqual(
    logs.map(({ block }) => block),
    [1n, 3n, 7n, 12n],
  );
  assert.ok(requests.length > 4);
});

test("throws what the node says of a single block", async () => {
  await assert.rejects(fetchLogs(node([], 0).client, [root], 5n, 6n), /too wide/);
});

test("gives the history of an instance right after the log that announces it, whatever the ranges", async () => {
  const { client } = node([
    { address: first, block: 1, logIndex: 0 },
    { address: first, block: 5, logIndex: 0 },
    { address: root, block: 5, logIndex: 1, announces: first },
    { address: first, block: 5, logIndex: 2 },
    { address: first, block: 6, logIndex: 0 },
  ]);
  const expected = ["01 5 1", "aa 1 0", "aa 5 0", "aa 5 2"];
  assert.deepEqual(places((await discover(client, 0n, 10n)).get(5n)), expected);
  assert.deepEqual(places((await discover(client, 5n, 5n)).get(5n)), expected);
  assert.deepEqual(places((await discover(client, 0n, 10n)).get(6n)), ["aa 6 0"]);
  assert.equal((await discover(client, 0n, 10n)).get(1n), undefined);
});

test("follows announcements within a history", async () => {
  const { client } = node([
    { address: second, block: 1, logIndex: 0 },
    { address: first, block: 2, logIndex: 0, announces: second },
    { address: second, block: 3, logIndex: 0 },
    { address: root, block: 4, logIndex: 0, announces: first },
  ]);
  assert.deepEqual(places((await discover(client, 4n, 4n)).get(4n)), [
    "01 4 0",
    "aa 2 0",
    "bb 1 0",
    "bb 3 0",
  ]);
});

test("reads the history of a strategy again where it turns out to be more", async () => {
  const { client } = node([
    { address: first, block: 1, logIndex: 0 },
    { address: root, block: 2, logIndex: 0, announces: first },
  ]);
  const asStrategy = await discover(client, 2n, 2n, new Map([[first, "strategy"]]));
  assert.deepEqual(places(asStrategy.get(2n)), ["01 2 0", "aa 1 0"]);
  const asGauge = await discover(client, 2n, 2n, new Map([[first, "gauge"]]));
  assert.deepEqual(places(asGauge.get(2n)), ["01 2 0"]);
});
