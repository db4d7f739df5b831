import { resolve } from "node:path";
import {
  CollectStackTraces,
  EdrContext,
  L1_CHAIN_TYPE,
  l1GenesisState,
  l1HardforkFromString,
  l1HardforkLatest,
  l1HardforkToString,
  l1SolidityTestRunnerFactory,
} from "@nomicfoundation/edr";
import type { CompiledContract } from "./compile-solidity.ts";

export interface Effort {
  fuzzRuns: number;
  invariantRuns: number;
  invariantDepth: number;
}

export interface RunSuitesParameters {
  contracts: readonly CompiledContract[];
  suites: readonly CompiledContract[];
  effort: Effort;
  seed: string;
  /** What `block.coinbase` says in the tests. */
  coinbase?: bigint;
  /** Is told the numbers that instrumented code reports, 32 bytes each. */
  onHits?: (hits: Uint8Array[]) => void;
  /** Of all tests those with these names. */
  only?: readonly string[];
  gasLimit?: bigint;
}

export interface SuiteOutcome {
  suite: string;
  seconds: number;
  /** The most that one of its tests used. */
  gas: bigint;
  failures: { test: string; reason: string }[];
}

/** So much gas that no honest test needs it, and little enough that an endless loop ends in seconds. */
export const GAS_LIMIT = 500_000_000n;

/** Tests say how often they run for the default profile, and this is another: the effort asked for holds. */
const PROFILE = "tool";

let context: Promise<EdrContext> | undefined;

/** Runs Solidity tests in this process, with the runner that Hardhat uses. */
export async function runSuites(parameters: RunSuitesParameters): Promise<SuiteOutcome[]> {
  const { contracts, suites, effort, seed, coinbase = 0n, onHits, only, gasLimit = GAS_LIMIT } = parameters;
  context ??= createContext();
  const edr = await context;
  const outcomes: SuiteOutcome[] = [];
  const hardfork = l1HardforkToString(l1HardforkLatest());
  // The last results may come after the run has ended.
  const { promise: all, resolve: done } = Promise.withResolvers<void>();
  if (suites.length === 0) done();
  await edr.runSolidityTests(
    L1_CHAIN_TYPE,
    contracts.map((contract) => ({ id: idOf(contract), contract: codeOf(contract) })),
    suites.map(idOf),
    {
      projectRoot: process.cwd(),
      hardfork,
      localPredeploys: l1GenesisState(l1HardforkFromString(hardfork)),
      gasLimit,
      disableBlockGasLimit: true,
      disableTransactionGasCap: true,
      blockCoinbase: Buffer.from(coinbase.toString(16).padStart(40, "0"), "hex"),
      collectStackTraces: CollectStackTraces.OnFailure,
      fuzz: { runs: effort.fuzzRuns, seed },
      invariant: { runs: effort.invariantRuns, depth: effort.invariantDepth, shrinkRunLimit: 0 },
      testSourcePaths: Object.fromEntries(suites.map(({ source }) => [source, resolve(source)])),
      testProfile: PROFILE,
      declaredTestProfiles: ["default", "deep", PROFILE],
      ...(only === undefined ? {} : { testPattern: `^(${only.join("|")})\\(` }),
      ...(onHits === undefined
        ? {}
        : {
            observability: {
              codeCoverage: { onCollectedCoverageCallback: async (hits: Uint8Array[]) => onHits(hits) },
            },
          }),
    },
    {},
    ({ id, durationNs, testResults }) => {
      outcomes.push({
        suite: `${id.source}:${id.name}`,
        seconds: Number(durationNs) / 1e9,
        gas: testResults.reduce((most, { kind }) => {
          const used = "consumedGas" in kind ? kind.consumedGas : "meanGas" in kind ? kind.meanGas : 0n;
          return used > most ? used : most;
        }, 0n),
        failures: testResults
          .filter(({ status }) => status === "Failure")
          .map(({ name, reason }) => ({ test: name, reason: reason ?? "" })),
      });
      if (outcomes.length === suites.length) done();
    },
  );
  await all;
  return outcomes;
}

/** The contracts that the runner takes for tests. */
export function suitesIn(
  contracts: readonly CompiledContract[],
  files: readonly string[],
): CompiledContract[] {
  return contracts.filter(
    (contract) => contract.bytecode !== "" && files.includes(contract.source) && testsIn(contract).length > 0,
  );
}

/** The names of the tests that a contract has. */
export function testsIn({ abi }: CompiledContract): string[] {
  return abi.flatMap((entry) => {
    const { type, name = "" } = entry as { type: string; name?: string };
    return type === "function" && /^(test|invariant)/.test(name) ? [name] : [];
  });
}

async function createContext() {
  const edr = new EdrContext();
  await edr.registerSolidityTestRunnerFactory(L1_CHAIN_TYPE, l1SolidityTestRunnerFactory());
  return edr;
}

function idOf({ source, name }: CompiledContract) {
  return { source, name, solcVersion: "0.8.37" };
}

function codeOf(contract: CompiledContract) {
  return {
    abi: JSON.stringify(contract.abi),
    bytecode: `0x${contract.bytecode}`,
    deployedBytecode: `0x${contract.deployedBytecode}`,
    linkReferences: contract.linkReferences,
    deployedLinkReferences: contract.deployedLinkReferences,
  };
}
