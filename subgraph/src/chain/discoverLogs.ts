import type { Address, PublicClient } from "viem";
import { fetchLogs, type RawLog } from "./fetchLogs.ts";

/** What an instance is, as far as its events are concerned. */
export type InstanceKind = "vault" | "strategy" | "gauge" | "nftVault" | "pool" | "market";

export type Announcement = { address: Address; kind: InstanceKind };

export type DiscoverLogsParameters = {
  client: PublicClient;
  /** The addresses that are listened to whatever happens: those of the deployment. */
  roots: readonly Address[];
  /** The instances announced before block `from`. */
  known: ReadonlyMap<Address, InstanceKind>;
  /** The instances that a log announces. */
  discover: (log: RawLog) => Announcement[];
  /** Where the history of an instance announced in this range begins. */
  startBlock: bigint;
  from: bigint;
  to: bigint;
};

/**
 * The logs of a range of blocks by block, those of instances that are announced within it included.
 *
 * An instance may have been used and set up before it is announced. What it emitted until then comes right after the
 * log that announces it, so that the order, and with it every row, is the same however the chain was cut in ranges.
 */
export async function discoverLogs(parameters: DiscoverLogsParameters): Promise<Map<bigint, RawLog[]>> {
  const { client, roots, discover, startBlock, from, to } = parameters;
  const known = new Map(parameters.known);
  const listened = new Set([...roots, ...known.keys()]);
  const inRange = new Map<string, RawLog>();
  const histories = new Map<Address, RawLog[]>();

  for (let unread = await fetchLogs(client, [...listened], from, to); unread.length > 0; ) {
    for (const log of unread) if (log.block >= from) inRange.set(`${log.block} ${log.logIndex}`, log);
    const found = new Set<Address>();
    for (const { address, kind } of unread.flatMap(discover)) {
      if (isNews(known.get(address), kind) && !histories.has(address)) found.add(address);
    }
    for (const address of found) histories.set(address, []);
    unread = await fetchLogs(client, [...found], startBlock, to);
    for (const log of unread) histories.get(log.address)?.push(log);
  }

  const byBlock = new Map<bigint, RawLog[]>();

  function place(log: RawLog, now: RawLog): void {
    const block = byBlock.get(now.block);
    if (block) block.push(log);
    else byBlock.set(now.block, [log]);
    for (const { address, kind } of discover(log)) {
      if (!isNews(known.get(address), kind)) continue;
      known.set(address, kind);
      listened.add(address);
      for (const earlier of histories.get(address) ?? []) if (byPlace(earlier, now) < 0) place(earlier, now);
    }
  }

  for (const log of [...inRange.values()].sort(byPlace)) if (listened.has(log.address)) place(log, log);
  return byBlock;
}

/** Whether an announcement makes more of an address: one only known as a strategy may turn out to be a vault. */
export function isNews(known: InstanceKind | undefined, kind: InstanceKind): boolean {
  return known === undefined || (known === "strategy" && kind !== "strategy");
}

function byPlace(a: RawLog, b: RawLog): number {
  return Number(a.block - b.block) || a.logIndex - b.logIndex;
}
