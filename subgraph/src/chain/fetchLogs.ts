import { type Address, type Hex, numberToHex, type PublicClient } from "viem";

/** A log as the node gives it, with numbers parsed. */
export type RawLog = {
  address: Address;
  topics: [Hex, ...Hex[]] | [];
  data: Hex;
  block: bigint;
  blockHash: Hex;
  logIndex: number;
  transactionIndex: number;
  transactionHash: Hex;
};

/** Addresses that one request may name. */
const maxAddresses = 500;

/**
 * All logs of `addresses` in the blocks from `from` to `to`, in chain order.
 *
 * Providers limit the range, or the number of logs of one answer, and say so in many ways: whatever the error, a
 * range of several blocks is tried again in halves, and only the error of a single block is thrown.
 */
export async function fetchLogs(
  client: PublicClient,
  addresses: readonly Address[],
  from: bigint,
  to: bigint,
): Promise<RawLog[]> {
  const logs: RawLog[] = [];
  for (let start = 0; start < addresses.length; start += maxAddresses) {
    logs.push(...(await fetchRange(client, addresses.slice(start, start + maxAddresses), from, to)));
  }
  return logs.sort((a, b) => Number(a.block - b.block) || a.logIndex - b.logIndex);
}

async function fetchRange(
  client: PublicClient,
  addresses: Address[],
  from: bigint,
  to: bigint,
): Promise<RawLog[]> {
  try {
    const found = await client.request({
      method: "eth_getLogs",
      params: [{ address: addresses, fromBlock: numberToHex(from), toBlock: numberToHex(to) }],
    });
    return found.map((log) => ({
      address: log.address.toLowerCase() as Address,
      topics: log.topics,
      data: log.data,
      block: BigInt(log.blockNumber as Hex),
      blockHash: log.blockHash as Hex,
      logIndex: Number(log.logIndex),
      transactionIndex: Number(log.transactionIndex),
      transactionHash: log.transactionHash as Hex,
    }));
  } catch (error) {
    if (from === to) throw error;
    const middle = (from + to) / 2n;
    const first = await fetchRange(client, addresses, from, middle);
    return [...first, ...(await fetchRange(client, addresses, middle + 1n, to))];
  }
}
