import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { type Address, erc20Abi, parseEventLogs, type TransactionReceipt } from "viem";
import type { Chain } from "../chain.ts";
import { shortAddress } from "../observe/create-job.ts";

/** What gauges paid in these transactions, in units of the token, by the token's symbol. */
export async function sumClaims(
  chain: Chain,
  receipts: readonly TransactionReceipt[],
): Promise<Record<string, string>> {
  const amounts = new Map<Address, bigint>();
  for (const { logs } of receipts) {
    for (const { args } of parseEventLogs({ abi: gaugeAbi, eventName: "Claim", logs })) {
      amounts.set(args.token, (amounts.get(args.token) ?? 0n) + args.amount);
    }
  }
  const sums: Record<string, string> = {};
  for (const [token, amount] of [...amounts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const symbol = await chain.client
      .readContract({ address: token, abi: erc20Abi, functionName: "symbol" })
      // A token without a symbol is told by its address.
      .catch(() => shortAddress(token));
    sums[symbol in sums ? `${symbol} ${shortAddress(token)}` : symbol] = amount.toString();
  }
  return sums;
}
