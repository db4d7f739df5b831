import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { type Address, getAbiItem, type Hex } from "viem";
import type { Chain } from "../chain.ts";
import { createLogFeed } from "../observe/create-log-feed.ts";

/** The functions that the deployment's executor lists for keepers, from its events. */
export interface AllowList {
  /** Reads what was listed and struck off since. */
  refresh(): Promise<void>;
  isListed(target: Address, selector: Hex): boolean;
  size(): number;
}

export function createAllowList(chain: Chain, finalBlocks: number): AllowList {
  const feed = createLogFeed(
    chain,
    [getAbiItem({ abi: executorAbi, name: "SetTarget" })],
    BigInt(finalBlocks),
  );
  let listed = new Set<string>();
  const name = (target: Address, selector: Hex) => `${target}:${selector}`.toLowerCase();
  return {
    async refresh() {
      const logs = await feed.read([chain.deployment.executor], await chain.client.getBlockNumber());
      const next = new Set<string>();
      for (const { args } of logs) {
        if (args.allowed) next.add(name(args.target, args.selector));
        else next.delete(name(args.target, args.selector));
      }
      listed = next;
    },
    isListed: (target, selector) => listed.has(name(target, selector)),
    size: () => listed.size,
  };
}
