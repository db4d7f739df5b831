import { readFileSync } from "node:fs";
import type { StorageLayout } from "@millrace/sdk/name-slot";
import solc from "solc";
import type { AstNode } from "./solidity-ast.ts";

export interface CompileSolidityParameters {
  /** Paths of the sources asked for; what they import is found by itself. */
  roots: readonly string[];
  /** Text that stands in for that of a file, by its name as an import gives it. */
  replaced?: ReadonlyMap<string, string>;
  /** What is wanted: syntax trees alone take a fraction of the time. */
  want: "ast" | "code" | "layout";
}

export interface CompilerError {
  message: string;
  file: string;
  start: number;
  end: number;
}

export interface CompiledContract {
  source: string;
  name: string;
  abi: unknown[];
  bytecode: string;
  deployedBytecode: string;
  linkReferences: Record<string, Record<string, { start: number; length: number }[]>>;
  deployedLinkReferences: Record<string, Record<string, { start: number; length: number }[]>>;
}

export interface CompileSolidityReturnType {
  errors: CompilerError[];
  asts: Map<string, AstNode>;
  contracts: CompiledContract[];
  /** By source and name, `source:name`. */
  layouts: Map<string, StorageLayout>;
  /** The sources that were compiled, as they were. */
  sources: Map<string, string>;
}

/** The settings of hardhat.config.ts. */
const SETTINGS = { evmVersion: "cancun", optimizer: { enabled: true, runs: 200 } };

/** Compiles in this process, with the compiler of the project, so that many builds load it once. */
export function compileSolidity({
  roots,
  replaced,
  want,
}: CompileSolidityParameters): CompileSolidityReturnType {
  const sources = new Map<string, string>();
  const read = (name: string) => {
    const text =
      replaced?.get(name) ?? readFileSync(name.startsWith("@") ? `node_modules/${name}` : name, "latin1");
    sources.set(name, text);
    return Buffer.from(text, "latin1").toString("utf8");
  };
  const outputs = {
    ast: { "": ["ast"] },
    code: {
      "*": ["abi", "evm.bytecode", "evm.deployedBytecode.object", "evm.deployedBytecode.linkReferences"],
    },
    layout: { "*": ["storageLayout"] },
  };
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(roots.map((name) => [name, { content: read(name) }])),
    settings: {
      ...SETTINGS,
      outputSelection: { "*": outputs[want] },
    },
  };
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), { import: (name: string) => ({ contents: read(name) }) }),
  ) as SolcOutput;
  return {
    errors: (output.errors ?? [])
      .filter(({ severity }) => severity === "error")
      .map(({ message, sourceLocation }) => ({
        message,
        file: sourceLocation?.file ?? "",
        start: sourceLocation?.start ?? 0,
        end: sourceLocation?.end ?? 0,
      })),
    asts: new Map(
      Object.entries(output.sources ?? {}).flatMap(([name, { ast }]) => (ast ? [[name, ast] as const] : [])),
    ),
    layouts: new Map(
      Object.entries(output.contracts ?? {}).flatMap(([source, contracts]) =>
        Object.entries(contracts).flatMap(([name, { storageLayout }]) =>
          storageLayout ? [[`${source}:${name}`, storageLayout] as const] : [],
        ),
      ),
    ),
    contracts: Object.entries(output.contracts ?? {}).flatMap(([source, contracts]) =>
      Object.entries(contracts).map(([name, { abi, evm }]) => ({
        source,
        name,
        abi: abi ?? [],
        bytecode: evm?.bytecode.object ?? "",
        deployedBytecode: evm?.deployedBytecode.object ?? "",
        linkReferences: evm?.bytecode.linkReferences ?? {},
        deployedLinkReferences: evm?.deployedBytecode.linkReferences ?? {},
      })),
    ),
    sources,
  };
}

interface Bytecode {
  object: string;
  linkReferences?: Record<string, Record<string, { start: number; length: number }[]>>;
}

interface SolcOutput {
  errors?: {
    severity: string;
    message: string;
    sourceLocation?: { file: string; start: number; end: number };
  }[];
  sources?: Record<string, { ast?: AstNode }>;
  contracts?: Record<
    string,
    Record<
      string,
      {
        abi?: unknown[];
        evm?: { bytecode: Bytecode; deployedBytecode: Bytecode };
        storageLayout?: StorageLayout;
      }
    >
  >;
}
