import { arithmetic } from "./arithmetic.ts";
import { opcodes } from "./opcodes.ts";
import type { Code, Segment } from "./types.ts";

/** Code whose steps are compiled; what it pushes by PUSH32 may differ between instances, and is looked up in the run. */
export type CompiledCode = Pick<
  Code,
  "bytes" | "jumpable" | "pushed" | "blockGas" | "blockNeeds" | "blockGrows"
>;

/** A word of the stack while its steps are compiled: the JavaScript that reads it. */
interface Word {
  readonly source: string;
  /** Its value, where it is the same in every run. */
  readonly value?: bigint;
  /** The JavaScript of a condition, where the word is 1 or 0 by it. */
  readonly condition?: string;
}

/** A function that calls another without end would be compiled without end. */
const mostSteps = 500;

const [push0, push32, dup1, swap1, dup16, swap16] = [0x5f, 0x7f, 0x80, 0x90, 0x8f, 0x9f];
const [jump, jumpi, pc, jumpdest, pop] = [0x56, 0x57, 0x58, 0x5b, 0x50];
const [mload, mstore, calldataload, codesize, keccak256] = [0x51, 0x52, 0x35, 0x38, 0x20];
const exponentiation = 0x0a;
const { pops } = opcodes;

/** Words that are the same in all of a frame. */
const ofFrame: Readonly<Record<number, string>> = {
  48: "m.address",
  50: "m.origin",
  51: "m.caller",
  52: "0n",
  54: "BigInt(m.data.length)",
  61: "BigInt(m.returned.length)",
  66: "m.time",
  70: "m.chainId",
};

/** Those of the commonest operations that are quicker written out: no word is made anew that does not change. */
const quicker: Readonly<Record<number, (a: string, b: string) => string>> = {
  1: (a, b) => `w(${a}+${b})`,
  3: (a, b) => `${a}>=${b}?${a}-${b}:${a}-${b}+${2n ** 256n}n`,
  23: (a, b) => `${a}|${b}`,
};
const conditions: Readonly<Record<number, (a: string, b: string) => string>> = {
  16: (a, b) => `${a}<${b}`,
  17: (a, b) => `${a}>${b}`,
  20: (a, b) => `${a}===${b}`,
};

const highestWord = 2n ** 256n - 1n;
const wrap = (sum: bigint) => (sum > highestWord ? sum & highestWord : sum);

/**
 * Compiles the steps from `start` on that only compute to JavaScript, up to a step that does more, or whose successor is
 * found out in the run.
 *
 * @remarks What a step takes from the stack and leaves there is known beforehand, so that words which come and go within a
 * segment are local variables, and the stack is written once, at its end. So is where a function returns to that is
 * called within a segment: jumps to places that are known are followed. The source consists of numbers of the code and of
 * what stands here: code can make nothing else of it.
 *
 * @returns null where the first step is one that does more.
 */
export function compileSegment(code: CompiledCode, start: number): Segment | null {
  return compile(code, start, mostSteps);
}

/** As `compileSegment`, of a single step. */
export function compileStep(code: CompiledCode, start: number): Segment | null {
  return compile(code, start, 1);
}

function compile(
  { bytes, jumpable, pushed, blockGas, blockNeeds, blockGrows }: CompiledCode,
  start: number,
  most: number,
): Segment | null {
  const lines: string[] = [];
  /** The words on top of those that are left on the stack, of which `taken` were taken. */
  const words: Word[] = [];
  let [taken, names] = [0, 0];
  /** What the runs of steps take that it goes on to. */
  let [gas, needs, highest, block] = [0, 0, 0, -1];
  const name = (source: string): string => {
    const own = `v${names++}`;
    lines.push(`const ${own}=${source};`);
    return own;
  };
  const take = (): Word => words.pop() ?? { source: name(`s[t-${++taken}]`) };
  const reach = (depth: number) => {
    while (words.length < depth) words.unshift({ source: name(`s[t-${++taken}]`) });
  };
  const give = (source: string) => void words.push({ source: name(source) });
  const constant = (value: bigint) => void words.push({ source: `${value}n`, value });
  const jumpTo = ({ source, value }: Word): string => {
    if (value === undefined) return `j[Number(${source})]===1?Number(${source}):-1`;
    return jumpable[Number(value)] === 1 ? `${value}` : "-1";
  };
  const compute = (opcode: number) => {
    const operands = Array.from({ length: pops[opcode] as number }, take);
    const [a, b] = operands;
    const known = operands.map(({ value }) => value);
    if (opcode === 0x15) {
      const condition = name(a?.condition === undefined ? `${a?.source}===0n` : `!${a.condition}`);
      return words.push({ source: `(${condition}?1n:0n)`, condition });
    }
    const [first = "", second = ""] = operands.map(({ source }) => source);
    const condition = conditions[opcode]?.(first, second);
    if (condition !== undefined) {
      const own = name(condition);
      return words.push({ source: `(${own}?1n:0n)`, condition: own });
    }
    if (opcode === 0x16) return give(masked(a as Word, b as Word));
    const [shift] = known;
    if (opcode === 0x1c && shift !== undefined) return give(`${second}>>${shift}n`);
    const own = quicker[opcode]?.(first, second);
    return give(own ?? `o[${opcode}](${operands.map(({ source }) => source).join()})`);
  };
  /** Goes on with another run of steps, whose gas and stack are those of the segment then. */
  const enter = (at: number) => {
    const height = words.length - taken;
    gas += blockGas[at] as number;
    needs = Math.max(needs, (blockNeeds[at] as number) - height);
    highest = Math.max(highest, (blockGrows[at] as number) + height);
    block = at;
  };
  const end = (next: string): Segment => {
    words.forEach(({ source }, index) => {
      lines.push(`s[t${index - taken < 0 ? "" : "+"}${index - taken}]=${source};`);
    });
    const make = new Function("j", "o", "w", `return (m,s,t)=>{${lines.join("")}return ${next}}`);
    const run = make(jumpable, arithmetic, wrap) as Segment["run"];
    return { run, gas, needs, highest, block, grows: words.length - taken };
  };

  let at = start;
  for (let step = 0; step < most && at < bytes.length; step++, at++) {
    const opcode = bytes[at] as number;
    const frameWord = ofFrame[opcode];
    if (opcode === jumpdest) {
      if (step > 0) enter(at);
    } else if (opcode >= push0 && opcode <= push32) {
      if (opcode === push32) give(`m.pushed[${at}]`);
      else constant(pushed[at] as bigint);
      at += opcode - push0;
    } else if (opcode >= dup1 && opcode <= dup16) {
      reach(opcode - dup1 + 1);
      words.push(words.at(-(opcode - dup1 + 1)) as Word);
    } else if (opcode >= swap1 && opcode <= swap16) {
      const other = opcode - swap1 + 2;
      reach(other);
      const [low, high] = [words.at(-other) as Word, words.at(-1) as Word];
      words[words.length - other] = high;
      words[words.length - 1] = low;
    } else if (arithmetic[opcode] !== undefined && opcode !== exponentiation) compute(opcode);
    else if (frameWord !== undefined) give(frameWord);
    else if (opcode === pop) take();
    else if (opcode === pc) constant(BigInt(at));
    else if (opcode === codesize) constant(BigInt(bytes.length));
    else if (opcode === keccak256) give(`m.hash(${take().source},${take().source})`);
    else if (opcode === calldataload) give(`m.load(${take().source})`);
    else if (opcode === mload) give(`m.memory.load(${take().source})`);
    else if (opcode === mstore) {
      const [offset, word] = [take(), take()];
      lines.push(`m.memory.store(${offset.source},${word.source});`);
    } else if (opcode === jump) {
      const to = take();
      const target = to.value === undefined ? -1 : Number(to.value);
      if (jumpable[target] !== 1 || step + 1 >= most) return end(jumpTo(to));
      at = target - 1;
    } else if (opcode === jumpi) {
      const [to, { source, condition }] = [take(), take()];
      return end(`${condition ?? `${source}!==0n`}?${jumpTo(to)}:${at + 1}`);
    } else return at === start ? null : end(`${at}`);
  }
  // The next run of steps is entered where it is run.
  return end(`${at}`);
}

/** Two words and'ed; a word that a mask of ones leaves as it is stays the same one. */
function masked(a: Word, b: Word): string {
  const [mask, other] = a.value === undefined ? [b, a] : [a, b];
  const isOfOnes = mask.value !== undefined && (mask.value & (mask.value + 1n)) === 0n;
  if (!isOfOnes) return `${a.source}&${b.source}`;
  return `${other.source}<=${mask.source}?${other.source}:${other.source}&${mask.source}`;
}
