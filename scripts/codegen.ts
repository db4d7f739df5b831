import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { compileSolidity } from "./testing/compile-solidity.ts";
import { plainLayout } from "./testing/plain-layout.ts";

/** Writes what the TypeScript parts know of the contracts: their ABIs, and where some of them keep what. */

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

/** The contracts that keeper jobs write to: the keeper names their slots. */
const named = [
  "@openzeppelin/contracts/access/manager/AccessManager.sol",
  "contracts/gauges/Gauge.sol",
  "contracts/keeper/Executor.sol",
  "contracts/lending/Market.sol",
  "contracts/nfts/NftVault.sol",
  "contracts/pools/Pool.sol",
  "contracts/vaults/Vault.sol",
  "contracts/vaults/strategies/GaugeStrategy.sol",
];

const ABI_DIR = "sdk/src/abis";
const LAYOUT_DIR = "sdk/src/layouts";

/** Whether to fail where the files differ from the contracts, rather than to write them. */
const check = process.argv.includes("--check");

const compiled = spawnSync("hardhat", ["build", "--no-tests", "--quiet"], { stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

const stale: string[] = [];
const wanted = new Set<string>();
for (const source of contracts) {
  const name = basename(source, ".sol");
  const { abi } = JSON.parse(readFileSync(join("artifacts", source, `${name}.json`), "utf8"));
  write(ABI_DIR, `${lowerFirstWord(name.replace(/^I(?=[A-Z])/, ""))}Abi`, source, abi);
}
const { layouts, errors } = compileSolidity({ roots: named, want: "layout" });
for (const source of named) {
  const name = basename(source, ".sol");
  const layout = layouts.get(`${source}:${name}`);
  if (layout === undefined) throw new Error(`${source} has no storage layout: ${errors[0]?.message}`);
  write(LAYOUT_DIR, `${lowerFirstWord(name)}Layout`, source, plainLayout(layout));
}
for (const directory of [ABI_DIR, LAYOUT_DIR]) {
  for (const name of readdirSync(directory)) {
    const file = join(directory, name);
    if (wanted.has(file)) continue;
    stale.push(file);
    if (!check) rmSync(file);
  }
}
if (check && stale.length > 0) {
  console.error(
    `These files are not of the contracts as they stand; run npm run compile: ${stale.join(", ")}`,
  );
  process.exit(1);
}

function write(directory: string, constant: string, source: string, value: unknown): void {
  const file = join(directory, `${constant}.ts`);
  const text = `// Written by scripts/codegen.ts from ${source}.\nexport const ${constant} = ${JSON.stringify(value, null, 2)} as const;\n`;
  wanted.add(file);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  stale.push(file);
  if (check) return;
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, text);
}

/** `PoolFactory` to `poolFactory`, `ERC4907` to `erc4907`. */
function lowerFirstWord(name: string): string {
  return name.replace(/^[A-Z]+(?=[0-9]|[A-Z][a-z])|^[A-Z]/, (word) => word.toLowerCase());
}
