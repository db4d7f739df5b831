"use client";

import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { useState } from "react";
import type { Address } from "viem";
import { AmountField } from "#components/amount-field";
import { TransactionButton } from "#components/transaction-button";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { parseAmount } from "#lib/parse-amount";
import type { GaugePosition } from "#lib/position-view";

/** Takes stake out of a position; what it has earned stays claimable. */
export function UnstakeForm({ position, owner }: { position: GaugePosition; owner: Address }) {
  const { gauge, tokenId, stake } = position;
  const [text, setText] = useState("");
  const parsed = parseAmount(text, gauge.stakeToken.decimals);
  const amount = parsed?.amount ?? 0n;
  const blocked =
    amount === 0n ? "Enter an amount" : amount > stake ? "More than the position holds" : undefined;
  const steps: TransactionStep[] = [
    {
      title: amount === stake ? "Unstake everything" : "Unstake",
      call: contractCall({
        address: gauge.address,
        abi: gaugeAbi,
        functionName: "unstake",
        args: [tokenId, amount, owner],
      }),
    },
  ];
  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <AmountField
        label="Unstake"
        symbol={gauge.stakeToken.symbol}
        decimals={gauge.stakeToken.decimals}
        text={text}
        onText={setText}
        parsed={parsed}
        max={stake}
        maxLabel="Staked"
      />
      <TransactionButton
        steps={blocked === undefined ? steps : []}
        blocked={blocked}
        success="Unstaked. What the stake earned stays claimable."
        onDone={() => setText("")}
      />
    </form>
  );
}
