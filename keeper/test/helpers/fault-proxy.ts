import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { numberToHex } from "viem";
import type { Random } from "./random.ts";

export interface RpcRequest {
  readonly id: number;
  readonly method: string;
  readonly params?: readonly unknown[];
}

interface RpcAnswer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** How likely each fault is, for one request over HTTP or for one call in it. */
export interface Faults {
  /** The request never reaches the node. */
  readonly drop: number;
  /** The node does what it is asked, and its answer is lost. */
  readonly dropAnswer: number;
  /** The answer is late by up to `delayMs`, so that another overtakes it. */
  readonly delay: number;
  readonly delayMs: number;
  /** The node is asked twice, and the second answer counts. */
  readonly duplicate: number;
  /** The answers of a batch are in another order than its calls. */
  readonly reorder: number;
  /** A nonce is off by one or two. */
  readonly lieNonce: number;
  /** A receipt is denied, or made up in another block or with the other status. */
  readonly lieReceipt: number;
  /** A transaction is said to be accepted, and thrown away. */
  readonly swallow: number;
}

export const noFaults: Faults = {
  ...{ drop: 0, dropAnswer: 0, delay: 0, delayMs: 0, duplicate: 0, reorder: 0 },
  ...{ lieNonce: 0, lieReceipt: 0, swallow: 0 },
};

export interface FaultProxy {
  readonly url: string;
  /** How often each fault happened. */
  readonly happened: ReadonlyMap<string, number>;
  /** Every transaction that reached the proxy, and when. */
  readonly sends: readonly { readonly raw: string; readonly at: number }[];
  setFaults(faults: Faults): void;
  /** Refuses every request until it is set to false, as a node that is down. */
  setDown(down: boolean): void;
  /** Replaces what the node answers to one method. */
  override(method: string, answer: ((request: RpcRequest, result: unknown) => unknown) | undefined): void;
  stop(): Promise<void>;
}

/** A JSON-RPC node between the keeper and `target` that fails, lies and loses things, as its generator has it. */
export async function startFaultProxy(target: string, random: Random): Promise<FaultProxy> {
  let faults = noFaults;
  let down = false;
  const happened = new Map<string, number>();
  const sends: { raw: string; at: number }[] = [];
  const overrides = new Map<string, (request: RpcRequest, result: unknown) => unknown>();
  const hit = (fault: keyof Faults, probability: number) => {
    if (!random.chance(probability)) return false;
    happened.set(fault, (happened.get(fault) ?? 0) + 1);
    return true;
  };

  async function forward(requests: readonly RpcRequest[]): Promise<RpcAnswer[]> {
    if (requests.length === 0) return [];
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(requests),
    });
    return (await response.json()) as RpcAnswer[];
  }

  function falsify(request: RpcRequest, answer: RpcAnswer): RpcAnswer {
    const { method } = request;
    const override = overrides.get(method);
    if (override !== undefined) return { ...answer, result: override(request, answer.result) };
    if (method === "eth_getTransactionCount" && hit("lieNonce", faults.lieNonce)) {
      const off = random.pick([-2, -1, 1, 2]);
      return { ...answer, result: numberToHex(Math.max(0, Number(answer.result) + off)) };
    }
    if (method === "eth_getTransactionReceipt" && hit("lieReceipt", faults.lieReceipt)) {
      if (answer.result === null || random.chance(0.5)) return { ...answer, result: null };
      const receipt = answer.result as { status: string };
      const lie = random.chance(0.5)
        ? { blockHash: `0x${"ab".repeat(32)}` }
        : { status: receipt.status === "0x1" ? "0x0" : "0x1", logs: [] };
      return { ...answer, result: { ...receipt, ...lie } };
    }
    return answer;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as RpcRequest | RpcRequest[];
    const requests = Array.isArray(body) ? body : [body];
    for (const { method, params } of requests) {
      const raw = String(params?.[0]);
      // An empty one only asks whether the node knows the method.
      if (method.startsWith("eth_sendRawTransaction") && raw !== "0x") {
        sends.push({ raw, at: performance.now() });
      }
    }
    if (down || hit("drop", faults.drop)) return void response.destroy();

    const swallowed = new Set(
      requests.filter(
        ({ method }) => method.startsWith("eth_sendRawTransaction") && hit("swallow", faults.swallow),
      ),
    );
    const kept = requests.filter((one) => !swallowed.has(one));
    let answers = await forward(kept);
    if (hit("duplicate", faults.duplicate)) answers = await forward(kept);
    const byId = new Map(answers.map((one) => [one.id, one]));
    const results = requests.map((one) =>
      swallowed.has(one)
        ? { jsonrpc: "2.0", id: one.id, result: `0x${"00".repeat(32)}` }
        : falsify(one, byId.get(one.id) as RpcAnswer),
    );
    if (results.length > 1 && hit("reorder", faults.reorder)) results.reverse();
    if (hit("delay", faults.delay)) await sleep(random.next() * faults.delayMs);
    if (down || hit("dropAnswer", faults.dropAnswer)) return void response.destroy();
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(Array.isArray(body) ? results : results[0]));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ happened, sends },
    setFaults: (next) => {
      faults = next;
    },
    setDown: (next) => {
      down = next;
      if (next) server.closeAllConnections();
    },
    override: (method, result) => {
      if (result === undefined) overrides.delete(method);
      else overrides.set(method, result);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
