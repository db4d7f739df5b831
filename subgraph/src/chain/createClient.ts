import { createPublicClient, http, type PublicClient } from "viem";

/** A client that sends the reads of one tick as one JSON-RPC batch. */
export function createClient(rpcUrl: string): PublicClient {
  return createPublicClient({
    transport: http(rpcUrl, {
      batch: { batchSize: 100, wait: 0 },
      retryCount: 2,
      retryDelay: 100,
      timeout: 20_000,
    }),
    cacheTime: 0,
  });
}

/** A client for answering queries: it rather fails than makes them wait. */
export function createQuickClient(rpcUrl: string): PublicClient {
  return createPublicClient({
    transport: http(rpcUrl, { batch: { batchSize: 100, wait: 0 }, retryCount: 0, timeout: 2_000 }),
    cacheTime: 0,
  });
}
