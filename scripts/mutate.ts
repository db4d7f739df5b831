import { globSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { createRandom } from "./devnet/random.ts";
import { env } from "./env.ts";
import { buildMutants, type NumberedMutant } from "./testing/build-mutants.ts";
import { type CompiledContract, compileSolidity } from "./testing/compile-solidity.ts";
import { findMutants, type Mutant } from "./testing/find-mutants.ts";
import { importers } from "./testing/importers.ts";
import { EXPLAINED_MUTANTS, MUTATION_TARGETS } from "./testing/mutation-targets.ts";
import { readExplained } from "./testing/read-explained.ts";
import {
  type Effort,
  GAS_LIMIT,
  type RunSuitesParameters,
  runSuites,
  suitesIn,
  testsIn,
} from "./testing/run-suites.ts";
import { chooseSeed } from "./testing/seed.ts";
import { REPORT } from "./testing/weave-mutants.ts";

/**
 * Checks the tests by mistakes: each mutant of the lanes, the vault, the gauge and the NFT contracts must fail a test that
 * reaches it, or be explained in docs/mutants.md. The working tree is not touched: all mutants of a source are compiled at
 * once, in memory, and switched on one by one.
 */
const { values: flags } = parseArgs({
  options: {
    file: { type: "string" },
    id: { type: "string", multiple: true },
    sample: { type: "string" },
    shard: { type: "string" },
    quick: { type: "boolean", default: false },
    seed: { type: "string" },
    json: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
  },
});

/** Where most mutants die. */
const QUICK: Effort = { fuzzRuns: 16, invariantRuns: 4, invariantDepth: 40 };
const THOROUGH: Effort = { fuzzRuns: 256, invariantRuns: 16, invariantDepth: 100 };

/** Of a mutant that never ends, the runner keeps gigabytes for each. */
const TESTS_AT_ONCE = 4;

const seed = chooseSeed({ asked: flags.seed ?? env.SEED, fresh: false });
const started = performance.now();
const say = (line: string) => process.stderr.write(`${line}\n`);
const clock = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;

let killed = 0;
let invalid = 0;
const survivors: NumberedMutant[] = [];
const explained = readExplained(EXPLAINED_MUTANTS);
const allTests = globSync("test/**/*.t.sol").sort();
for (const { sources, tests } of MUTATION_TARGETS) {
  const files = globSync(sources)
    .sort()
    .filter(
      (file) =>
        flags.file === undefined || file.startsWith(flags.file) || basename(file, ".sol") === flags.file,
    );
  if (files.length === 0) continue;
  const found = choose(files);
  if (found.size === 0) continue;
  const touching = importers(allTests, new Set(found.keys()));
  const near = touching.filter((file) => file.startsWith(tests));
  const far = touching.filter((file) => !near.includes(file));
  let left = await hunt(found, near, QUICK);
  // What is explained was looked for before; more effort goes to the others.
  survivors.push(...left.filter(({ id }) => explained.has(id)));
  left = left.filter(({ id }) => !explained.has(id));
  if (left.length > 0 && !flags.quick) left = await hunt(group(left), near, THOROUGH);
  if (left.length > 0 && !flags.quick && far.length > 0) left = await hunt(group(left), far, QUICK);
  survivors.push(...left);
}

if (killed + invalid + survivors.length === 0) {
  say(`no mutant is asked for; sources are ${MUTATION_TARGETS.map(({ sources }) => sources).join(", ")}`);
  process.exit(1);
}
const unexplained = survivors.filter(({ id }) => !explained.has(id));
for (const { id, file, line, before, after } of survivors) {
  const reason = explained.get(id);
  process.stdout.write(
    `${reason === undefined ? "✗" : "–"} ${id} ${file}:${line}\n    ${flat(before)} → ${flat(after)}\n`,
  );
}
process.stdout.write(
  `${killed} killed, ${survivors.length} survived, of them ${unexplained.length} unexplained, ${invalid} no Solidity; ${clock()}\n`,
);
if (flags.json)
  process.stdout.write(
    `${JSON.stringify({ killed, survived: survivors.length, invalid, unexplained: unexplained.map(({ id }) => id) })}\n`,
  );
process.exit(unexplained.length > 0 ? 1 : 0);

/** The mutants asked for, by file. */
function choose(files: readonly string[]): Map<string, Mutant[]> {
  const { asts, sources, errors } = compileSolidity({ roots: files, want: "ast" });
  if (errors[0] !== undefined) throw new Error(errors[0].message);
  let all = files.flatMap((file) => {
    const [ast, text] = [asts.get(file), sources.get(file)];
    return ast && text ? findMutants(text, ast).map((mutant) => ({ ...mutant, file })) : [];
  });
  if (flags.id !== undefined) all = all.filter(({ id }) => flags.id?.includes(id));
  if (flags.shard !== undefined) {
    const [index = 0, count = 1] = flags.shard.split("/").map(Number);
    all = all.filter((_, at) => at % count === index - 1);
  }
  if (flags.sample !== undefined) {
    const random = createRandom(Number(BigInt(seed) & 0xffffffffn));
    const drawn = all.map((mutant) => [random.next(), mutant] as const).sort(([a], [b]) => a - b);
    all = drawn.slice(0, Number(flags.sample)).map(([, mutant]) => mutant);
  }
  return group(all);
}

function group<T extends Mutant & { file: string }>(mutants: readonly T[]): Map<string, T[]> {
  return Map.groupBy(mutants, ({ file }) => file);
}

/** Runs the tests against each mutant, and gives back those that none noticed. */
async function hunt(found: ReadonlyMap<string, readonly Mutant[]>, tests: readonly string[], effort: Effort) {
  const count = [...found.values()].flat().length;
  say(
    `${clock()}: ${count} mutants of ${[...found.keys()].map((file) => basename(file)).join(", ")} in ${tests.length} test files`,
  );
  const built = buildMutants(found, tests);
  invalid += built.invalid.length;
  const suites = suitesIn(built.contracts, tests);

  // Which suites reach which mutants, how long they take, and which tests fail with nothing changed but the gas.
  const plan: PlannedSuite[] = [];
  for (const suite of suites) {
    const contracts = knownTo(suite, built.contracts);
    const reached = new Set<bigint>();
    const onHits = (hits: Uint8Array[]) => {
      for (const hit of hits) reached.add(BigInt(`0x${Buffer.from(hit).toString("hex")}`));
    };
    const [outcome] = await runSuites({
      contracts,
      suites: [suite],
      effort,
      seed,
      coinbase: REPORT,
      onHits,
    });
    const failing = outcome?.failures.map(({ test }) => test.replace(/\(.*/, "")) ?? [];
    if (failing.length > 0) say(`  left out of ${suite.name}: ${failing.join(", ")}`);
    const tests = testsIn(suite).filter((name) => !failing.includes(name));
    if (tests.length === 0) continue;
    const run = { contracts, suites: [suite], effort, seed };
    const gasLimit = await enoughGas({ ...run, only: tests }, outcome?.gas ?? 0n);
    plan.push({
      run: { ...run, gasLimit },
      tests,
      name: suite.name,
      reached,
      seconds: outcome?.seconds ?? 0,
    });
  }
  plan.sort((a, b) => a.seconds - b.seconds);
  say(
    `${clock()}: built, ${plan.length} suites take ${plan.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1)} s together`,
  );

  const left: NumberedMutant[] = [];
  for (const [index, mutant] of built.mutants.entries()) {
    const killer = await firstToNotice(mutant, plan);
    if (killer === undefined) left.push(mutant);
    else killed++;
    if (flags.verbose)
      say(`  ${mutant.id} ${flat(mutant.before)} → ${flat(mutant.after)}: ${killer ?? "survives"}`);
    if (index % 50 === 49) say(`${clock()}: ${index + 1} of ${built.mutants.length}, ${left.length} left`);
  }
  return left;
}

interface PlannedSuite {
  run: RunSuitesParameters;
  /** Without those that fail with nothing changed but the gas. */
  tests: string[];
  name: string;
  reached: Set<bigint>;
  seconds: number;
}

/**
 * A mutant that never ends uses all of the gas, and the runner keeps every step of the tests that fail. So a suite gets
 * little more than it needs.
 */
async function enoughGas(run: RunSuitesParameters, used: bigint): Promise<bigint> {
  for (let more = 5_000_000n; ; more *= 2n) {
    const gasLimit = 2n * used + more;
    if (gasLimit >= GAS_LIMIT) return GAS_LIMIT;
    const [outcome] = await runSuites({ ...run, gasLimit });
    if (outcome?.failures.length === 0) return gasLimit;
  }
}

/**
 * The runner calls the handlers of invariants by what it knows of them; other tests bring all they need but the libraries
 * that they are linked to.
 */
function knownTo(suite: CompiledContract, contracts: readonly CompiledContract[]): CompiledContract[] {
  const names = suite.abi.map((entry) => (entry as { name?: string }).name ?? "");
  if (names.some((name) => name.startsWith("invariant"))) return [...contracts];
  const known = new Set([suite]);
  // The set grows by libraries that libraries are linked to.
  for (const { linkReferences } of known) {
    for (const [source, libraries] of Object.entries(linkReferences)) {
      for (const contract of contracts) {
        if (contract.source === source && contract.name in libraries) known.add(contract);
      }
    }
  }
  return [...known];
}

async function firstToNotice(
  { number }: NumberedMutant,
  plan: readonly PlannedSuite[],
): Promise<string | undefined> {
  for (const { run, tests, name, reached } of plan) {
    if (!reached.has(number)) continue;
    for (let at = 0; at < tests.length; at += TESTS_AT_ONCE) {
      const only = tests.slice(at, at + TESTS_AT_ONCE);
      const [outcome] = await runSuites({ ...run, only, coinbase: number });
      const failure = outcome?.failures[0];
      if (failure) return `${name}.${failure.test}`;
    }
  }
  return undefined;
}

function flat(code: string): string {
  const line = code.replace(/\s+/g, " ").trim();
  return line === "" ? "nothing" : line.length > 100 ? `${line.slice(0, 97)}…` : line;
}
