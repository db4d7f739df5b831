import { arithmetic } from "../evm/arithmetic.ts";
import type { Hashes } from "../evm/create-hashes.ts";

/** Bytes of a word, the first being the most significant. */
export interface Part {
  readonly word: Expression;
  readonly from: number;
  readonly length: number;
}

type Shape =
  | { readonly kind: "constant"; readonly value: bigint }
  /** A word that the job is given with: its target, its key, its sender, a word of its calldata. */
  | { readonly kind: "given"; readonly name: string }
  /** One element of the one array in a job's calldata; what names it holds for all of them. */
  | { readonly kind: "element" }
  /** What the constructor of a contract wrote into its code. */
  | { readonly kind: "immutable"; readonly account: Expression; readonly at: number }
  | { readonly kind: "storage"; readonly account: Expression; readonly slot: Expression }
  | { readonly kind: "operation"; readonly opcode: number; readonly operands: readonly Expression[] }
  | { readonly kind: "bytes"; readonly parts: readonly Part[] }
  | { readonly kind: "hash"; readonly parts: readonly Part[] };

/** How a word is got at. Each is there once, so that equal ones have the same number. */
export type Expression = Shape & {
  readonly number: number;
  readonly depth: number;
  readonly isOfElement: boolean;
};

export interface Expressions {
  /** The expression, or undefined where it is more involved than pointers are. */
  of(shape: Shape): Expression | undefined;
  count(): number;
}

/** Prices and sums are deeper, and are no pointers. */
const deepest = 48;

export function createExpressions(): Expressions {
  const known = new Map<string, Expression>();
  return {
    count: () => known.size,
    of(shape) {
      const inner = innerOf(shape);
      const depth = 1 + inner.reduce((most, { depth: own }) => Math.max(most, own), 0);
      if (depth > deepest) return undefined;
      const key = keyOf(shape);
      let found = known.get(key);
      if (found === undefined) {
        const isOfElement = shape.kind === "element" || inner.some((one) => one.isOfElement);
        found = { ...shape, number: known.size, depth, isOfElement };
        known.set(key, found);
      }
      return found;
    },
  };
}

function innerOf(shape: Shape): readonly Expression[] {
  switch (shape.kind) {
    case "constant":
    case "given":
    case "element":
      return [];
    case "immutable":
      return [shape.account];
    case "storage":
      return [shape.account, shape.slot];
    case "operation":
      return shape.operands;
    case "bytes":
    case "hash":
      return shape.parts.map(({ word }) => word);
  }
}

function keyOf(shape: Shape): string {
  const inner = innerOf(shape).map(({ number }) => number);
  switch (shape.kind) {
    case "constant":
      return `${shape.value}`;
    case "given":
      return `given ${shape.name}`;
    case "element":
      return "element";
    case "immutable":
      return `immutable ${inner} ${shape.at}`;
    case "storage":
      return `storage ${inner}`;
    case "operation":
      return `operation ${shape.opcode} ${inner}`;
    case "bytes":
    case "hash":
      return `${shape.kind} ${inner} ${shape.parts.map(({ from, length }) => `${from}+${length}`)}`;
  }
}

/** Values that were found, by the number of their expression. */
export type Evaluated = Map<number, bigint | undefined>;

/** One element of the array in a job's calldata, with what was found of it. */
export interface Element {
  readonly value: bigint;
  readonly evaluated: Evaluated;
}

/** What the expressions of one job are evaluated with. */
export interface Environment {
  readonly given: ReadonlyMap<string, bigint>;
  readonly elements: readonly Element[];
  readonly evaluated: Evaluated;
  readonly hashes: Hashes;
  /** The value of a slot, and a word of an account's code; undefined where they are not known. */
  storage(account: bigint, slot: bigint): bigint | undefined;
  immutable(account: bigint, at: number): bigint | undefined;
}

/** The value of an expression; undefined where it needs state that is not known. */
export function evaluate(
  expression: Expression,
  environment: Environment,
  element: Element | undefined,
): bigint | undefined {
  if (expression.kind === "constant") return expression.value;
  const { number, isOfElement } = expression;
  const evaluated = isOfElement && element !== undefined ? element.evaluated : environment.evaluated;
  let value = evaluated.get(number);
  if (value === undefined && !evaluated.has(number)) {
    value = compute(expression, environment, element);
    evaluated.set(number, value);
  }
  return value;
}

function compute(
  expression: Exclude<Expression, { kind: "constant" }>,
  environment: Environment,
  element: Element | undefined,
): bigint | undefined {
  const find = (inner: Expression) => evaluate(inner, environment, element);
  switch (expression.kind) {
    case "given":
      return environment.given.get(expression.name);
    case "element":
      return element?.value;
    case "immutable": {
      const account = find(expression.account);
      return account === undefined ? undefined : environment.immutable(account, expression.at);
    }
    case "storage": {
      const [account, slot] = [find(expression.account), find(expression.slot)];
      return account === undefined || slot === undefined ? undefined : environment.storage(account, slot);
    }
    case "operation": {
      const [a = 0n, b = 0n, c = 0n] = expression.operands.map(find);
      if (expression.operands.some((operand) => find(operand) === undefined)) return undefined;
      return arithmetic[expression.opcode]?.(a, b, c);
    }
    case "bytes":
    case "hash": {
      const bytes = bytesOf(expression.parts, find);
      if (bytes === undefined) return undefined;
      return expression.kind === "hash"
        ? environment.hashes.hash(bytes)
        : BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
    }
  }
}

function bytesOf(
  parts: readonly Part[],
  find: (word: Expression) => bigint | undefined,
): Uint8Array | undefined {
  let hex = "";
  for (const { word, from, length } of parts) {
    const value = find(word);
    if (value === undefined) return undefined;
    hex += value
      .toString(16)
      .padStart(64, "0")
      .slice(from * 2, (from + length) * 2);
  }
  return Buffer.from(hex, "hex");
}
