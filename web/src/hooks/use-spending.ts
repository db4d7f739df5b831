"use client";

import { useState } from "react";
import type { Address } from "viem";
import { useTokenAccount } from "#hooks/use-token-account";
import { type ParsedAmount, parseAmount } from "#lib/parse-amount";

/** A token that a form gives away an amount of. */
export type SpentToken = { address: Address; symbol: string; decimals: number };

export interface Spending {
  text: string;
  setText: (text: string) => void;
  parsed: ParsedAmount | undefined;
  /** In units of the token; 0 while there is none. */
  amount: bigint;
  account: ReturnType<typeof useTokenAccount>;
  /** Why that amount can't be spent, in words. */
  missing: string | undefined;
}

/** An amount of a token that the connected account lets `spender` take. */
export function useSpending(token: SpentToken, spender: Address): Spending {
  const [text, setText] = useState("");
  const account = useTokenAccount(token.address, spender);
  const parsed = parseAmount(text, token.decimals);
  const amount = parsed?.amount ?? 0n;
  const missing =
    amount === 0n
      ? "Enter an amount"
      : account && amount > account.balance
        ? `Not enough ${token.symbol}`
        : undefined;
  return { text, setText, parsed, amount, account, missing };
}
