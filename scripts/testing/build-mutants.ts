import { readFileSync } from "node:fs";
import { type CompiledContract, type CompilerError, compileSolidity } from "./compile-solidity.ts";
import { LIBRARY_MODIFIERS, type Mutant } from "./find-mutants.ts";
import { SWITCH_FILE, SWITCH_SOURCE, weaveModifier, weaveMutants } from "./weave-mutants.ts";

/** Where the modifiers of LIBRARY_MODIFIERS are, and the calls that make them. */
const MODIFIER_SOURCES = [
  ["@openzeppelin/contracts/access/manager/AccessManaged.sol", ["_checkCanCall(_msgSender(), _msgData());"]],
  [
    "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol",
    ["_nonReentrantBefore();", "_nonReentrantAfter();"],
  ],
] as const;

export interface NumberedMutant extends Mutant {
  file: string;
  /** What `block.coinbase` is for this mutant to be on. */
  number: bigint;
}

export interface BuildMutantsReturnType {
  contracts: CompiledContract[];
  mutants: NumberedMutant[];
  /** Those that are no Solidity. */
  invalid: NumberedMutant[];
}

/** Compiles the tests given with all mutants in one build, each switched on by its number. */
export function buildMutants(
  found: ReadonlyMap<string, readonly Mutant[]>,
  tests: readonly string[],
): BuildMutantsReturnType {
  let number = 0;
  let mutants = [...found].flatMap(([file, list]) =>
    list.map((mutant): NumberedMutant => ({ ...mutant, file, number: numberOf(mutant, ++number) })),
  );
  const invalid: NumberedMutant[] = [];
  for (;;) {
    const replaced = weave(found.keys(), mutants);
    const { errors } = compileSolidity({ roots: [...found.keys()], replaced, want: "ast" });
    if (errors.length === 0) {
      const built = compileSolidity({ roots: tests, replaced, want: "code" });
      const [error] = built.errors;
      if (error !== undefined)
        throw new Error(`the mutants don't compile: ${error.message} in ${error.file}`);
      return { contracts: built.contracts, mutants, invalid };
    }
    const dropped = new Set(errors.map((error) => culprit(error, replaced)));
    invalid.push(...mutants.filter((mutant) => dropped.has(mutant.number)));
    mutants = mutants.filter((mutant) => !dropped.has(mutant.number));
  }
}

function numberOf({ kind, selector, text }: Mutant, next: number): bigint {
  if (kind !== "modifier") return BigInt(next);
  return (BigInt(LIBRARY_MODIFIERS.indexOf(text) + 1) << 32n) | BigInt(`0x${selector}`);
}

function weave(files: Iterable<string>, mutants: readonly NumberedMutant[]): Map<string, string> {
  const replaced = new Map([[SWITCH_FILE, SWITCH_SOURCE]]);
  for (const file of files) {
    const own = mutants
      .filter((mutant) => mutant.file === file)
      .map((mutant) => [Number(mutant.number), mutant] as const);
    replaced.set(file, weaveMutants(readFileSync(file, "latin1"), new Map(own)));
  }
  for (const [index, [source, calls]] of MODIFIER_SOURCES.entries()) {
    replaced.set(source, weaveModifier(readFileSync(`node_modules/${source}`, "latin1"), calls, index + 1));
  }
  return replaced;
}

/** The mutant that an error is about: the first switch in its range, else the last one before. */
function culprit(
  { file, start, end, message }: CompilerError,
  replaced: ReadonlyMap<string, string>,
): bigint {
  const text = replaced.get(file);
  const switches = [...(text ?? "").matchAll(/__on\((\d+)\)/g)];
  const found =
    switches.find(({ index }) => index >= start && index < end) ??
    switches.findLast(({ index }) => index < start);
  if (found?.[1] === undefined) throw new Error(`${message} in ${file}, which no mutant explains`);
  return BigInt(found[1]);
}
