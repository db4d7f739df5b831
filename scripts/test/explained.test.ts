import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { test } from "node:test";
import { compileSolidity } from "../testing/compile-solidity.ts";
import { coveredContracts, EXPLAINED_POINTS } from "../testing/covered-contracts.ts";
import { findCoveragePoints } from "../testing/find-coverage-points.ts";
import { findMutants } from "../testing/find-mutants.ts";
import { EXPLAINED_MUTANTS, MUTATION_TARGETS } from "../testing/mutation-targets.ts";
import { readExplained } from "../testing/read-explained.ts";
import type { AstNode } from "../testing/solidity-ast.ts";

function idsOf(
  files: readonly string[],
  find: (text: string, ast: AstNode) => { id: string }[],
): Set<string> {
  const { asts, sources } = compileSolidity({ roots: files, want: "ast" });
  return new Set(
    files.flatMap((file) => {
      const [ast, text] = [asts.get(file), sources.get(file)];
      return ast && text !== undefined ? find(text, ast).map(({ id }) => id) : [];
    }),
  );
}

test("what docs/mutants.md explains is a mutant of the code as it is", () => {
  const files = MUTATION_TARGETS.flatMap(({ sources }) => globSync(sources));
  const ids = idsOf(files, findMutants);
  assert.ok(ids.size > 500, "mutants were found");
  assert.deepEqual(
    [...readExplained(EXPLAINED_MUTANTS).keys()].filter((id) => !ids.has(id)),
    [],
  );
});

test("what docs/coverage.md explains is a place of the code as it is", () => {
  const ids = idsOf(coveredContracts(), findCoveragePoints);
  assert.ok(ids.size > 1_000, "places were found");
  assert.deepEqual(
    [...readExplained(EXPLAINED_POINTS).keys()].filter((id) => !ids.has(id)),
    [],
  );
});
