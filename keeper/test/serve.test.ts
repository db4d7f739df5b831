import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMetrics } from "../src/metrics.ts";
import { createStatus, serve } from "../src/serve.ts";

describe("serve", () => {
  it("serves metrics, health and batches, and stops", async () => {
    const status = createStatus();
    const metrics = createMetrics();
    metrics.recordFailure();
    const served = await serve(0, status, metrics);
    const get = (path: string) => fetch(`http://127.0.0.1:${served.port}${path}`);
    try {
      assert.match(await (await get("/metrics")).text(), /millrace_keeper_cycle_failures_total 1/);
      assert.equal((await get("/healthz")).status, 200);
      assert.equal((await get("/readyz")).status, 200, "a replica that stands by is ready");
      status.role = "draining";
      assert.equal((await get("/readyz")).status, 503);
      status.failure = "no answer";
      assert.equal((await get("/healthz")).status, 503);
      assert.equal(await (await get("/batches")).json(), null);
      assert.equal((await get("/elsewhere")).status, 404);
      await assert.rejects(serve(served.port, status, metrics), /KEEPER_PORT .* cannot be listened on/);
    } finally {
      await served.stop();
    }
    await assert.rejects(get("/healthz"));
  });
});
