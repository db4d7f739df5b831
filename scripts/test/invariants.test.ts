import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

test("every invariant of docs/invariants.md is asserted by a test that carries its id", () => {
  const ids = [...readFileSync("docs/invariants.md", "utf8").matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(
    ([, id]) => id ?? "",
  );
  assert.ok(ids.length > 40, "the list of invariants was not found");
  const tests = globSync(["test/**/*.sol", "{keeper,subgraph}/test/**/*.ts"]).map((file) =>
    readFileSync(file, "utf8"),
  );
  const missing = ids.filter((id) => !tests.some((text) => text.includes(id)));
  assert.deepEqual(missing, []);
});
