import type { Address, Hex } from "viem";
import { numberToHex } from "viem";
import type { Chain } from "../chain.ts";
import { decodeRevert } from "../decode-revert.ts";

export interface SimulatedLog {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

export type SimulateCallReturnType =
  | {
      readonly ok: true;
      readonly gasUsed: number;
      readonly output: Hex;
      readonly logs: readonly SimulatedLog[];
    }
  | { readonly ok: false; readonly reason: string };

interface CallFrame {
  readonly gasUsed: Hex;
  readonly output?: Hex;
  readonly error?: string;
  readonly logs?: readonly SimulatedLog[];
  readonly calls?: readonly CallFrame[];
}

/** Ether beyond any fee. */
const plenty = numberToHex(2n ** 96n);

/**
 * Runs a call on the pending state without sending it, and tells its gas, output and logs, or why it reverts.
 *
 * @remarks The caller is taken to have ether: the executor has none, and some nodes charge a simulation for its data.
 *
 * @param time The Unix time in seconds at which it is taken to be mined.
 */
export async function simulateCall(
  chain: Chain,
  call: { readonly from: Address; readonly to: Address; readonly data: Hex },
  time: bigint,
): Promise<SimulateCallReturnType> {
  if (!chain.canTrace) return simulateWithoutTracer(chain, call);
  const frame = await chain.request<CallFrame>("debug_traceCall", [
    { ...call, gas: numberToHex(chain.simulationGas) },
    "pending",
    {
      ...{
        tracer: "callTracer",
        tracerConfig: { withLog: true },
        blockOverrides: { time: numberToHex(time) },
      },
      stateOverrides: { [call.from]: { balance: plenty } },
    },
  ]);
  if (frame.error !== undefined) return { ok: false, reason: decodeRevert(frame.output, frame.error) };
  return { ok: true, gasUsed: Number(frame.gasUsed), output: frame.output ?? "0x", logs: logsOf(frame) };
}

async function simulateWithoutTracer(
  chain: Chain,
  call: { readonly from: Address; readonly to: Address; readonly data: Hex },
): Promise<SimulateCallReturnType> {
  try {
    const [output, gas] = await Promise.all([
      chain.request<Hex>("eth_call", [call, "pending"]),
      chain.request<Hex>("eth_estimateGas", [call, "pending"]),
    ]);
    return { ok: true, gasUsed: Number(gas), output, logs: [] };
  } catch (error) {
    const data = (error as { data?: unknown }).data;
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: decodeRevert(typeof data === "string" ? (data as Hex) : undefined, message) };
  }
}

function logsOf(frame: CallFrame): SimulatedLog[] {
  // The logs of a frame that reverted inside a successful call did not happen.
  if (frame.error !== undefined) return [];
  return [...(frame.logs ?? []), ...(frame.calls ?? []).flatMap(logsOf)];
}
