import type { Hex } from "viem";

/** Which parameter names the block, of the methods whose answer depends on one. */
const blockParameter: Readonly<Record<string, number>> = {
  eth_call: 1,
  eth_getBalance: 1,
  eth_getTransactionCount: 1,
  eth_getCode: 1,
  eth_getStorageAt: 2,
  eth_getBlockByNumber: 0,
};

/** Methods whose answers are put to the vote of all nodes; the others go to one node after another. */
const voted = new Set([
  ...Object.keys(blockParameter),
  "eth_chainId",
  "eth_getLogs",
  "eth_getBlockByHash",
  "eth_getTransactionReceipt",
]);

/** Whether nodes have to agree on an answer. What is pending differs from node to node. */
export function isVoted(method: string, params: readonly unknown[]): boolean {
  const at = blockParameter[method];
  return voted.has(method) && (at === undefined || params[at] !== "pending");
}

/** Whether a request depends on which block is the latest. */
export function asksLatest(method: string, params: readonly unknown[]): boolean {
  const at = blockParameter[method];
  if (at !== undefined) return params[at] === undefined || params[at] === "latest";
  if (method !== "eth_getLogs") return false;
  const [filter] = params as [{ toBlock?: unknown; blockHash?: unknown }];
  return filter.blockHash === undefined && (filter.toBlock === undefined || filter.toBlock === "latest");
}

/** The same request at a block by number, so that nodes a block apart still answer alike. */
export function pinBlock(method: string, params: readonly unknown[], block: Hex): unknown[] {
  const pinned = [...params];
  const at = blockParameter[method];
  if (at !== undefined) pinned[at] = block;
  else pinned[0] = { ...(pinned[0] as object), toBlock: block };
  return pinned;
}
