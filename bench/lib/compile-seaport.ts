import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Hex } from "viem";

const CONTRACTS = {
  Seaport: "seaport-core/src/Seaport.sol",
  ConduitController: "seaport-core/src/conduit/ConduitController.sol",
} as const;

export type SeaportBytecode = Record<keyof typeof CONTRACTS, Hex>;

const require = createRequire(import.meta.url);
const pathOf = (source: string) => new URL(`../../node_modules/${source}`, import.meta.url);
const versionOf = (name: string) =>
  (JSON.parse(readFileSync(pathOf(`${name}/package.json`), "utf8")) as { version: string }).version;

/**
 * The creation code of Seaport and its conduit controller, compiled from their sources on npm by the compiler and with
 * the settings of their own build; newer compilers find its stack too deep.
 *
 * @remarks It takes a minute, hence is kept in `cache/` by the versions that it is from.
 */
export function compileSeaport(): SeaportBytecode {
  const versions = ["seaport-core", "seaport-types", "solc-seaport"].map(versionOf).join("-");
  const kept = new URL(`../../cache/seaport-${versions}.json`, import.meta.url);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"));

  const read = (source: string) => readFileSync(pathOf(source), "utf8");
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(Object.values(CONTRACTS).map((path) => [path, { content: read(path) }])),
    settings: {
      viaIR: true,
      evmVersion: "cancun",
      optimizer: { enabled: true, runs: 2 ** 32 - 1 },
      outputSelection: { "*": { "*": ["evm.bytecode.object"] } },
    },
  };
  const solc = require("solc-seaport") as {
    compile(input: string, callbacks: { import: (path: string) => { contents: string } }): string;
  };
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), { import: (path) => ({ contents: read(path) }) }),
  );
  const bytecode = Object.fromEntries(
    Object.entries(CONTRACTS).map(([name, path]) => {
      const object: unknown = output.contracts?.[path]?.[name]?.evm.bytecode.object;
      if (typeof object !== "string" || object === "") throw new Error(`${name} does not compile`);
      return [name, `0x${object}`];
    }),
  ) as SeaportBytecode;
  mkdirSync(dirname(kept.pathname), { recursive: true });
  writeFileSync(kept, JSON.stringify(bytecode));
  return bytecode;
}
