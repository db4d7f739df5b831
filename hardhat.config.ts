import { fileURLToPath } from "node:url";
import hardhatToolboxViem from "@nomicfoundation/hardhat-toolbox-viem";
import { defineConfig } from "hardhat/config";
import { env } from "./scripts/env.ts";
import { chooseSeed } from "./scripts/testing/seed.ts";

const seed = chooseSeed({ asked: env.SEED, fresh: false });

const compiler = {
  version: "0.8.37",
  // It comes from npm as WebAssembly, so that a build needs no download of its own.
  path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
};

export default defineConfig({
  plugins: [hardhatToolboxViem],
  solidity: {
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
    compilers: [{ ...compiler, settings: { evmVersion: "cancun", optimizer: { enabled: true, runs: 200 } } }],
    overrides: {
      // Shorter, so that Rootstock's blocks, of 6.8 million gas, can create it.
      "contracts/gauges/Gauge.sol": {
        ...compiler,
        settings: { evmVersion: "cancun", optimizer: { enabled: true, runs: 50 } },
      },
    },
  },
  test: {
    solidity: {
      profiles: {
        default: { fuzz: { runs: 256, seed }, invariant: { runs: 32, depth: 100 } },
        // `npm run test:deep`. A test's own number of runs is for the default profile only, so that this one holds here.
        deep: { fuzz: { runs: 10_000, seed }, invariant: { runs: 1_000, depth: 100 } },
      },
    },
  },
  paths: { sources: ["contracts", "bench/contracts"] },
  networks: {
    // Deployment scripts give the URL and the accounts of the chain they deploy to.
    target: { type: "http", chainType: "op", url: "http://127.0.0.1:8545" },
  },
});
