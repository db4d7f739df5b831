import type { AbiEvent, Address, GetLogsReturnType } from "viem";
import type { Chain } from "../chain.ts";

const maxRange = 5_000n;

type Logs<TEvents extends readonly AbiEvent[]> = GetLogsReturnType<undefined, TEvents, true>;

export interface LogFeed<TEvents extends readonly AbiEvent[]> {
  /** All logs of `addresses` up to and with block `head`, in order; `head` may have been reorganised since. */
  read(addresses: readonly Address[], head: bigint): Promise<Logs<TEvents>>;
}

/**
 * Reads logs, keeping those that are `depth` blocks deep so that only the newest are asked for again.
 *
 * @remarks What is less deep is read anew each time, so a reorganisation within `depth` leaves nothing behind.
 */
export function createLogFeed<const TEvents extends readonly AbiEvent[]>(
  chain: Chain,
  events: TEvents,
  depth: bigint,
): LogFeed<TEvents> {
  const start = BigInt(chain.deployment.startBlock);
  const known = new Set<Address>();
  let settled: Logs<TEvents> = [];
  let next = start;

  return {
    async read(addresses, head) {
      if (addresses.length === 0) return [];
      const fresh = addresses.filter((address) => !known.has(address));
      if (fresh.length > 0 && next > start) {
        settled = [...settled, ...(await readRange(chain, events, fresh, start, next - 1n))];
      }
      for (const address of fresh) known.add(address);
      const all = [...known];
      if (head >= next + depth) {
        settled = [...settled, ...(await readRange(chain, events, all, next, head - depth))];
        next = head - depth + 1n;
      }
      const logs = [...settled, ...(await readRange(chain, events, all, next, head))];
      return logs.sort((a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex);
    },
  };
}

/** Asks range by range, a shorter one where the node refuses, since providers limit blocks or results. */
async function readRange<const TEvents extends readonly AbiEvent[]>(
  chain: Chain,
  events: TEvents,
  addresses: readonly Address[],
  from: bigint,
  to: bigint,
): Promise<Logs<TEvents>> {
  const logs: Logs<TEvents> = [];
  let range = maxRange;
  for (let first = from; first <= to; ) {
    const last = first + range - 1n < to ? first + range - 1n : to;
    try {
      const found = await chain.client.getLogs({
        address: [...addresses],
        events,
        strict: true,
        fromBlock: first,
        toBlock: last,
      });
      for (const log of found as Logs<TEvents>) logs.push(log);
      first = last + 1n;
    } catch (error) {
      if (first === last) throw error;
      range = (last - first + 1n) / 2n;
    }
  }
  return logs;
}
