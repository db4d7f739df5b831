import { type Hex, hexToBytes, keccak256 } from "viem";
import { createSegments } from "./create-segments.ts";
import { opcodes } from "./opcodes.ts";
import type { Code, Segments } from "./types.ts";

const [jump, jumpi, jumpdest, push0, push32] = [0x56, 0x57, 0x5b, 0x5f, 0x7f];
const { pops, pushes, gas, known } = opcodes;

/**
 * Prepares code to be run: where jumps may land, what is pushed, and what each run of steps without a jump takes.
 *
 * @remarks Its shape is told apart from what its constructor wrote into it: Solidity puts immutables into the code as
 * operands of PUSH32, which it uses for other large words too; those are alike in all instances, so leaving them out of the
 * hash loses nothing.
 *
 * @param compiled By shape, the segments that all instances of a contract share.
 */
export function readCode(hex: Hex, compiled: Map<string, Segments> = new Map()): Code {
  const bytes = hexToBytes(hex);
  const shape = bytes.slice();
  const jumpable = new Uint8Array(bytes.length);
  const pushed: (bigint | undefined)[] = new Array(bytes.length);
  const starts: number[] = [];
  let isStart = true;
  for (let at = 0; at < bytes.length; at++) {
    const opcode = bytes[at] as number;
    if (opcode === jumpdest) jumpable[at] = 1;
    if (isStart || opcode === jumpdest) starts.push(at);
    isStart = opcode === jumpi;
    if (opcode < push0 || opcode > push32) continue;
    const length = opcode - push0;
    let word = 0n;
    for (let k = 1; k <= length; k++) word = (word << 8n) | BigInt(bytes[at + k] ?? 0);
    pushed[at] = word;
    if (opcode === push32) shape.fill(0, at + 1, at + 33);
    at += length;
  }
  const code = { bytes, jumpable, pushed, shape: keccak256(shape), ...measureBlocks(bytes, starts) };
  let segments = compiled.get(code.shape);
  if (segments === undefined) {
    segments = createSegments(code);
    compiled.set(code.shape, segments);
  }
  return { ...code, segments };
}

/** What the steps from each start to the next take: gas, words that must be on the stack, words that come on top. */
function measureBlocks(
  bytes: Uint8Array,
  starts: readonly number[],
): Pick<Code, "blockGas" | "blockNeeds" | "blockGrows" | "gasBefore"> {
  const blockGas = new Uint32Array(bytes.length);
  const blockNeeds = new Int16Array(bytes.length).fill(-1);
  const blockGrows = new Int16Array(bytes.length);
  const gasBefore = new Uint32Array(bytes.length);
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? bytes.length;
    let [height, lowest, highest, total] = [0, 0, 0, 0];
    for (let at = start; at < end; at++) {
      const opcode = bytes[at] as number;
      if (known[opcode] === 0) break;
      lowest = Math.min(lowest, height - (pops[opcode] as number));
      height += (pushes[opcode] as number) - (pops[opcode] as number);
      highest = Math.max(highest, height);
      total += gas[opcode] as number;
      gasBefore[at] = total;
      if (opcode > push0 && opcode <= push32) at += opcode - push0;
      if (opcode === jump) break;
    }
    blockGas[start] = total;
    blockNeeds[start] = -lowest;
    blockGrows[start] = highest;
  });
  return { blockGas, blockNeeds, blockGrows, gasBefore };
}
