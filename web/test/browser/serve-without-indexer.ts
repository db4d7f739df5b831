import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { narrowNode } from "./narrow-node.ts";
import { rpcUrl } from "./stack.ts";
import { eventually } from "./steps.ts";

/** A port of this machine that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  assert.ok(address && typeof address === "object");
  return address.port;
}

/** Starts the stack's build of the dApp once more, with no indexer to ask, and a node as narrow as public ones are. */
export async function serveWithoutIndexer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const [port, nobody, narrow] = [await freePort(), await freePort(), await narrowNode()];
  const url = `http://127.0.0.1:${port}`;
  const child = spawn("next", ["start", "web", "--hostname", "127.0.0.1", "--port", String(port)], {
    stdio: "ignore",
    env: {
      ...process.env,
      MILLRACE_RPC_URL: narrow.url,
      MILLRACE_PUBLIC_RPC_URL: rpcUrl,
      MILLRACE_GRAPHQL_URL: `http://127.0.0.1:${nobody}/graphql`,
    },
  });
  const ended = once(child, "exit");
  const stop = async () => {
    child.kill();
    await ended;
    narrow.stop();
  };
  try {
    await eventually("the dApp without an indexer", async () => {
      assert.equal(child.exitCode, null, "it stopped by itself");
      return fetch(`${url}/api/head`).then(
        ({ status }) => status === 503,
        () => false,
      );
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
