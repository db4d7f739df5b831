import { createHash } from "node:crypto";
import type { JobTraces } from "../../keeper/src/sets/intern-traces.ts";

type Storage = Record<string, string>;

/** Traces as a node gives them for jobs of ten slots in four contracts, five of them written. */
export function traceTexts(count: number): JobTraces[] {
  const encoder = new TextEncoder();
  return Array.from({ length: count }, (_, job) => {
    const [target, token] = [`target ${job % 64}`, `token ${job % 8}`];
    const slots: [account: string, slot: string, written: boolean][] = [
      ["executor", `key ${job}`, true],
      ["executor", `allowed ${target}`, false],
      ["manager", "role", false],
      ["manager", "grant", false],
      [target, "cum", false],
      [target, `lane ${job}`, true],
      [target, `position ${job}`, true],
      [token, "supply", false],
      [token, `balance ${job}`, true],
      [token, `purse ${job}`, true],
    ];
    const accounts = (kept: typeof slots, value: string) => {
      const found: Record<string, { balance: string; nonce: number; storage: Storage }> = {};
      for (const [account, slot] of kept) {
        const address = word(account).slice(0, 42);
        found[address] ??= { balance: "0x0", nonce: 1, storage: {} };
        found[address].storage[word(`${account} ${slot}`)] = word(`${value} ${slot}`);
      }
      return found;
    };
    const written = slots.filter(([, , isWritten]) => isWritten);
    const changed = Object.entries(accounts(written, "after"));
    const diff = {
      pre: accounts(written, "before"),
      // Only what changed is named afterwards.
      post: Object.fromEntries(changed.map(([address, { storage }]) => [address, { storage }])),
    };
    return {
      prestate: encoder.encode(JSON.stringify(accounts(slots, "before"))),
      diff: encoder.encode(JSON.stringify(diff)),
      gas: 200_000,
    };
  });
}

function word(text: string): string {
  return `0x${createHash("sha256").update(text).digest("hex")}`;
}
