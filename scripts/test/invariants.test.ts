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

test("the numbers of runs that a test gives are for the default profile, so that the deep one holds", () => {
  const own = globSync("test/**/*.t.sol").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/hardhat-config: ((?!default\.)[\w.]*(?:runs|depth))/g)].map(
      ([, key]) => `${file}: ${key}`,
    ),
  );
  assert.deepEqual(own, []);
});
