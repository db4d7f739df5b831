/** Code as it is run: its bytes, where jumps may land, and the words that it pushes, by their place. */
export interface Code {
  readonly bytes: Uint8Array;
  readonly jumpable: Uint8Array;
  readonly pushed: readonly (bigint | undefined)[];
  /** Where a word that is pushed is jumped to at once; 0 for others. */
  readonly jumpsTo: Uint32Array;
  /** By the place of its first step, what a run of steps without a jump takes: gas that depends on nothing, words that have
   * to be on the stack (-1 where no such run begins), words that come on top of them. */
  readonly blockGas: Uint32Array;
  readonly blockNeeds: Int16Array;
  readonly blockGrows: Int16Array;
  /** By place, the gas of blockGas that is taken once that step is. */
  readonly gasBefore: Uint32Array;
  /** The hash of the code without its immutables: the same for every instance of a contract. */
  readonly shape: string;
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
