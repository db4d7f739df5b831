import { type Address, erc20Abi } from "viem";
import { contractCall, type TransactionStep } from "./contract-call.ts";

/** The steps that let `spender` take `amount` of a token: none where it may already. */
export function approveSteps(
  token: { address: Address; symbol: string },
  spender: Address,
  amount: bigint,
  allowance: bigint,
): TransactionStep[] {
  if (allowance >= amount) return [];
  const call = contractCall({
    address: token.address,
    abi: erc20Abi,
    functionName: "approve",
    args: [spender, amount],
  });
  return [{ title: `Approve ${token.symbol}`, call }];
}
