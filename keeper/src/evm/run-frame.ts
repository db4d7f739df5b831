import { arithmetic } from "./arithmetic.ts";
import type { Hashes } from "./create-hashes.ts";
import type { Account, Overlay } from "./create-overlay.ts";
import { UnsupportedError } from "./errors.ts";
import { createMemory, type Memory, sliceOf, wordAt } from "./memory.ts";
import { opcodes } from "./opcodes.ts";
import type { BlockContext, Code, Frame, FrameResult, StepObserver } from "./types.ts";

/** What all frames of one transaction share. */
export interface RunContext {
  readonly overlay: Overlay;
  readonly hashes: Hashes;
  readonly block: BlockContext;
  readonly origin: bigint;
  readonly observer: StepObserver | undefined;
  /** How many jumps were taken so far. */
  jumps: number;
}

const addressMask = 2n ** 160n - 1n;
const wordMask = 2n ** 256n - 1n;
/** No job jumps so often. One that lacks state may run on in vain, and is stopped much sooner. */
const [mostJumps, mostJumpsLacking] = [2_000_000, 20_000];
/** Precompiles of today's chains are below it. */
const precompiles = 0x200n;
const nothing = new Uint8Array(0);
const halted: FrameResult = { ok: false, output: nothing, gasLeft: 0 };
const { pops, known } = opcodes;

/**
 * Runs one frame of a call, and those that it calls, as the chain would since Cancun.
 *
 * @remarks One switch, since a call is thousands of steps of a few nanoseconds. Gas is counted: what a callee can do
 * depends on what it was given. Refunds are not, which come after all steps.
 *
 * @throws UnsupportedError where only a node can tell what happens.
 */
export function runFrame(context: RunContext, frame: Frame): FrameResult {
  const { overlay, hashes, observer } = context;
  const { code, address, data, isStatic } = frame;
  const { bytes, pushed, jumpable, jumpsTo, blockGas, blockNeeds, blockGrows } = code;
  const own = overlay.account(address);
  const memory = createMemory();
  const stack: bigint[] = [];
  let { gas } = frame;
  let top = 0;
  let at = 0;
  let returned: Uint8Array = nothing;

  observer?.enter(frame);
  const end = (result: FrameResult): FrameResult => {
    observer?.leave(result);
    return result;
  };

  let block = 0;
  for (; at < bytes.length; at++) {
    const opcode = bytes[at] as number;
    const needs = blockNeeds[at] as number;
    if (needs >= 0) {
      // The gas of all steps up to the next jump is taken at once, and so is their stack checked.
      block = at;
      gas -= blockGas[at] as number;
      if (gas < 0 || top < needs || top + (blockGrows[at] as number) > 1_024) return end(halted);
    }
    if (observer !== undefined) observer.step(opcode, at, stack, top, memory.bytes());

    if (opcode >= 0x5f && opcode <= 0x7f) {
      const to = jumpsTo[at] as number;
      if (to === 0 || observer !== undefined) {
        stack[top++] = pushed[at] as bigint;
        at += opcode - 0x5f;
        continue;
      }
      at += opcode - 0x5f + 1;
      if (bytes[at] === 0x57 && stack[--top] === 0n) continue;
      countJump(context);
      at = to - 1;
      continue;
    }
    if (opcode >= 0x80 && opcode <= 0x8f) {
      stack[top] = stack[top - (opcode - 0x7f)] as bigint;
      top++;
      continue;
    }
    if (opcode >= 0x90 && opcode <= 0x9f) {
      const other = top - 1 - (opcode - 0x8f);
      const word = stack[other] as bigint;
      stack[other] = stack[top - 1] as bigint;
      stack[top - 1] = word;
      continue;
    }
    const a = stack[top - 1] as bigint;
    const b = stack[top - 2] as bigint;
    const c = stack[top - 3] as bigint;
    switch (opcode) {
      case 0x00: // STOP
        return end({ ok: true, output: nothing, gasLeft: gas });
      case 0x01: // ADD
        stack[--top - 1] = (a + b) & wordMask;
        break;
      case 0x03: // SUB
        stack[--top - 1] = (a - b) & wordMask;
        break;
      case 0x10: // LT
        stack[--top - 1] = a < b ? 1n : 0n;
        break;
      case 0x11: // GT
        stack[--top - 1] = a > b ? 1n : 0n;
        break;
      case 0x14: // EQ
        stack[--top - 1] = a === b ? 1n : 0n;
        break;
      case 0x15: // ISZERO
        stack[top - 1] = a === 0n ? 1n : 0n;
        break;
      case 0x16: // AND
        stack[--top - 1] = a & b;
        break;
      case 0x20: // KECCAK256
        gas -= costOf(memory, a, b, 6);
        if (gas < 0) return end(halted);
        stack[--top - 1] = hashes.hash(
          b === 0n ? nothing : memory.bytes().subarray(Number(a), Number(a + b)),
        );
        break;
      case 0x30: // ADDRESS
        stack[top++] = address;
        break;
      case 0x31: // BALANCE; no run moves ether
        gas -= touch(overlay, overlay.account(a & addressMask));
        stack[top - 1] = overlay.balanceOf(a & addressMask);
        break;
      case 0x32: // ORIGIN
        stack[top++] = context.origin;
        break;
      case 0x33: // CALLER
        stack[top++] = frame.caller;
        break;
      case 0x34: // CALLVALUE
        stack[top++] = 0n;
        break;
      case 0x35: // CALLDATALOAD
        stack[top - 1] = wordAt(data, a);
        break;
      case 0x36: // CALLDATASIZE
        stack[top++] = BigInt(data.length);
        break;
      case 0x37: // CALLDATACOPY
        gas -= costOf(memory, a, c, 3);
        if (gas < 0) return end(halted);
        copy(memory, data, a, b, c);
        top -= 3;
        break;
      case 0x38: // CODESIZE
        stack[top++] = BigInt(bytes.length);
        break;
      case 0x39: // CODECOPY
        gas -= costOf(memory, a, c, 3);
        if (gas < 0) return end(halted);
        copy(memory, bytes, a, b, c);
        top -= 3;
        break;
      case 0x3b: {
        // EXTCODESIZE
        gas -= touch(overlay, overlay.account(a & addressMask));
        stack[top - 1] = BigInt(overlay.codeOf(a & addressMask).bytes.length);
        break;
      }
      case 0x3c: {
        // EXTCODECOPY
        gas -= touch(overlay, overlay.account(a & addressMask));
        const length = stack[top - 4] as bigint;
        gas -= costOf(memory, b, length, 3);
        if (gas < 0) return end(halted);
        copy(memory, overlay.codeOf(a & addressMask).bytes, b, c, length);
        top -= 4;
        break;
      }
      case 0x3d: // RETURNDATASIZE
        stack[top++] = BigInt(returned.length);
        break;
      case 0x3e: // RETURNDATACOPY
        if (b + c > BigInt(returned.length)) return end(halted);
        gas -= costOf(memory, a, c, 3);
        if (gas < 0) return end(halted);
        copy(memory, returned, a, b, c);
        top -= 3;
        break;
      case 0x42: // TIMESTAMP
        stack[top++] = context.block.time;
        break;
      case 0x46: // CHAINID
        stack[top++] = context.block.chainId;
        break;
      case 0x47: // SELFBALANCE
        stack[top++] = overlay.balanceOf(address);
        break;
      case 0x50: // POP
        top--;
        break;
      case 0x51: // MLOAD
        gas -= costOf(memory, a, 32n);
        if (gas < 0) return end(halted);
        stack[top - 1] = memory.load(Number(a));
        break;
      case 0x52: // MSTORE
        gas -= costOf(memory, a, 32n);
        if (gas < 0) return end(halted);
        memory.store(Number(a), b);
        top -= 2;
        break;
      case 0x53: // MSTORE8
        gas -= costOf(memory, a, 1n);
        if (gas < 0) return end(halted);
        memory.bytes()[Number(a)] = Number(b & 0xffn);
        top -= 2;
        break;
      case 0x54: {
        // SLOAD
        const { at: slot, wasCold } = overlay.slot(own, a);
        gas -= wasCold ? 2_100 : 100;
        stack[top - 1] = slot.value;
        break;
      }
      case 0x55: {
        // SSTORE, by EIP-2200, 2929 and 3529
        if (isStatic || gas + unspentAt(code, block, at) <= 2_300) return end(halted);
        const { at: slot, wasCold } = overlay.slot(own, a);
        if (wasCold) gas -= 2_100;
        if (slot.value === b || slot.value !== slot.original) gas -= 100;
        else gas -= slot.original === 0n ? 20_000 : 2_900;
        if (gas < 0) return end(halted);
        if (slot.value !== b) overlay.write(slot, b);
        top -= 2;
        break;
      }
      case 0x56: // JUMP
        if (jumpable[Number(a)] !== 1) return end(halted);
        top--;
        countJump(context);
        // The loop steps onto it.
        at = Number(a) - 1;
        break;
      case 0x57: // JUMPI
        top -= 2;
        if (b === 0n) break;
        countJump(context);
        if (jumpable[Number(a)] !== 1) return end(halted);
        at = Number(a) - 1;
        break;
      case 0x58: // PC
        stack[top++] = BigInt(at);
        break;
      case 0x59: // MSIZE
        throw new UnsupportedError("it asks for the size of its memory");
      case 0x5a: // GAS
        stack[top++] = BigInt(gas + unspentAt(code, block, at));
        break;
      case 0x5b: // JUMPDEST
        break;
      case 0x5c: // TLOAD
        stack[top - 1] = own.transient.get(a) ?? 0n;
        break;
      case 0x5d: // TSTORE
        if (isStatic) return end(halted);
        overlay.writeTransient(own, a, b);
        top -= 2;
        break;
      case 0x5e: // MCOPY
        gas -= costOf(memory, a, c, 3);
        gas -= costOf(memory, b, c);
        if (gas < 0) return end(halted);
        if (c > 0n) memory.bytes().copyWithin(Number(a), Number(b), Number(b + c));
        top -= 3;
        break;
      case 0xa0: // LOG0 to LOG4
      case 0xa1:
      case 0xa2:
      case 0xa3:
      case 0xa4:
        if (isStatic) return end(halted);
        gas -= costOf(memory, a, b);
        if (gas < 0) return end(halted);
        gas -= (opcode - 0xa0) * 375 + 8 * Number(b);
        top -= opcode - 0xa0 + 2;
        break;
      case 0xf1: // CALL
      case 0xf4: // DELEGATECALL
      case 0xfa: {
        // STATICCALL
        const hasValue = opcode === 0xf1;
        if (hasValue && c !== 0n) throw new UnsupportedError("it sends ether");
        const rest = top - (hasValue ? 3 : 2);
        const [input, inputLength] = [stack[rest - 1] as bigint, stack[rest - 2] as bigint];
        const [out, outLength] = [stack[rest - 3] as bigint, stack[rest - 4] as bigint];
        gas -= costOf(memory, input, inputLength);
        if (gas < 0) return end(halted);
        gas -= costOf(memory, out, outLength);
        if (gas < 0) return end(halted);
        const to = b & addressMask;
        if (to < precompiles) throw new UnsupportedError(`it calls the precompile ${to}`);
        gas -= touch(overlay, overlay.account(to));
        if (gas < 0) return end(halted);
        const available = gas + unspentAt(code, block, at);
        const most = available - Math.floor(available / 64);
        const given = a > BigInt(most) ? most : Number(a);
        const isDelegate = opcode === 0xf4;
        const result = runInner(context, {
          code: overlay.codeOf(to),
          codeAddress: to,
          address: isDelegate ? address : to,
          caller: isDelegate ? frame.caller : address,
          data: region(memory, input, inputLength),
          isStatic: isStatic || opcode === 0xfa,
          gas: given,
          depth: frame.depth + 1,
        });
        gas -= given - result.gasLeft;
        returned = result.output;
        const kept = Math.min(returned.length, Number(outLength));
        if (kept > 0) memory.bytes().set(returned.subarray(0, kept), Number(out));
        top = rest - 4;
        stack[top++] = result.ok ? 1n : 0n;
        break;
      }
      case 0xf3: // RETURN
        gas -= costOf(memory, a, b);
        if (gas < 0) return end(halted);
        return end({ ok: true, output: region(memory, a, b), gasLeft: gas });
      case 0xfd: // REVERT
        gas -= costOf(memory, a, b);
        if (gas < 0) return end(halted);
        return end({ ok: false, output: region(memory, a, b), gasLeft: gas });
      default: {
        const compute = arithmetic[opcode];
        if (compute === undefined) {
          if (known[opcode] === 0) return end(halted);
          throw new UnsupportedError(`opcode 0x${opcode.toString(16)}`);
        }
        if (opcode === 0x0a) gas -= 50 * Math.ceil(b.toString(2).length / 8) * (b === 0n ? 0 : 1);
        top -= pops[opcode] as number;
        stack[top++] = compute(a, b, c);
      }
    }
    if (gas < 0) return end(halted);
  }
  return end({ ok: true, output: nothing, gasLeft: gas });
}

/** The gas of `length` bytes of memory at `offset`, and of their words where they are copied or hashed. */
function costOf(memory: Memory, offset: bigint, length: bigint, perWord = 0): number {
  const cost = memory.grow(offset, length);
  if (cost < 0) return Number.POSITIVE_INFINITY;
  return perWord === 0 ? cost : cost + perWord * Math.ceil(Number(length) / 32);
}

/** Copies to memory from other bytes, with zeros behind their end. */
function copy(memory: Memory, from: Uint8Array, to: bigint, offset: bigint, length: bigint): void {
  if (length > 0n) memory.bytes().set(sliceOf(from, offset, Number(length)), Number(to));
}

function region(memory: Memory, offset: bigint, length: bigint): Uint8Array {
  return length === 0n ? nothing : memory.bytes().slice(Number(offset), Number(offset + length));
}

function touch(overlay: Overlay, account: Account): number {
  return overlay.warm(account) ? 2_600 : 100;
}

/** Gas that was taken for steps that are still to come before the next jump. */
function unspentAt({ blockGas, gasBefore }: Code, block: number, at: number): number {
  return (blockGas[block] as number) - (gasBefore[at] as number);
}

function countJump(context: RunContext): void {
  context.jumps++;
  if (context.jumps <= mostJumpsLacking) return;
  if (context.overlay.lacking.length > 0 || context.jumps > mostJumps) {
    throw new UnsupportedError("it takes too many steps");
  }
}

/** Runs a frame, and undoes what it did where it fails. */
function runInner(context: RunContext, frame: Frame): FrameResult {
  if (frame.depth > 1_024) return { ok: false, output: nothing, gasLeft: frame.gas };
  // A delegation (EIP-7702) runs the code of another account.
  if (frame.code.bytes[0] === 0xef) throw new UnsupportedError("it calls an account that delegates");
  const { overlay } = context;
  const mark = overlay.mark();
  const result = runFrame(context, frame);
  if (!result.ok) overlay.undo(mark);
  return result;
}
