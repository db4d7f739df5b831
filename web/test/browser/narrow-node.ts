import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { hexToBigInt, isHex } from "viem";
import { rpcUrl } from "./stack.ts";

/** For the logs of so many blocks it answers at once. */
const MOST_BLOCKS = 500n;

interface Question {
  id: number;
  method: string;
  params?: unknown[];
}

/** The stack's node, but that it refuses to look for logs in many blocks at once, as public nodes do. */
export async function narrowNode(): Promise<{ url: string; stop: () => void }> {
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as Question | Question[];
    const answers = await Promise.all([body].flat().map(answer));
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(Array.isArray(body) ? answers : answers[0]));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(question: Question): Promise<unknown> {
  if (question.method === "eth_getLogs" && (await span(question)) > MOST_BLOCKS) {
    const error = { code: -32_005, message: `query exceeds max block range ${MOST_BLOCKS}` };
    return { jsonrpc: "2.0", id: question.id, error };
  }
  return ask(question);
}

async function span({ id, params }: Question): Promise<bigint> {
  const [filter] = params as [{ fromBlock?: unknown; toBlock?: unknown }];
  const number = async (block: unknown) => {
    if (isHex(block)) return hexToBigInt(block);
    const { result } = await ask({ id, method: "eth_blockNumber", params: [] });
    return hexToBigInt(result as `0x${string}`);
  };
  return (await number(filter.toBlock)) - (await number(filter.fromBlock)) + 1n;
}

async function ask(question: Question): Promise<{ result?: unknown }> {
  const response = await fetch(rpcUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", ...question }),
  });
  return (await response.json()) as { result?: unknown };
}
