import type { Memory } from "./memory.ts";

/** What the steps of a frame that only compute read and change besides the stack. */
export interface Machine {
  readonly memory: Memory;
  readonly data: Uint8Array;
  readonly pushed: readonly (bigint | undefined)[];
  readonly address: bigint;
  readonly caller: bigint;
  readonly origin: bigint;
  readonly time: bigint;
  readonly chainId: bigint;
  /** What the last call of it gave back. */
  returned: Uint8Array;
  /** The word of its calldata at `offset`. */
  load(offset: bigint): bigint;
  /** The hash of a part of its memory. */
  hash(offset: bigint, length: bigint): bigint;
}

/** Steps that only compute, one after the other, as one function. */
export interface Segment {
  /** Takes the steps, and tells where the next one is; -1 for a jump to where none may land. */
  run(machine: Machine, stack: bigint[], top: number): number;
  /** By how many words the stack is higher afterwards. */
  readonly grows: number;
  /** What it takes besides the run of steps that it begins in, for those that it goes on to: gas that depends on nothing,
   * words that have to be on the stack, and the most words that come on top of them. */
  readonly gas: number;
  readonly needs: number;
  readonly highest: number;
  /** Where the run of steps begins that it ends in; -1 where that is the one that it begins in. */
  readonly block: number;
}

/** The segments of code, compiled when they are asked for; null for a step that does more than compute. */
export interface Segments {
  /** From a place to where something else is to be done. */
  from(at: number): Segment | null;
  /** A single step. */
  step(at: number): Segment | null;
}

/** Code as it is run: its bytes, where jumps may land, and the words that it pushes, by their place. */
export interface Code {
  readonly bytes: Uint8Array;
  readonly jumpable: Uint8Array;
  readonly pushed: readonly (bigint | undefined)[];
  /** By the place of its first step, what a run of steps without a jump takes: gas that depends on nothing, words that have
   * to be on the stack (-1 where no such run begins), words that come on top of them. */
  readonly blockGas: Uint32Array;
  readonly blockNeeds: Int16Array;
  readonly blockGrows: Int16Array;
  /** By place, the gas of blockGas that is taken once that step is. */
  readonly gasBefore: Uint32Array;
  /** The hash of the code without its immutables: the same for every instance of a contract. */
  readonly shape: string;
  readonly segments: Segments;
}

/** The state that a call runs on; undefined where it is not known. */
export interface StateSource {
  storage(account: bigint, slot: bigint): bigint | undefined;
  code(account: bigint): Code | undefined;
  /** In wei. */
  balance(account: bigint): bigint | undefined;
}

/** State that a call needs: a slot of an account by its number, or the account's code or balance. */
export interface NeededState {
  readonly account: bigint;
  readonly what: bigint | "code" | "balance";
}

export interface Call {
  readonly from: bigint;
  readonly to: bigint;
  readonly data: Uint8Array;
  readonly gas: number;
}

export interface BlockContext {
  /** A Unix time in seconds. */
  readonly time: bigint;
  readonly chainId: bigint;
}

export interface Frame {
  readonly code: Code;
  readonly address: bigint;
  readonly codeAddress: bigint;
  readonly caller: bigint;
  readonly data: Uint8Array;
  readonly isStatic: boolean;
  readonly gas: number;
  readonly depth: number;
}

export interface FrameResult {
  readonly ok: boolean;
  readonly output: Uint8Array;
  readonly gasLeft: number;
}

/** Sees every step before it is taken, and every frame; `stack[top - 1]` is the top of the stack. */
export interface StepObserver {
  enter(frame: Frame): void;
  step(opcode: number, at: number, stack: readonly bigint[], top: number, memory: Uint8Array): void;
  leave(result: FrameResult): void;
}
