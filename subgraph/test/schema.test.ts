import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { schemaText } from "../src/schema/schema.ts";

test("schema.graphql is the API as it is; `node subgraph/src/cli.ts schema` writes it", () => {
  assert.equal(readFileSync(new URL("../schema.graphql", import.meta.url), "utf8"), schemaText());
});
