import { globSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { compile } from "./devnet/compile.ts";
import { createProgress } from "./devnet/progress.ts";
import { bootStack } from "./devnet/stack.ts";
import { env } from "./env.ts";
import { findChromium } from "./testing/find-chromium.ts";
import { type PartResult, runPart } from "./testing/run-part.ts";
import { chooseSeed } from "./testing/seed.ts";

// Ends as a whole, so that what it started ends too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const { values: flags, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, deep: { type: "boolean", default: false } },
});
/** Times as many random cases as usual in the TypeScript property tests of a deep run. */
const DEEP_TIMES = 20;
const seed = chooseSeed({ asked: flags.seed ?? env.SEED, fresh: flags.deep });
/** Seeded runs of the keeper through faults in a deep run; about two seconds each, on lanes side by side. */
const DEEP_FAULT_RUNS = { KEEPER_FAULT_RUNS: "1000", KEEPER_FAULT_LANES: "4" };
const random = {
  ...{ SEED: seed, PROPERTY_TIMES: String(flags.deep ? DEEP_TIMES : 1) },
  ...(flags.deep ? DEEP_FAULT_RUNS : {}),
};

/** Every test of the repository, in parts that can be run alone: `npm test -- PART [PART …] [--seed N]`. */
const parts: Record<string, () => Promise<PartResult[]>> = {
  lint: async () => [
    await runPart("Lint: TypeScript", "biome", ["ci", "--error-on-warnings", "."]),
    await runPart("Lint: Solidity format", "prettier", ["--check", "{contracts,test}/**/*.sol"]),
    await runPart("Lint: Solidity", "solhint", ["--max-warnings", "0", "--disc", "contracts/**/*.sol"]),
    await runPart("Types", "tsc", ["-p", "."]),
    await runPart("Types of the dApp", "tsc", ["-p", "web"]),
  ],
  contracts: async () => [
    await runPart(
      "Contracts",
      "hardhat",
      ["test", "solidity", "--test-profile", flags.deep ? "deep" : "default"],
      random,
    ),
    await runPart("ABIs are current", "node", ["scripts/codegen.ts", "--check"]),
  ],
  snapshots: async () => [
    await runPart("Snapshots of conflicts and gas", "node", ["scripts/snapshots.ts", "--check"]),
  ],
  typescript: async () => {
    await compile();
    return [
      await runPart(
        "TypeScript",
        "node",
        [
          ...["--test", "--test-reporter=spec", "--test-concurrency=2"],
          `--test-timeout=${flags.deep ? 7_200_000 : 180_000}`,
          ...globSync("{sdk,keeper,subgraph,web,scripts}/test/*.test.ts").sort(),
        ],
        { ...random, CONTRACTS_COMPILED: "true" },
      ),
    ];
  },
  browser: async () => [await browser()],
};

/** The dApp in a real Chromium, on a whole stack of its own. */
async function browser(): Promise<PartResult> {
  const name = "dApp in Chromium";
  const chromium = findChromium(env.CHROMIUM_PATH);
  if (!chromium) {
    process.stdout.write(`\n— ${name}: no Chromium can be had; set CHROMIUM_PATH to run these tests\n`);
    return { name, passed: 0, failed: env.CI ? 1 : 0, skipped: 1, seconds: 0 };
  }
  const stateDir = ".millrace/test";
  const stack = await bootStack(
    {
      stateDir,
      reset: true,
      ports: {},
      onExit: (service, logFile) =>
        process.stderr.write(`The ${service} stopped by itself; see ${logFile}\n`),
    },
    createProgress(),
  );
  try {
    const files = globSync("web/test/browser/*.test.ts").sort();
    return await runPart(name, "node", ["--test", "--test-reporter=spec", "--test-concurrency=1", ...files], {
      CHROMIUM_PATH: chromium,
      MILLRACE_RPC_URL: stack.urls.rpc,
      MILLRACE_GRAPHQL_URL: stack.urls.graphql,
      MILLRACE_WEB_URL: stack.urls.web,
      MILLRACE_DEPLOYMENT: stack.deploymentFile,
      MILLRACE_DEVNET: stack.devnetFile,
    });
  } finally {
    await stack.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined) {
  process.stderr.write(`there is no test part ${unknown}; the parts are ${Object.keys(parts).join(", ")}\n`);
  process.exit(1);
}

process.stdout.write(`seed ${seed}\n`);
const results: PartResult[] = [];
for (const [name, run] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) results.push(...(await run()));
}

process.stdout.write("\n");
for (const { name, passed, failed, skipped, seconds } of results) {
  const mark = failed > 0 ? "✗" : skipped > 0 && passed === 0 ? "–" : "✓";
  process.stdout.write(
    `${mark} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds.toFixed(0)} s\n`,
  );
}
const total = (key: "passed" | "failed" | "skipped") => results.reduce((sum, result) => sum + result[key], 0);
process.stdout.write(`\n${total("passed")} passed, ${total("failed")} failed, ${total("skipped")} skipped\n`);
if (total("failed") > 0)
  process.stdout.write(`the same again: npm ${flags.deep ? "run test:deep" : "test"} -- --seed ${seed}\n`);
process.exit(total("failed") > 0 ? 1 : 0);
