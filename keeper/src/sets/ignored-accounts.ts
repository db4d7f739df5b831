import type { Address } from "viem";

/**
 * The accounts that every transaction of an OP-stack chain pays its fees to: the sequencer, base, L1 and operator fee
 * vaults. Parallel engines credit them apart from the transactions' own state.
 *
 * @see https://specs.optimism.io/protocol/predeploys.html
 */
const feeVaults = [
  "0x4200000000000000000000000000000000000011",
  "0x4200000000000000000000000000000000000019",
  "0x420000000000000000000000000000000000001a",
  "0x420000000000000000000000000000000000001b",
] as const;

/** The L1 block attributes, read to price data; only the first transaction of a block writes them. */
const l1Block = "0x4200000000000000000000000000000000000015";

/**
 * The accounts whose state is no matter of the jobs: who is paid the fees, and the senders, of which each batch uses
 * every one at most once.
 */
export function ignoredAccounts(coinbase: Address, senders: readonly Address[]): ReadonlySet<string> {
  return new Set([...feeVaults, l1Block, coinbase, ...senders].map((address) => address.toLowerCase()));
}
