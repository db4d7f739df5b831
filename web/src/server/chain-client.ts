import { chainOf } from "@millrace/sdk/chains";
import {
  BaseError,
  createPublicClient,
  type EIP1193RequestFn,
  type Hex,
  HttpRequestError,
  hexToBigInt,
  http,
  isHex,
  numberToHex,
  type RpcLog,
  TimeoutError,
  type Transport,
} from "viem";
import { logsInRanges } from "#lib/logs-in-ranges";
import { deployment } from "#server/config";
import { env } from "#server/env";

/** A client of the chain, for pages that the indexer can't fill. */
export function chainClient() {
  return createPublicClient({
    chain: chainOf(deployment().chainId),
    transport: withLogsInRanges(
      http(env().rpcUrl, { batch: { batchSize: 200, wait: 2 }, timeout: 5_000, retryCount: 1 }),
    ),
  });
}

/** A transport that asks for logs by parts where the node refuses the whole. */
function withLogsInRanges<Base extends Transport>(transport: Base): Base {
  const ranged = (options: Parameters<Base>[0]) => {
    const base = transport(options);
    const request = async (question: { method: string; params?: unknown }) =>
      question.method === "eth_getLogs" ? readLogs(base.request, question) : base.request(question as never);
    return { ...base, request };
  };
  return ranged as unknown as Base;
}

interface LogQuestion {
  method: string;
  params?: unknown;
}

async function readLogs(request: EIP1193RequestFn, question: LogQuestion): Promise<unknown> {
  try {
    return await request(question as never);
  } catch (error) {
    const [filter] = question.params as [{ fromBlock?: unknown; toBlock?: unknown }];
    if (!isRefusal(error) || !isHex(filter.fromBlock)) throw error;
    const latest = () => request({ method: "eth_blockNumber" }) as Promise<Hex>;
    const head = isHex(filter.toBlock) ? filter.toBlock : await latest();
    return logsInRanges<RpcLog>(
      (from, to) => {
        const range = { ...filter, fromBlock: numberToHex(from), toBlock: numberToHex(to) };
        return request({ method: "eth_getLogs", params: [range] } as never);
      },
      isRefusal,
      hexToBigInt(filter.fromBlock),
      hexToBigInt(head),
    );
  }
}

/** Whether a node answered, and said no. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false;
  const silent = error.walk(
    (cause) =>
      cause instanceof TimeoutError || (cause instanceof HttpRequestError && cause.status === undefined),
  );
  return silent === null;
}
