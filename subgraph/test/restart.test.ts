import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openDatabase } from "../src/store/openDatabase.ts";
import { deployMarket, type Market, playRound } from "./helpers/deployMarket.ts";
import { emptyImage, startTestIndexer } from "./helpers/indexing.ts";
import { type Anvil, freePort, startAnvil } from "./helpers/startAnvil.ts";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

describe("the indexer's process", () => {
  let anvil: Anvil;
  let market: Market;
  let folder: string;
  const children: ChildProcess[] = [];

  before(async () => {
    anvil = await startAnvil();
    market = await deployMarket(anvil.client);
    folder = mkdtempSync(join(tmpdir(), "millrace-subgraph-"));
    writeFileSync(join(folder, "deployment.json"), JSON.stringify(market.deployment));
    for (const name of ["data", "served"]) {
      const { close } = await openDatabase({ dataDir: join(folder, name), image: await emptyImage() });
      await close();
    }
  });

  after(async () => {
    for (const child of children) child.kill("SIGKILL");
    await anvil?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(port: number, changes: Record<string, string> = {}) {
    const child = spawn(process.execPath, [cli], {
      env: {
        ...process.env,
        MILLRACE_RPC_URL: anvil.url,
        MILLRACE_DEPLOYMENT: join(folder, "deployment.json"),
        SUBGRAPH_DATA_DIR: join(folder, "data"),
        SUBGRAPH_POLL_MS: "10",
        GRAPHQL_PORT: String(port),
        LOG_LEVEL: "silent",
        ...changes,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    children.push(child);
    let stderr = "";
    child.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
      child.once("exit", (code) => resolve({ code, stderr }));
    });
    return { child, ended };
  }

  async function indexedBlock(port: number): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ meta { blockNumber } }" }),
    }).catch(() => undefined);
    const body = (await response?.json()) as { data?: { meta: { blockNumber: string } } } | undefined;
    return Number(body?.data?.meta.blockNumber ?? -1);
  }

  async function reach(port: number, block: bigint): Promise<void> {
    for (let tries = 0; tries < 1_500; tries++) {
      if ((await indexedBlock(port)) >= Number(block)) return;
      await sleep(20);
    }
    throw new Error(`block ${block} was not indexed`);
  }

  test("resumes after kill -9 without a lost or doubled row", async () => {
    const port = await freePort();
    let running = start(port);
    await reach(port, 1n);
    // Killed at arbitrary moments while it follows the chain.
    const playing = playRound(anvil.client, market, 0);
    await sleep(150);
    running.child.kill("SIGKILL");
    await running.ended;
    await playing;
    running = start(port);
    await reach(port, 1n);
    await playRound(anvil.client, market, 1);
    running.child.kill("SIGKILL");
    await running.ended;

    const resumed = await startTestIndexer(anvil.url, market.deployment, join(folder, "data"));
    const fresh = await startTestIndexer(anvil.url, market.deployment);
    try {
      const { hash } = await anvil.client.getBlock();
      await Promise.all([resumed.reach(hash), fresh.reach(hash)]);
      assert.deepEqual(await resumed.rows(), await fresh.rows(), "REINDEX_SAME_ROWS");
    } finally {
      await Promise.all([resumed.stop(), fresh.stop()]);
    }
  });

  test("tells its health, readiness and metrics, and ends on SIGTERM", async () => {
    const port = await freePort();
    const { child, ended } = start(port, { SUBGRAPH_DATA_DIR: join(folder, "served") });
    await reach(port, await anvil.client.getBlockNumber());
    const get = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: response.status, body: await response.text() };
    };
    assert.deepEqual(await get("/healthz"), { status: 200, body: "ok\n" });
    assert.deepEqual(await get("/readyz"), { status: 200, body: "ready\n" });
    assert.match((await get("/metrics")).body, /millrace_indexed_block [1-9]/);
    const preflight = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: "OPTIONS",
      headers: { origin: "http://elsewhere", "access-control-request-method": "POST" },
    });
    assert.equal(preflight.headers.get("access-control-allow-origin"), "http://elsewhere");
    assert.notEqual(preflight.headers.get("access-control-allow-credentials"), "true");

    const taken = await start(port, { SUBGRAPH_DATA_DIR: join(folder, "other") }).ended;
    assert.match(taken.stderr, new RegExp(`port ${port} is taken`));
    const shared = await start(await freePort(), { SUBGRAPH_DATA_DIR: join(folder, "served") }).ended;
    assert.match(shared.stderr, new RegExp(`process ${child.pid} uses`));
    assert.deepEqual([taken.code, shared.code], [1, 1]);

    child.kill("SIGTERM");
    assert.equal((await ended).code, 0);
  });

  test("says in one line why it can't start", async () => {
    const port = await freePort();
    const down = await start(port, { MILLRACE_RPC_URL: "http://127.0.0.1:1" }).ended;
    assert.match(
      down.stderr,
      /^indexer: no node answers at http:\/\/127.0.0.1:1; MILLRACE_RPC_URL names it\n$/,
    );
    writeFileSync(join(folder, "other.json"), JSON.stringify({ ...market.deployment, chainId: 1 }));
    const other = await start(port, { MILLRACE_DEPLOYMENT: join(folder, "other.json") }).ended;
    assert.match(other.stderr, /is of chain 31337, the deployment of chain 1\n$/);
    const missing = await start(port, { MILLRACE_DEPLOYMENT: join(folder, "none.json") }).ended;
    assert.match(missing.stderr, /no deployment can be read from/);
    assert.deepEqual([down.code, other.code, missing.code], [1, 1, 1]);
  });
});
