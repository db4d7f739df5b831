import { keccak256 } from "viem";

/**
 * How a word is got at: written down, given with the job, read from storage, or hashed.
 *
 * @remarks `element` is one element of the one array in a job's calldata; a rule that names it holds for all of them.
 */
export type Expression =
  | { readonly kind: "constant"; readonly value: bigint }
  | { readonly kind: "given"; readonly name: string }
  | { readonly kind: "element" }
  /** The lane of an id, which is in its low six bits. */
  | { readonly kind: "lane"; readonly of: Expression }
  /** The purse of a lane of an instance: the contract that it created with nonce lane + 1. */
  | { readonly kind: "purse"; readonly parent: Expression; readonly lane: Expression }
  /** The field of `bits` bits above the lowest `shift` of a slot, plus `add`. */
  | {
      readonly kind: "field";
      readonly account: Expression;
      readonly slot: Expression;
      readonly shift: number;
      readonly bits: number;
      readonly add: bigint;
    }
  /** The hash of words, plus `add`: a member of a mapping's value, an element of an array. */
  | { readonly kind: "hash"; readonly words: readonly Expression[]; readonly add: bigint };

/** What the expressions of one job are evaluated with. */
export interface Environment {
  readonly given: ReadonlyMap<string, bigint>;
  readonly elements: readonly bigint[];
  /** The value of a slot; undefined where it is not known. */
  read(account: bigint, slot: bigint): bigint | undefined;
}

const wordBits = 2n ** 256n;
const addressMask = 2n ** 160n - 1n;

/** The value of an expression, for one element of the array where it names that; undefined where a read fails. */
export function evaluate(
  expression: Expression,
  environment: Environment,
  element: bigint | undefined,
): bigint | undefined {
  switch (expression.kind) {
    case "constant":
      return expression.value;
    case "given":
      return environment.given.get(expression.name);
    case "element":
      return element;
    case "lane": {
      const id = evaluate(expression.of, environment, element);
      return id === undefined ? undefined : id & 63n;
    }
    case "purse": {
      const parent = evaluate(expression.parent, environment, element);
      const lane = evaluate(expression.lane, environment, element);
      return parent === undefined || lane === undefined ? undefined : purseAddress(parent, lane);
    }
    case "field": {
      const account = evaluate(expression.account, environment, element);
      const slot = evaluate(expression.slot, environment, element);
      if (account === undefined || slot === undefined) return undefined;
      const value = environment.read(account, slot);
      if (value === undefined) return undefined;
      return fieldOf(value, expression.shift, expression.bits) + expression.add;
    }
    case "hash": {
      const words: bigint[] = [];
      for (const word of expression.words) {
        const value = evaluate(word, environment, element);
        if (value === undefined || value < 0n) return undefined;
        words.push(value);
      }
      return (hashWords(words) + expression.add) % wordBits;
    }
  }
}

/** Whether an expression is of one element of the array. */
export function namesElement(expression: Expression): boolean {
  switch (expression.kind) {
    case "constant":
    case "given":
      return false;
    case "element":
      return true;
    case "lane":
      return namesElement(expression.of);
    case "purse":
      return namesElement(expression.parent) || namesElement(expression.lane);
    case "field":
      return namesElement(expression.account) || namesElement(expression.slot);
    case "hash":
      return expression.words.some(namesElement);
  }
}

export function fieldOf(value: bigint, shift: number, bits: number): bigint {
  return (value >> BigInt(shift)) & ((1n << BigInt(bits)) - 1n);
}

const hashes = new Map<string, bigint>();

/** Solidity's hash of words, as in a mapping's slot. */
export function hashWords(words: readonly bigint[]): bigint {
  const input = words.map((word) => word.toString(16).padStart(64, "0")).join("");
  let hash = hashes.get(input);
  if (hash === undefined) {
    // Keys of jobs that are done don't come back.
    if (hashes.size > 500_000) hashes.clear();
    hash = BigInt(keccak256(`0x${input}`));
    hashes.set(input, hash);
  }
  return hash;
}

/** LaneLib: 0xd6, 0x94, the parent, the nonce as one byte; RLP of (parent, lane + 1). */
export function purseAddress(parent: bigint, lane: bigint): bigint {
  if (lane < 0n || lane > 126n) return 0n;
  const nonce = (lane + 1n).toString(16).padStart(2, "0");
  return (
    BigInt(keccak256(`0xd694${(parent & addressMask).toString(16).padStart(40, "0")}${nonce}`)) & addressMask
  );
}

/** A text that is the same for the same expression. */
export function nameOf(expression: Expression): string {
  switch (expression.kind) {
    case "constant":
      return `0x${expression.value.toString(16)}`;
    case "given":
      return expression.name;
    case "element":
      return "element";
    case "lane":
      return `lane(${nameOf(expression.of)})`;
    case "purse":
      return `purse(${nameOf(expression.parent)}, ${nameOf(expression.lane)})`;
    case "field": {
      const { account, slot, shift, bits, add } = expression;
      return `${nameOf(account)}[${nameOf(slot)}].${shift}:${bits}${add === 0n ? "" : ` ${add}`}`;
    }
    case "hash":
      return `hash(${expression.words.map(nameOf).join(", ")})${expression.add === 0n ? "" : ` + ${expression.add}`}`;
  }
}
