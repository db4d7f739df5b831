import { setTimeout as sleep } from "node:timers/promises";
import type { Address, Hex, PublicClient } from "viem";
import type { BlockRef } from "../store/createStore.ts";
import { type Announcement, discoverLogs, type InstanceKind } from "./discoverLogs.ts";
import type { RawLog } from "./fetchLogs.ts";
import type { ChainEvent } from "./types.ts";

export type FollowChainParameters = {
  client: PublicClient;
  startBlock: bigint;
  /** The last block that the consumer has written; read again after each event. */
  cursor: () => BlockRef | undefined;
  /** The hash of an earlier written block, undefined where it can't be undone to. */
  hashAt: (number: bigint) => Promise<Hex | undefined>;
  /** The contracts of the deployment, which announce the others. */
  roots: readonly Address[];
  /** The instances announced so far; read again after each event. */
  known: () => ReadonlyMap<Address, InstanceKind>;
  discover: (log: RawLog) => Announcement[];
  pollMs: number;
  /** The most blocks that are read at once. */
  range: bigint;
  signal: AbortSignal;
};

type Header = BlockRef & { parentHash: Hex };

/** Follows a chain from the consumer's cursor on, for ever. Errors of the node are thrown; it can be started again. */
export async function* followChain(parameters: FollowChainParameters): AsyncGenerator<ChainEvent> {
  const { client, startBlock, cursor, hashAt, roots, known, discover, pollMs, range, signal } = parameters;
  let finalized = -finalizeEvery;

  while (!signal.aborted) {
    const head = toHeader(await client.getBlock({ blockTag: "latest" }));
    const at = cursor();
    if (at && (await hasLeft(head, at, hashAt))) {
      yield { type: "reorg", to: await commonAncestor(client, head, at, hashAt) };
      continue;
    }
    const from = at ? at.number + 1n : startBlock;
    if (head.number < from) {
      await sleep(pollMs, undefined, { signal }).catch(() => undefined);
      continue;
    }

    const to = smaller(from + range - 1n, head.number);
    const final = await finalizedNumber(client, head.number);
    const headers = await fetchHeaders(client, unfinalBlocks(from, to, final));
    if (!areLinked(headers, at)) {
      const to = at && (await commonAncestor(client, head, at, hashAt));
      // Without a cursor, or with its block still there, the chain only changed while it was read.
      if (at && to?.number !== at.number) yield { type: "reorg", to };
      continue;
    }
    const logs = await discoverLogs({ client, roots, known: known(), discover, startBlock, from, to });
    const histories = [...logs.values()].flat().map((log) => log.block);
    for (const [number, header] of await fetchHeaders(
      client,
      [...histories, ...logs.keys(), to].filter((n) => !headers.has(n)),
    )) {
      headers.set(number, header);
    }
    // Headers and logs were read one after the other: they belong together only where the last block is still there.
    const [tip] = (await fetchHeaders(client, [to])).values();
    const consistent = [...logs.values()]
      .flat()
      .every((log) => headers.get(log.block)?.hash === log.blockHash);
    if (tip?.hash !== headers.get(to)?.hash || !consistent) continue;

    const numbers = [...headers.keys()].filter(
      (n) => n >= from && n <= to && (n > final || n === to || logs.has(n)),
    );
    for (const number of numbers.sort((a, b) => Number(a - b))) {
      const block = headers.get(number) as Header;
      yield {
        type: "block",
        block: { number, hash: block.hash, timestamp: block.timestamp },
        logs: (logs.get(number) ?? []).map(({ blockHash: _, ...log }) => ({
          ...log,
          timestamp: (headers.get(log.block) as Header).timestamp,
        })),
        final: number <= final,
        more: number < to,
        head: head.number,
      };
    }
    const safe = smaller(final, to);
    if (safe >= finalized + finalizeEvery) {
      finalized = safe;
      yield { type: "finalize", number: safe };
    }
  }
}

/** The undo log is shortened only once in so many blocks. */
const finalizeEvery = 32n;

/** Blocks that a node without finality keeps undoable. */
const undoableBlocks = 256n;

async function finalizedNumber(client: PublicClient, head: bigint): Promise<bigint> {
  try {
    return (await client.getBlock({ blockTag: "finalized" })).number;
  } catch {
    // Not every chain has the tag.
    return head - undoableBlocks;
  }
}

/** Whether the chain of `head` is not the one of which `at` was the last block read. */
async function hasLeft(
  head: Header,
  at: BlockRef,
  hashAt: FollowChainParameters["hashAt"],
): Promise<boolean> {
  if (head.number > at.number) return false;
  if (head.number === at.number) return head.hash !== at.hash;
  // A node that lags has an older block of the same chain.
  const hash = await hashAt(head.number);
  return hash !== undefined && hash !== head.hash;
}

async function commonAncestor(
  client: PublicClient,
  head: Header,
  at: BlockRef,
  hashAt: FollowChainParameters["hashAt"],
): Promise<BlockRef | undefined> {
  for (let number = smaller(head.number, at.number); ; number--) {
    const hash = await hashAt(number);
    if (hash === undefined) return undefined;
    const header = (await fetchHeaders(client, [number])).get(number);
    if (header?.hash === hash) return { number, hash, timestamp: header.timestamp };
  }
}

/** The first block, by which a change below the cursor shows, and all that may still change. */
function unfinalBlocks(from: bigint, to: bigint, final: bigint): bigint[] {
  const numbers = [from];
  for (let number = from > final ? from + 1n : final + 1n; number <= to; number++) {
    if (number !== from) numbers.push(number);
  }
  return numbers;
}

function areLinked(headers: Map<bigint, Header>, at: BlockRef | undefined): boolean {
  if (at && headers.get(at.number + 1n)?.parentHash !== at.hash) return false;
  return [...headers.values()].every((header) => {
    const parent = headers.get(header.number - 1n);
    return !parent || parent.hash === header.parentHash;
  });
}

async function fetchHeaders(client: PublicClient, numbers: bigint[]): Promise<Map<bigint, Header>> {
  const unique = [...new Set(numbers)];
  const found = await Promise.all(unique.map((blockNumber) => client.getBlock({ blockNumber })));
  return new Map(found.map((block) => [block.number, toHeader(block)]));
}

function toHeader(block: {
  number: bigint | null;
  hash: Hex | null;
  parentHash: Hex;
  timestamp: bigint;
}): Header {
  if (block.number === null || block.hash === null)
    throw new Error("the node gave a block that is not mined");
  return { number: block.number, hash: block.hash, parentHash: block.parentHash, timestamp: block.timestamp };
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
