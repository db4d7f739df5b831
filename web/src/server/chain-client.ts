import { chainOf } from "@millrace/sdk/chains";
import { createPublicClient, http } from "viem";
import { deployment } from "#server/config";
import { env } from "#server/env";

/** A client of the chain, for pages that the indexer can't fill. */
export function chainClient() {
  return createPublicClient({
    chain: chainOf(deployment().chainId),
    transport: http(env().rpcUrl, { batch: { batchSize: 200, wait: 2 }, timeout: 5_000, retryCount: 1 }),
  });
}
