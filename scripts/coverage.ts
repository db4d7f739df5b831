import { globSync } from "node:fs";
import { parseArgs } from "node:util";
import { env } from "./env.ts";
import { compileSolidity } from "./testing/compile-solidity.ts";
import { coveredContracts, EXPLAINED_POINTS } from "./testing/covered-contracts.ts";
import { type CoveragePoint, findCoveragePoints } from "./testing/find-coverage-points.ts";
import { readExplained } from "./testing/read-explained.ts";
import { runSuites, suitesIn } from "./testing/run-suites.ts";
import { chooseSeed } from "./testing/seed.ts";
import { PROBE_FILE, PROBE_SOURCE, weaveCoverage } from "./testing/weave-coverage.ts";

/**
 * Line and branch coverage of the contracts by the Solidity tests; what no test reaches and docs/coverage.md doesn't
 * explain is a failure. Hardhat's own coverage counts statements but no branches, so the probes are ours, and its runner
 * reports them.
 */
/** Enough to pass everywhere once; how often says nothing more. */
const EFFORT = { fuzzRuns: 64, invariantRuns: 8, invariantDepth: 60 };

const { values: flags } = parseArgs({
  options: { seed: { type: "string" }, json: { type: "boolean", default: false } },
});
const seed = chooseSeed({ asked: flags.seed ?? env.SEED, fresh: false });
const files = coveredContracts();
const tests = globSync("test/**/*.t.sol").sort();

const { asts, sources, errors } = compileSolidity({ roots: files, want: "ast" });
if (errors[0]) throw new Error(errors[0].message);
const points: (CoveragePoint & { file: string })[] = [];
const replaced = new Map([[PROBE_FILE, PROBE_SOURCE]]);
for (const file of files) {
  const [ast, text] = [asts.get(file), sources.get(file)];
  if (!ast || text === undefined) continue;
  const own = new Map(findCoveragePoints(text, ast).map((point, index) => [points.length + index, point]));
  points.push(...[...own.values()].map((point) => ({ ...point, file })));
  replaced.set(file, weaveCoverage(text, own));
}
process.stderr.write(
  `compiling ${files.length} contracts with ${points.length} probes, and ${tests.length} tests …\n`,
);
const built = compileSolidity({ roots: tests, replaced, want: "code" });
if (built.errors[0]) throw new Error(`${built.errors[0].message} in ${built.errors[0].file}`);

const reached = new Set<number>();
const onHits = (hits: Uint8Array[]) => {
  for (const hit of hits) reached.add(Buffer.from(hit).readUInt32BE(28));
};
const suites = suitesIn(built.contracts, tests);
const outcomes = await runSuites({ contracts: built.contracts, suites, effort: EFFORT, seed, onHits });
for (const { suite, failures } of outcomes) {
  // Probes cost gas, which a few tests measure; that they pass is the business of `npm test`.
  for (const { test } of failures) process.stderr.write(`with probes, ${suite} ${test} fails\n`);
}

const explained = readExplained(EXPLAINED_POINTS);
const missing = points.filter((_, number) => !reached.has(number));
const unexplained = missing.filter(({ id }) => !explained.has(id));
const rows = [...files, undefined].map((file) => {
  const own = points
    .map((point, number) => ({ ...point, number }))
    .filter((point) => file === undefined || point.file === file);
  const lines = own.filter(({ kind }) => kind === "line");
  const all = new Set(lines.map((point) => `${point.file}:${point.line}`));
  const not = new Set(
    lines.filter(({ number }) => !reached.has(number)).map((point) => `${point.file}:${point.line}`),
  );
  const branches = own.filter(({ kind }) => kind === "branch");
  const gone = branches.filter(({ number }) => reached.has(number));
  return {
    file: file ?? "all",
    ...{ lines: all.size, linesReached: all.size - not.size },
    ...{ branches: branches.length, branchesReached: gone.length },
  };
});
const width = Math.max(...rows.map(({ file }) => file.length));
const share = (part: number, of: number) =>
  `${part}/${of}`.padStart(11) + (of === 0 ? "" : `${((100 * part) / of).toFixed(1)} %`).padStart(9);
process.stdout.write(`${"file".padEnd(width)}${"lines".padStart(20)}${"branches".padStart(20)}\n`);
for (const row of rows) {
  if (row.lines > 0)
    process.stdout.write(
      `${row.file.padEnd(width)}${share(row.linesReached, row.lines)}${share(row.branchesReached, row.branches)}\n`,
    );
}
for (const { id, file, line, kind, what } of missing) {
  process.stdout.write(`${explained.has(id) ? "–" : "✗"} ${id} ${file}:${line} ${kind}: ${what}\n`);
}
process.stdout.write(`${missing.length} not reached, of them ${unexplained.length} unexplained\n`);
if (flags.json)
  process.stdout.write(`${JSON.stringify({ rows, unexplained: unexplained.map(({ id }) => id) })}\n`);
process.exit(unexplained.length > 0 ? 1 : 0);
