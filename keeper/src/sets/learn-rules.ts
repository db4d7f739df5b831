import { arithmetic } from "../evm/arithmetic.ts";
import { opcodes } from "../evm/opcodes.ts";
import type { StepObserver } from "../evm/types.ts";
import { createShadow, type Origin, type Shadow } from "./create-shadow.ts";
import type { Expression, Expressions } from "./expressions.ts";

/** Says that calls of one kind need a slot of an account, or its code or balance. */
export interface Rule {
  readonly account: Expression;
  readonly what: Expression | "code" | "balance";
}

/** A word of the calldata of a transaction that has a name among what a job is given. */
export interface NamedWord {
  readonly offset: number;
  readonly word: Expression;
}

interface ShadowFrame {
  readonly stack: Origin[];
  readonly memory: Shadow;
  readonly calldata: Uint8Array;
  /** The account whose storage it uses. */
  readonly account: bigint;
  readonly data: Shadow;
  readonly address: Expression;
  readonly codeAddress: Expression;
  readonly caller: Expression;
  returned: Shadow | undefined;
  /** The callee that the next frame belongs to, and where its output goes. */
  callee:
    | Omit<ShadowFrame, "stack" | "memory" | "calldata" | "account" | "returned" | "callee" | "output">
    | undefined;
  output: { readonly offset: number; readonly length: number } | undefined;
}

const { pops, pushes } = opcodes;

/**
 * Follows a call step by step, and finds out where the slots that it needs come from: from the job's calldata and from
 * what is kept in other slots, by arithmetic and hashes.
 *
 * @param found Is told each rule; the same one may come several times.
 */
export function learnRules(
  expressions: Expressions,
  given: { readonly executor: Expression; readonly sender: Expression; readonly time: Expression },
  words: readonly NamedWord[],
  found: (rule: Rule) => void,
): StepObserver {
  const constant = (value: bigint) => expressions.of({ kind: "constant", value }) as Expression;
  const data = createShadow(expressions);
  for (const { offset, word } of words) data.setWord(offset, word);
  const frames: ShadowFrame[] = [];
  const empty = createShadow(expressions);
  /** What the call wrote, by account and slot: what it reads there is no state of before. */
  const written = new Map<string, Origin>();

  return {
    enter({ data: calldata, address: account }) {
      const callee = frames.at(-1)?.callee ?? {
        ...{ data, address: given.executor, codeAddress: given.executor, caller: given.sender },
      };
      frames.push({
        ...{ ...callee, calldata, account, stack: [], memory: createShadow(expressions) },
        ...{ returned: undefined, callee: undefined, output: undefined },
      });
    },

    leave({ output }) {
      const frame = frames.pop();
      const caller = frames.at(-1);
      if (caller === undefined) return;
      caller.returned = frame?.returned ?? empty;
      const { offset, length } = caller.output ?? { offset: 0, length: 0 };
      caller.memory.copy(caller.returned, 0, offset, Math.min(length, output.length));
    },

    step(opcode, at, stack, top, memory) {
      const frame = frames.at(-1) as ShadowFrame;
      const { stack: shadow } = frame;
      const actual = (depth: number) => stack[top - depth] as bigint;
      const place = (depth: number) => Number(actual(depth));
      /** The expression of a word of the stack; undefined where it cannot be followed. */
      const word = (depth: number): Expression | undefined => {
        const known = shadow[top - depth];
        return known === null ? undefined : (known ?? constant(actual(depth)));
      };
      const push = (value: Origin) => {
        shadow.length = top - (pops[opcode] as number);
        shadow.push(value);
      };
      const note = (account: Expression | undefined, what: Rule["what"]) => {
        if (account !== undefined) found({ account, what });
      };

      if (opcode >= 0x80 && opcode <= 0x8f) {
        shadow[top] = shadow[top - (opcode - 0x7f)];
        return;
      }
      if (opcode >= 0x90 && opcode <= 0x9f) {
        const other = top - 1 - (opcode - 0x8f);
        [shadow[other], shadow[top - 1]] = [shadow[top - 1], shadow[other]];
        return;
      }
      if (arithmetic[opcode] !== undefined) {
        const count = pops[opcode] as number;
        const known = Array.from({ length: count }, (_, k) => shadow[top - 1 - k]);
        if (known.every((one) => one === undefined)) return push(undefined);
        const operands = Array.from({ length: count }, (_, k) => word(k + 1));
        const isKnown = (all: readonly (Expression | undefined)[]): all is Expression[] =>
          !all.includes(undefined);
        if (!isKnown(operands)) return push(null);
        return push(expressions.of({ kind: "operation", opcode, operands }) ?? null);
      }
      const wordOf = (of: Shadow, offset: number, bytes: Uint8Array): Origin => {
        const parts = of.parts(offset, 32, bytes);
        if (parts === undefined || parts === null) return parts;
        const [first] = parts;
        if (first !== undefined && first.length === 32) return first.word;
        return expressions.of({ kind: "bytes", parts }) ?? null;
      };
      switch (opcode) {
        case 0x20: {
          const length = place(2);
          const bytes = memory.subarray(place(1), place(1) + length);
          const parts = frame.memory.parts(place(1), length, bytes);
          if (parts === undefined || parts === null) return push(parts);
          return push(expressions.of({ kind: "hash", parts }) ?? null);
        }
        case 0x30:
          return push(frame.address);
        case 0x31:
          note(word(1), "balance");
          return push(null);
        case 0x33:
          return push(frame.caller);
        case 0x35:
          return push(
            actual(1) >= BigInt(frame.calldata.length)
              ? undefined
              : wordOf(frame.data, place(1), frame.calldata.subarray(place(1))),
          );
        case 0x37:
          frame.memory.copy(frame.data, place(2), place(1), place(3));
          break;
        case 0x39:
          frame.memory.clear(place(1), place(3));
          break;
        case 0x3b:
          note(word(1), "code");
          break;
        case 0x3c:
          note(word(1), "code");
          frame.memory.clear(place(2), place(4));
          break;
        case 0x3e:
          frame.memory.copy(frame.returned ?? empty, place(2), place(1), place(3));
          break;
        case 0x42:
          return push(given.time);
        case 0x47:
          note(frame.address, "balance");
          return push(null);
        case 0x51:
          return push(wordOf(frame.memory, place(1), memory.subarray(place(1))));
        case 0x52:
          frame.memory.setWord(place(1), shadow[top - 2]);
          break;
        case 0x53:
          frame.memory.clear(place(1), 1);
          break;
        case 0x54: {
          const slot = word(1);
          if (slot === undefined) return push(null);
          note(frame.address, slot);
          const key = `${frame.account} ${actual(1)}`;
          if (written.has(key)) return push(written.get(key));
          return push(expressions.of({ kind: "storage", account: frame.address, slot }) ?? null);
        }
        case 0x55: {
          const slot = word(1);
          if (slot !== undefined) note(frame.address, slot);
          written.set(`${frame.account} ${actual(1)}`, shadow[top - 2]);
          break;
        }
        case 0x5e:
          frame.memory.copy(frame.memory, place(2), place(1), place(3));
          break;
        case 0x7f:
          return push(expressions.of({ kind: "immutable", account: frame.codeAddress, at }) ?? null);
        case 0xf1:
        case 0xf4:
        case 0xfa: {
          const to = word(2);
          note(to, "code");
          const rest = opcode === 0xf1 ? 3 : 2;
          const input = createShadow(expressions);
          input.copy(frame.memory, place(rest + 1), 0, place(rest + 2));
          const codeAddress = to ?? constant(actual(2));
          const isDelegate = opcode === 0xf4;
          frame.callee = {
            ...{ data: input, codeAddress, address: isDelegate ? frame.address : codeAddress },
            caller: isDelegate ? frame.caller : frame.address,
          };
          frame.output = { offset: place(rest + 3), length: place(rest + 4) };
          return push(undefined);
        }
        case 0xf3:
        case 0xfd: {
          const returned = createShadow(expressions);
          returned.copy(frame.memory, place(1), 0, place(2));
          frame.returned = returned;
          break;
        }
      }
      shadow.length = top - (pops[opcode] as number);
      for (let k = 0; k < (pushes[opcode] as number); k++) shadow.push(undefined);
    },
  };
}
