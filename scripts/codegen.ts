import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The contracts whose ABIs the TypeScript parts use. */
const contracts = [
  "contracts/devnet/DevnetToken.sol",
  "contracts/interfaces/IERC4907.sol",
  "contracts/interfaces/IExecutor.sol",
  "contracts/interfaces/IGauge.sol",
  "contracts/interfaces/INftVault.sol",
  "contracts/interfaces/IPool.sol",
  "contracts/interfaces/IPoolFactory.sol",
  "contracts/interfaces/IRegistry.sol",
  "contracts/interfaces/IRouter.sol",
  "contracts/interfaces/IStrategy.sol",
  "contracts/interfaces/IVault.sol",
];

const outDir = "sdk/src/abis";

const compiled = spawnSync("hardhat", ["build"], { stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

for (const file of readdirSync(outDir)) rmSync(join(outDir, file));

for (const source of contracts) {
  const name = basename(source, ".sol");
  const { abi } = JSON.parse(readFileSync(join("artifacts", source, `${name}.json`), "utf8"));
  const constant = `${name.replace(/^I(?=[A-Z])/, "").replace(/^[A-Z]+(?=[0-9]|[A-Z][a-z])|^[A-Z]/, (head) => head.toLowerCase())}Abi`;
  writeFileSync(
    join(outDir, `${constant}.ts`),
    `// Written by scripts/codegen.ts from ${source}.\nexport const ${constant} = ${JSON.stringify(abi, null, 2)} as const;\n`,
  );
}
