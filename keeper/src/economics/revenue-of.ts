import { type Address, erc20Abi, isAddressEqual, parseEventLogs } from "viem";
import type { SimulatedLog } from "../sets/simulate-call.ts";
import type { Prices } from "./create-prices.ts";

/** What a call pays to `receivers` in tokens, by the transfers that it logs, less what it takes from them; in wei. */
export async function revenueOf(
  logs: readonly SimulatedLog[],
  receivers: readonly Address[],
  prices: Prices,
): Promise<{ wei: bigint } | { reason: string }> {
  const isOurs = (account: Address) => receivers.some((receiver) => isAddressEqual(account, receiver));
  const amounts = new Map<Address, bigint>();
  for (const { address, args } of parseEventLogs({
    abi: erc20Abi,
    eventName: "Transfer",
    logs: logs as never,
  }) as unknown as readonly { address: Address; args: { from: Address; to: Address; value: bigint } }[]) {
    const change = (isOurs(args.to) ? args.value : 0n) - (isOurs(args.from) ? args.value : 0n);
    if (change !== 0n) amounts.set(address, (amounts.get(address) ?? 0n) + change);
  }
  let wei = 0n;
  for (const [token, amount] of amounts) {
    const worth = await prices.worthOf(token, amount);
    if ("reason" in worth) return worth;
    wei += worth.wei;
  }
  return { wei };
}
