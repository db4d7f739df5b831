import { fileURLToPath } from "node:url";
import hardhatToolboxViem from "@nomicfoundation/hardhat-toolbox-viem";
import { defineConfig } from "hardhat/config";

export default defineConfig({
  plugins: [hardhatToolboxViem],
  solidity: {
    npmFilesToBuild: ["@openzeppelin/contracts/access/manager/AccessManager.sol"],
    compilers: [
      {
        version: "0.8.37",
        // The compiler comes from npm as WebAssembly, so that a build needs no download of its own.
        path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
        settings: { evmVersion: "cancun", optimizer: { enabled: true, runs: 200 } },
      },
    ],
  },
  paths: { sources: ["contracts", "bench/contracts"] },
  networks: {
    // Deployment scripts give the URL and the accounts of the chain they deploy to.
    target: { type: "http", chainType: "op", url: "http://127.0.0.1:8545" },
  },
});
