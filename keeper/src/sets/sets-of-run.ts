import type { RunCallReturnType } from "../evm/run-call.ts";
import type { StateSets } from "./types.ts";

/** Names the state that a run touched, as traces name it. */
export function setsOfRun(
  ignored: ReadonlySet<string>,
): (touched: RunCallReturnType["touched"]) => StateSets {
  const ignoredNumbers = new Set([...ignored].map(BigInt));
  return (accounts) => {
    const touched: string[] = [];
    const written: string[] = [];
    for (const [address, slots] of accounts) {
      if (ignoredNumbers.has(address)) continue;
      const account = `0x${address.toString(16).padStart(40, "0")}`;
      touched.push(account);
      for (const [slot, { isWritten }] of slots) {
        const name = `${account}:0x${slot.toString(16).padStart(64, "0")}`;
        touched.push(name);
        if (isWritten) written.push(name);
      }
    }
    return { touched: touched.sort(), written: written.sort() };
  };
}
