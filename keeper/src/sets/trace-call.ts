import { type Address, type Hex, numberToHex } from "viem";
import type { Chain } from "../chain.ts";
import { type Prestate, type PrestateDiff, setsFromPrestate } from "./sets-from-prestate.ts";
import type { StateSets } from "./types.ts";

/**
 * The sets of a call on the pending state, mined at `time`.
 *
 * @remarks Where the node has no tracer, the access list stands in: all it names counts as written, which is safe and
 * keeps more jobs apart than need be.
 */
export async function traceCall(
  chain: Chain,
  call: { readonly from: Address; readonly to: Address; readonly data: Hex },
  time: bigint,
  ignored: ReadonlySet<string>,
): Promise<StateSets> {
  if (!chain.canTrace) {
    const { accessList } = await chain.request<{
      accessList: readonly { address: Address; storageKeys: readonly Hex[] }[];
    }>("eth_createAccessList", [call, "pending"]);
    const names = accessList
      .filter((entry) => !ignored.has(entry.address.toLowerCase()))
      .flatMap((entry) => entry.storageKeys.map((slot) => `${entry.address.toLowerCase()}:${slot}`))
      .sort();
    return { touched: names, written: names };
  }
  const blockOverrides = { time: numberToHex(time) };
  const request = { ...call, gas: numberToHex(chain.simulationGas) };
  const [prestate, diff] = await Promise.all([
    chain.request<Prestate>("debug_traceCall", [
      request,
      "pending",
      { tracer: "prestateTracer", tracerConfig: { disableCode: true }, blockOverrides },
    ]),
    chain.request<PrestateDiff>("debug_traceCall", [
      request,
      "pending",
      { tracer: "prestateTracer", tracerConfig: { diffMode: true, disableCode: true }, blockOverrides },
    ]),
  ]);
  return setsFromPrestate(prestate, diff, ignored);
}
