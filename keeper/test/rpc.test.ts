import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, describe, it } from "node:test";
import { createPublicClient, type Hex } from "viem";
import { QuorumError } from "../src/errors.ts";
import { createRpc } from "../src/rpc/create-rpc.ts";

const address = `0x${"11".repeat(20)}` as const;
const hashOf = (byte: string): Hex => `0x${byte.repeat(32)}`;

/** What a node of these tests answers by method; it fails where a method is missing. */
type Answers = Record<string, (params: readonly unknown[]) => unknown>;

describe("several nodes", () => {
  const stops: (() => void)[] = [];
  after(() => {
    for (const stop of stops) stop();
  });

  async function node(answers: Answers) {
    const asked: string[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString());
      const results = [body].flat().map(({ id, method, params }) => {
        asked.push(`${method} ${JSON.stringify(params)}`);
        const answer = answers[method];
        if (answer === undefined)
          return { jsonrpc: "2.0", id, error: { code: -32000, message: "out of order" } };
        return { jsonrpc: "2.0", id, result: answer(params) };
      });
      response.end(JSON.stringify(Array.isArray(body) ? results : results[0]));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stops.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  }

  const honest = (head: number, nonce: number): Answers => ({
    eth_blockNumber: () => `0x${head.toString(16)}`,
    eth_getTransactionCount: () => `0x${nonce.toString(16)}`,
    eth_getTransactionReceipt: () => null,
    eth_sendRawTransaction: () => hashOf("cc"),
  });

  async function ask(nodes: readonly Answers[], quorum?: number) {
    const started = await Promise.all(nodes.map(node));
    const rpc = createRpc({ urls: started.map(({ url }) => url), quorum, timeoutMs: 2_000 });
    const client = createPublicClient({ transport: rpc.transport, cacheTime: 0 });
    return { rpc, client, started };
  }

  it("believe the quorum and not the one that lies", async () => {
    const { client } = await ask([honest(100, 7), honest(100, 9), honest(100, 7)]);
    assert.equal(await client.getTransactionCount({ address }), 7);
  });

  it("ask all at a block that the quorum has reached", async () => {
    const { client, started } = await ask([honest(100, 7), honest(98, 7), honest(103, 7)]);
    assert.equal(await client.getBlockNumber(), 100n);
    await client.getTransactionCount({ address });
    for (const { asked } of started) {
      assert.ok(asked.some((line) => line.startsWith("eth_getTransactionCount") && line.includes('"0x64"')));
    }
  });

  it("tell nothing where they contradict each other, and count it", async () => {
    const { client, rpc } = await ask([honest(100, 7), honest(100, 9), honest(100, 8)]);
    await assert.rejects(client.getTransactionCount({ address }), (error: Error) => {
      const cause = (error as { walk?: (fn: (e: unknown) => boolean) => unknown }).walk?.(
        (one) => one instanceof QuorumError,
      );
      assert.ok((cause ?? error) instanceof QuorumError, String(error));
      return true;
    });
    assert.equal(rpc.disagreements(), 1);
  });

  it("keep the quorum where nodes fail: two of three are enough, one is not", async () => {
    const two = await ask([honest(100, 7), honest(100, 7), {}], 2);
    assert.equal(await two.client.getTransactionCount({ address }), 7);
    const one = await ask([honest(100, 7), {}, {}], 2);
    await assert.rejects(one.client.getTransactionCount({ address }), /2 are needed/);
    assert.equal(one.rpc.disagreements(), 0, "silence is no contradiction");
  });

  it("take a receipt that one node alone has as none", async () => {
    const lying = {
      ...honest(100, 7),
      eth_getTransactionReceipt: () => ({ blockHash: hashOf("ab"), status: "0x1" }),
    };
    const { client } = await ask([honest(100, 7), lying], 2);
    await assert.rejects(client.getTransactionReceipt({ hash: hashOf("dd") }), /could not be found/);
  });

  it("send to every node, and by one that takes it", async () => {
    const { eth_sendRawTransaction: _, ...deaf } = honest(100, 7);
    const { rpc, started } = await ask([deaf, honest(100, 7)]);
    assert.equal(await rpc.sendRaw("0x02"), hashOf("cc"));
    for (const { asked } of started)
      assert.ok(asked.some((line) => line.startsWith("eth_sendRawTransaction")));
  });

  it("send to the private endpoint alone where there is one", async () => {
    const [open, secret] = await Promise.all([node(honest(100, 7)), node(honest(100, 7))]);
    const rpc = createRpc({ urls: [open.url], privateUrl: secret.url });
    await rpc.sendRaw("0x02");
    assert.equal(open.asked.length, 0);
    assert.equal(secret.asked.length, 1);
  });
});
