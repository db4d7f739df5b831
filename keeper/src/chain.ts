import type { Deployment } from "@millrace/sdk/deployment";
import {
  type Address,
  createPublicClient,
  defineChain,
  type Hash,
  type Hex,
  http,
  type PublicClient,
} from "viem";
import { ChainError } from "./errors.ts";

/** The one chain that the keeper works on, with what it found out about it at the start. */
export interface Chain {
  readonly id: number;
  readonly client: PublicClient;
  readonly deployment: Deployment;
  /** Whether the node offers debug_traceCall with the prestateTracer. */
  readonly canTrace: boolean;
  /** Who is paid the priority fees of the latest block. */
  readonly coinbase: Address;
  readonly blockGas: bigint;
  /** The gas that simulations get: more than any job may take. */
  readonly simulationGas: bigint;
  /** When the next block will be mined at the soonest, a Unix time in seconds. */
  nextTime(): Promise<bigint>;
  /** A JSON-RPC request outside of viem's typed set, such as the tracers. */
  request<T>(method: string, params: unknown): Promise<T>;
  sendRaw(transaction: Hex): Promise<Hash>;
}

/**
 * Connects to a node and checks that it is on the deployment's chain.
 *
 * @throws ChainError where the node does not answer or is on another chain.
 */
export async function connectChain(rpcUrl: string, deployment: Deployment): Promise<Chain> {
  const client = createPublicClient({
    chain: defineChain({
      id: deployment.chainId,
      name: `chain ${deployment.chainId}`,
      nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
      rpcUrls: { default: { http: [rpcUrl] } },
      blockTime: 1_000,
    }),
    // Hundreds of small calls go at a time: as batches they take a tenth of the time.
    transport: http(rpcUrl, {
      batch: { batchSize: 100, wait: 0 },
      maxResponseBodySize: 2 ** 28,
      retryCount: 2,
      timeout: 60_000,
    }),
    cacheTime: 0,
  }) as PublicClient;

  let id: number;
  try {
    id = await client.getChainId();
  } catch (cause) {
    throw new ChainError(`No answer from the node at ${rpcUrl}: start it, or correct MILLRACE_RPC_URL.`, {
      cause,
      retryable: true,
    });
  }
  if (id !== deployment.chainId) {
    throw new ChainError(
      `The node at ${rpcUrl} is on chain ${id}, the deployment on chain ${deployment.chainId}: correct MILLRACE_RPC_URL or MILLRACE_DEPLOYMENT.`,
    );
  }
  const code = await client.getCode({ address: deployment.executor });
  if (code === undefined) {
    throw new ChainError(
      `There is no contract at the executor's address ${deployment.executor}: the deployment is of another run of this chain; deploy again.`,
    );
  }
  const block = await client.getBlock();
  const request = <T>(method: string, params: unknown): Promise<T> =>
    client.request({ method, params } as never) as Promise<T>;

  return {
    id,
    client,
    deployment,
    canTrace: await hasTracer(request, deployment.executor),
    coinbase: block.miner,
    blockGas: block.gasLimit,
    simulationGas: block.gasLimit,
    async nextTime() {
      const [latest, pending] = await Promise.all([
        client.getBlock(),
        client.getBlock({ blockTag: "pending" }),
      ]);
      // Right after a block some nodes give the pending one the same time, at which nothing would accrue.
      return pending.timestamp > latest.timestamp ? pending.timestamp : latest.timestamp + 1n;
    },
    request,
    sendRaw: (transaction) => client.sendRawTransaction({ serializedTransaction: transaction }),
  };
}

async function hasTracer(request: Chain["request"], to: Address): Promise<boolean> {
  try {
    const diff = await request<unknown>("debug_traceCall", [
      { to },
      "latest",
      { tracer: "prestateTracer", tracerConfig: { diffMode: true } },
    ]);
    return typeof diff === "object" && diff !== null && "pre" in diff;
  } catch {
    return false;
  }
}
