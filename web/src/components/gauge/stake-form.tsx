"use client";

import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { useState } from "react";
import type { Address } from "viem";
import { AmountField } from "#components/amount-field";
import { TransactionButton } from "#components/transaction-button";
import { useTokenAccount } from "#hooks/use-token-account";
import { approveSteps } from "#lib/approve-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { parseAmount } from "#lib/parse-amount";

/** Stakes a token in a gauge: into the position `into` where one is given, else into a new one. */
export function StakeForm({
  gauge,
  token,
  into,
}: {
  gauge: Address;
  token: { address: Address; symbol: string; decimals: number };
  into?: bigint | undefined;
}) {
  const [text, setText] = useState("");
  const account = useTokenAccount(token.address, gauge);
  const parsed = parseAmount(text, token.decimals);
  const amount = parsed?.amount ?? 0n;
  const blocked =
    amount === 0n
      ? "Enter an amount"
      : account && amount > account.balance
        ? `Not enough ${token.symbol}`
        : undefined;

  const steps: TransactionStep[] = [];
  if (account && blocked === undefined) {
    const contract = { address: gauge, abi: gaugeAbi } as const;
    const call =
      into === undefined
        ? contractCall({ ...contract, functionName: "stake", args: [amount, account.address] })
        : contractCall({ ...contract, functionName: "increase", args: [into, amount] });
    steps.push(...approveSteps(token, gauge, amount, account.allowance), {
      title: into === undefined ? "Stake" : "Add to the stake",
      call,
    });
  }

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <AmountField
        label="Stake"
        symbol={token.symbol}
        decimals={token.decimals}
        text={text}
        onText={setText}
        parsed={parsed}
        max={account?.balance}
      />
      <TransactionButton
        steps={steps}
        blocked={blocked}
        success={
          into === undefined
            ? "Staked. Your position is an NFT; you find it under Positions."
            : "Added to the position."
        }
        onDone={() => setText("")}
      />
    </form>
  );
}
