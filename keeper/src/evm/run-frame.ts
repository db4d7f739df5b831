import { keccak256 } from "viem";
import { power } from "./arithmetic.ts";
import type { Hashes } from "./create-hashes.ts";
import type { Account, Overlay } from "./create-overlay.ts";
import { UnsupportedError } from "./errors.ts";
import { createMemory, type Memory, sliceOf, wordAt } from "./memory.ts";
import { opcodes } from "./opcodes.ts";
import type { BlockContext, Code, Frame, FrameResult, Machine, StepObserver } from "./types.ts";

/** What all frames of one transaction share. */
export interface RunContext {
  readonly overlay: Overlay;
  readonly hashes: Hashes;
  readonly block: BlockContext;
  readonly origin: bigint;
  readonly observer: StepObserver | undefined;
  /** How many segments were run so far. */
  segments: number;
}

const addressMask = 2n ** 160n - 1n;
/** No job runs so many. One that lacks state may run on in vain, and is stopped much sooner. */
const [mostSegments, mostSegmentsLacking] = [2_000_000, 20_000];
/** Precompiles of today's chains are below it. */
const precompiles = 0x200n;
/** Words that no code reaches lie below the stack, so that three operands can be looked at whatever is there. */
const belowStack: readonly bigint[] = [0n, 0n, 0n];
const lowest = belowStack.length;
const highest = 1_024 + lowest;
const nothing = new Uint8Array(0);
const hashOfNothing = BigInt(keccak256("0x"));
const halted: FrameResult = { ok: false, output: nothing, gasLeft: 0 };
const { known } = opcodes;

/**
 * Runs one frame of a call, and those that it calls, as the chain would since Cancun.
 *
 * @remarks A call is thousands of steps of a few nanoseconds: those that only compute are compiled, and the switch has
 * those that touch state, copy memory, call or end. Gas is counted: what a callee can do depends on what it was given.
 * Refunds are not, which come after all steps.
 *
 * @throws UnsupportedError where only a node can tell what happens.
 */
export function runFrame(context: RunContext, frame: Frame): FrameResult {
  const { overlay, hashes, observer } = context;
  const { code, address, caller, data, isStatic } = frame;
  const { bytes, pushed, blockGas, blockNeeds, blockGrows } = code;
  // An observer sees every step, so each is taken by itself.
  const segmentFrom = observer === undefined ? code.segments.from : code.segments.step;
  const own = overlay.account(address);
  const memory = createMemory();
  const { time, chainId } = context.block;
  const machine: Machine = {
    ...{ memory, data, pushed, address, caller, origin: context.origin, time, chainId, returned: nothing },
    load: (offset) => wordAt(data, offset),
    hash: (offset, length) =>
      memory.pay(offset, length, 6) && length > 0n
        ? hashes.hash(memory.bytes().subarray(Number(offset), Number(offset + length)))
        : hashOfNothing,
  };
  const stack = [...belowStack];
  let { gas } = frame;
  let top = lowest;
  let at = 0;

  observer?.enter(frame);
  const end = (result: FrameResult): FrameResult => {
    observer?.leave(result);
    return result;
  };

  let block = 0;
  while (at < bytes.length) {
    const needs = blockNeeds[at] as number;
    if (needs >= 0) {
      // The gas of all steps up to the next jump is taken at once, and so is their stack checked.
      block = at;
      gas -= blockGas[at] as number;
      if (gas < 0 || top - lowest < needs || top + (blockGrows[at] as number) > highest) return end(halted);
    }
    const opcode = bytes[at] as number;
    if (observer !== undefined) observer.step(opcode, at, stack, top, memory.bytes());

    const segment = segmentFrom(at);
    if (segment !== null) {
      gas -= segment.gas;
      if (gas < 0 || top - lowest < segment.needs || top + segment.highest > highest) return end(halted);
      at = segment.run(machine, stack, top);
      top += segment.grows;
      gas -= memory.takeCost();
      if (gas < 0 || at < 0) return end(halted);
      if (segment.block >= 0) block = segment.block;
      countSegment(context);
      continue;
    }
    const a = stack[top - 1] as bigint;
    const b = stack[top - 2] as bigint;
    const c = stack[top - 3] as bigint;
    switch (opcode) {
      case 0x00: // STOP
        return end({ ok: true, output: nothing, gasLeft: gas });
      case 0x0a: // EXP
        gas -= 50 * Math.ceil(b.toString(2).length / 8) * (b === 0n ? 0 : 1);
        stack[--top - 1] = power(a, b);
        break;
      case 0x31: // BALANCE; no run moves ether
        gas -= touch(overlay, overlay.account(a & addressMask));
        stack[top - 1] = overlay.balanceOf(a & addressMask);
        break;
      case 0x37: // CALLDATACOPY
        gas -= costOf(memory, a, c, 3);
        if (gas < 0) return end(halted);
        copy(memory, data, a, b, c);
        top -= 3;
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
      case 0x3e: // RETURNDATACOPY
        if (b + c > BigInt(machine.returned.length)) return end(halted);
        gas -= costOf(memory, a, c, 3);
        if (gas < 0) return end(halted);
        copy(memory, machine.returned, a, b, c);
        top -= 3;
        break;
      case 0x47: // SELFBALANCE
        stack[top++] = overlay.balanceOf(address);
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
      case 0x59: // MSIZE
        throw new UnsupportedError("it asks for the size of its memory");
      case 0x5a: // GAS
        stack[top++] = BigInt(gas + unspentAt(code, block, at));
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
        machine.returned = result.output;
        const kept = Math.min(result.output.length, Number(outLength));
        if (kept > 0) memory.bytes().set(result.output.subarray(0, kept), Number(out));
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
      default:
        if (known[opcode] === 0) return end(halted);
        throw new UnsupportedError(`opcode 0x${opcode.toString(16)}`);
    }
    if (gas < 0) return end(halted);
    at++;
  }
  return end({ ok: true, output: nothing, gasLeft: gas });
}

/** The gas of `length` bytes of memory at `offset`, and of their words where they are copied. */
function costOf(memory: Memory, offset: bigint, length: bigint, perWord = 0): number {
  memory.pay(offset, length, perWord);
  return memory.takeCost();
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

function countSegment(context: RunContext): void {
  context.segments++;
  if (context.segments <= mostSegmentsLacking) return;
  if (context.overlay.lacking.length > 0 || context.segments > mostSegments) {
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
