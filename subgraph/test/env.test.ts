import assert from "node:assert/strict";
import { test } from "node:test";
import { parseEnv } from "../src/env.ts";

const complete = { MILLRACE_RPC_URL: "http://127.0.0.1:8545", MILLRACE_DEPLOYMENT: "deployment.json" };

test("takes defaults for what is not set, and an empty variable as not set", () => {
  const env = parseEnv({ ...complete, GRAPHQL_PORT: "", SUBGRAPH_DATA_DIR: "data" });
  assert.equal(env.GRAPHQL_PORT, 4350);
  assert.equal(env.SUBGRAPH_DATA_DIR, "data");
});

test("names every variable that is missing or malformed", () => {
  assert.throws(() => parseEnv({}), /MILLRACE_RPC_URL .*MILLRACE_DEPLOYMENT/);
  assert.throws(
    () => parseEnv({ ...complete, MILLRACE_RPC_URL: "ftp://x" }),
    /MILLRACE_RPC_URL must be an http/,
  );
  assert.throws(() => parseEnv({ ...complete, GRAPHQL_PORT: "65536" }), /GRAPHQL_PORT/);
  assert.throws(() => parseEnv({ ...complete, GRAPHQL_PORT: "api" }), /GRAPHQL_PORT must be a port/);
  assert.throws(
    () => parseEnv({ ...complete, DATABASE_URL: "mysql://x" }),
    /DATABASE_URL must be a postgres URL/,
  );
});
