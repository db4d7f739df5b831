import type { Hashes } from "./create-hashes.ts";
import { createOverlay } from "./create-overlay.ts";
import { UnsupportedError } from "./errors.ts";
import { runFrame } from "./run-frame.ts";
import type { BlockContext, Call, Frame, NeededState, StateSource, StepObserver } from "./types.ts";

export interface TouchedSlot {
  /** What it holds afterwards. */
  readonly value: bigint;
  readonly isWritten: boolean;
}

/** What a call did: the state that it touched and changed, by account. */
export interface RunCallReturnType {
  readonly ok: boolean;
  /** What was not known and taken for zero; where there is anything, the rest is of no use. */
  readonly lacking: readonly NeededState[];
  readonly touched: ReadonlyMap<bigint, ReadonlyMap<bigint, TouchedSlot>>;
}

/**
 * Runs a call on state that was read before.
 *
 * @throws UnsupportedError where only a node can tell what happens.
 */
export function runCall(
  source: StateSource,
  hashes: Hashes,
  block: BlockContext,
  { from, to, data, gas }: Call,
  observer?: StepObserver,
): RunCallReturnType {
  const overlay = createOverlay(source);
  for (const address of [from, to]) overlay.warm(overlay.account(address));
  const code = overlay.codeOf(to);
  const mark = overlay.mark();
  const frame: Frame = {
    ...{ code, address: to, codeAddress: to, caller: from, data, isStatic: false },
    ...{ gas: gas - intrinsicGas(data), depth: 1 },
  };
  let ok = false;
  try {
    ok = runFrame({ overlay, hashes, block, origin: from, observer, segments: 0 }, frame).ok;
  } catch (error) {
    // On state that it lacks, a call may do anything.
    if (!(error instanceof UnsupportedError) || overlay.lacking.length === 0) throw error;
  }
  if (!ok) overlay.undo(mark);
  const touched = new Map(
    [...overlay.accounts].map(([address, { slots }]) => [
      address,
      new Map(
        [...slots].map(
          ([slot, { original, value }]) => [slot, { value, isWritten: value !== original }] as const,
        ),
      ),
    ]),
  );
  return { ok, lacking: overlay.lacking, touched };
}

/** What a transaction takes before its first step: EIP-2028. */
function intrinsicGas(data: Uint8Array): number {
  let gas = 21_000;
  for (const byte of data) gas += byte === 0 ? 4 : 16;
  return gas;
}
