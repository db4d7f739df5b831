import { custom, type EIP1193RequestFn, type Hash, type Hex, http, numberToHex, type Transport } from "viem";
import { classifySendError } from "../act/classify-send-error.ts";
import { QuorumError } from "../errors.ts";
import { normalise } from "./normalise.ts";
import { asksLatest, isVoted, pinBlock } from "./pin-block.ts";
import { vote } from "./vote.ts";

/** How long nodes' agreement on the latest block is used before they are asked again. */
const headFreshMs = 150;

export interface CreateRpcParameters {
  readonly urls: readonly string[];
  /** How many nodes must answer alike; a majority where it is not given. */
  readonly quorum?: number | undefined;
  /** Where transactions go instead of to all nodes, so that nobody sees them before they are mined. */
  readonly privateUrl?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface Rpc {
  readonly urls: readonly string[];
  readonly quorum: number;
  /** Reads that decide something are answered by the quorum, simulations by the first node that can. */
  readonly transport: Transport;
  /** Gives a signed transaction to every node, or to the private endpoint alone. */
  sendRaw(transaction: Hex): Promise<Hash>;
  /** Gives a signed transaction to a node that answers once it is mined, as only some nodes offer it. */
  sendSync(transaction: Hex, waitMs?: number): Promise<unknown>;
  /** How often nodes contradicted each other since the start. */
  disagreements(): number;
}

type Ask = (method: string, params: unknown) => Promise<unknown>;

/** The nodes of the keeper as one. */
export function createRpc(parameters: CreateRpcParameters): Rpc {
  const { urls, privateUrl, timeoutMs = 60_000 } = parameters;
  const quorum = parameters.quorum ?? Math.floor(urls.length / 2) + 1;
  const nodes = urls.map((url) => connect(url, timeoutMs, true));
  const outlets = privateUrl === undefined ? nodes : [connect(privateUrl, timeoutMs, true)];
  let disagreements = 0;
  let head: { number: bigint; at: number } | undefined;

  async function voteOn(method: string, params: readonly unknown[]): Promise<unknown> {
    try {
      return await vote(
        nodes.map((ask) => () => ask(method, params)),
        quorum,
        (result) => normalise(method, result),
      );
    } catch (error) {
      if (error instanceof QuorumError && error.disagreement) {
        // A receipt that only some nodes have is not there yet; whoever waits for it asks again.
        if (method === "eth_getTransactionReceipt") return null;
        disagreements++;
      }
      throw error;
    }
  }

  /** The highest block that a quorum of nodes has reached. */
  async function agreedHead(): Promise<bigint> {
    if (head !== undefined && performance.now() - head.at < headFreshMs) return head.number;
    const answers = await Promise.allSettled(nodes.map((ask) => ask("eth_blockNumber", [])));
    const numbers = answers
      .flatMap((answer) => (answer.status === "fulfilled" ? [BigInt(answer.value as Hex)] : []))
      .sort((a, b) => (a < b ? 1 : -1));
    const number = numbers[quorum - 1];
    if (number === undefined) {
      throw new QuorumError(
        `Only ${numbers.length} of ${nodes.length} nodes answered, and ${quorum} are needed.`,
        {
          disagreement: false,
        },
      );
    }
    // Nodes never go back on a block that a receipt was read from; a reorganisation shows in its hash.
    head = { number, at: performance.now() };
    return number;
  }

  async function request(method: string, params: readonly unknown[]): Promise<unknown> {
    if (method === "eth_blockNumber") return numberToHex(await agreedHead());
    if (!isVoted(method, params)) return firstOf(nodes, method, params);
    if (!asksLatest(method, params)) return voteOn(method, params);
    return voteOn(method, pinBlock(method, params, numberToHex(await agreedHead())));
  }

  return {
    urls,
    quorum,
    transport:
      urls.length === 1
        ? transportOf(urls[0] as string, timeoutMs, true)
        : custom(
            {
              request: (({ method, params }: { method: string; params?: readonly unknown[] }) =>
                request(method, params ?? [])) as EIP1193RequestFn,
            },
            { retryCount: 0 },
          ),
    async sendRaw(transaction) {
      const answers = await Promise.allSettled(
        outlets.map((ask) => ask("eth_sendRawTransaction", [transaction])),
      );
      const refusals: unknown[] = [];
      for (const answer of answers) {
        if (answer.status === "fulfilled") return answer.value as Hash;
        refusals.push(answer.reason);
      }
      // A refusal in words says more than a node that did not answer.
      throw refusals.find((error) => classifySendError(error) !== "unknown") ?? refusals[0];
    },
    sendSync: (transaction, waitMs = timeoutMs) =>
      // Not in a batch, where one answer that waits holds up all others.
      connect(privateUrl ?? (urls[0] as string), waitMs, false)("eth_sendRawTransactionSync", [transaction]),
    disagreements: () => disagreements,
  };
}

function connect(url: string, timeoutMs: number, batch: boolean): Ask {
  const { request } = transportOf(url, timeoutMs, batch)({});
  return (method, params) => request({ method, params } as never);
}

function transportOf(url: string, timeoutMs: number, batch: boolean): Transport {
  return http(url, {
    // Hundreds of small calls go at a time: as batches they take a tenth of the time.
    ...(batch ? { batch: { batchSize: 100, wait: 0 } } : {}),
    maxResponseBodySize: 2 ** 28,
    retryCount: batch ? 2 : 0,
    timeout: timeoutMs,
  });
}

/** Asks one node after another until one answers; a refusal that is an answer ends it too. */
async function firstOf(nodes: readonly Ask[], method: string, params: readonly unknown[]): Promise<unknown> {
  let last: unknown;
  for (const ask of nodes) {
    try {
      return await ask(method, params);
    } catch (error) {
      last = error;
      if (isAnswer(error)) throw error;
    }
  }
  throw last;
}

/** Whether a node understood the request and refused it as such, which another would as well. */
function isAnswer(error: unknown): boolean {
  return (
    error instanceof Error && error.name === "RpcRequestError" && (error as { code?: unknown }).code === 3
  );
}
