import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The contracts whose ABIs the TypeScript parts use. */
const contracts = [
  "contracts/devnet/DevnetToken.sol",
  "contracts/interfaces/IERC4907.sol",
  "contracts/interfaces/IExecutor.sol",
  "contracts/interfaces/IGauge.sol",
  "contracts/interfaces/IGaugeStrategy.sol",
  "contracts/interfaces/ILiquidator.sol",
  "contracts/interfaces/IMarket.sol",
  "contracts/interfaces/IMarketplace.sol",
  "contracts/interfaces/INftReceipts.sol",
  "contracts/interfaces/INftRouter.sol",
  "contracts/interfaces/INftVault.sol",
  "contracts/interfaces/IOracle.sol",
  "contracts/interfaces/IOrderBook.sol",
  "contracts/interfaces/IPool.sol",
  "contracts/interfaces/IPoolFactory.sol",
  "contracts/interfaces/IRegistry.sol",
  "contracts/interfaces/IRentalWrapper.sol",
  "contracts/interfaces/IRouter.sol",
  "contracts/interfaces/IRoyaltySplitter.sol",
  "contracts/interfaces/IStrategy.sol",
  "contracts/interfaces/IVault.sol",
];

const OUT_DIR = "sdk/src/abis";

/** Whether to fail where the files differ from the contracts, rather than to write them. */
const check = process.argv.includes("--check");

const compiled = spawnSync("hardhat", ["build", "--no-tests", "--quiet"], { stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

const stale: string[] = [];
const wanted = new Set<string>();
for (const source of contracts) {
  const name = basename(source, ".sol");
  const { abi } = JSON.parse(readFileSync(join("artifacts", source, `${name}.json`), "utf8"));
  const constant = `${lowerFirstWord(name.replace(/^I(?=[A-Z])/, ""))}Abi`;
  const file = join(OUT_DIR, `${constant}.ts`);
  const text = `// Written by scripts/codegen.ts from ${source}.\nexport const ${constant} = ${JSON.stringify(abi, null, 2)} as const;\n`;
  wanted.add(`${constant}.ts`);
  if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
  stale.push(file);
  if (!check) writeFileSync(file, text);
}
for (const file of readdirSync(OUT_DIR).filter((name) => !wanted.has(name))) {
  stale.push(join(OUT_DIR, file));
  if (!check) rmSync(join(OUT_DIR, file));
}
if (check && stale.length > 0) {
  console.error(
    `These ABIs are not of the contracts as they stand; run npm run compile: ${stale.join(", ")}`,
  );
  process.exit(1);
}

/** `PoolFactory` to `poolFactory`, `ERC4907` to `erc4907`. */
function lowerFirstWord(name: string): string {
  return name.replace(/^[A-Z]+(?=[0-9]|[A-Z][a-z])|^[A-Z]/, (word) => word.toLowerCase());
}
