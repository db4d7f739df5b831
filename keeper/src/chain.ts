import type { Deployment } from "@millrace/sdk/deployment";
import {
  type Address,
  createPublicClient,
  defineChain,
  formatTransactionReceipt,
  type Hash,
  type Hex,
  type PublicClient,
  type TransactionReceipt,
} from "viem";
import { ChainError, QuorumError } from "./errors.ts";
import { createRpc, type Rpc } from "./rpc/create-rpc.ts";

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
  /**
   * Gives a transaction to a node that answers with the receipt once it is mined; undefined where the node refuses it, or
   * it is not mined within `waitMs`. Not there where no node offers it.
   */
  readonly sendSync:
    | ((transaction: Hex, waitMs: number) => Promise<TransactionReceipt | undefined>)
    | undefined;
  /** How often nodes contradicted each other since the start. */
  disagreements(): number;
}

/** Where the chain is reached: one node, or several of which a quorum has to agree. */
export type RpcSource = string | Rpc;

/**
 * Connects to a node and checks that it is on the deployment's chain.
 *
 * @throws ChainError where the node does not answer or is on another chain.
 */
export async function connectChain(source: RpcSource, deployment: Deployment): Promise<Chain> {
  const rpc = typeof source === "string" ? createRpc({ urls: [source] }) : source;
  const rpcUrl = rpc.urls.join(", ");
  const client = createPublicClient({
    chain: defineChain({
      id: deployment.chainId,
      name: `chain ${deployment.chainId}`,
      nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
      rpcUrls: { default: { http: [...rpc.urls] } },
      blockTime: 1_000,
    }),
    transport: rpc.transport,
    cacheTime: 0,
  }) as PublicClient;

  let id: number;
  try {
    id = await client.getChainId();
  } catch (cause) {
    if (cause instanceof QuorumError) throw cause;
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
    sendRaw: rpc.sendRaw,
    sendSync: (await offersSync(rpc))
      ? (transaction, waitMs) => sendSync(rpc, transaction, waitMs)
      : undefined,
    disagreements: rpc.disagreements,
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

/** Whether a node knows the method at all: one that does refuses an empty transaction for what it is. */
async function offersSync(rpc: Rpc): Promise<boolean> {
  // The receipt of one node is one voice: with more than one voice needed, receipts are read as all else.
  if (rpc.quorum > 1) return false;
  try {
    await rpc.sendSync("0x");
    return true;
  } catch (error) {
    return !(
      error instanceof Error && /not (found|supported|available|exist)|unknown method/i.test(error.message)
    );
  }
}

async function sendSync(rpc: Rpc, transaction: Hex, waitMs: number): Promise<TransactionReceipt | undefined> {
  try {
    const receipt = await rpc.sendSync(transaction, waitMs);
    return formatTransactionReceipt(receipt as never);
  } catch {
    // It may be on its way all the same: sending it the ordinary way tells.
    return undefined;
  }
}
