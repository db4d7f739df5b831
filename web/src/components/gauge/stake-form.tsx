"use client";

import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import type { Address } from "viem";
import { SpendingField } from "#components/spending-field";
import { TransactionButton } from "#components/transaction-button";
import { type SpentToken, useSpending } from "#hooks/use-spending";
import { approveSteps } from "#lib/approve-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";

/** Stakes a token in a gauge: into the position `into` where one is given, else into a new one. */
export function StakeForm({
  gauge,
  token,
  into,
}: {
  gauge: Address;
  token: SpentToken;
  into?: bigint | undefined;
}) {
  const spending = useSpending(token, gauge);
  const { account, amount, missing: blocked, setText } = spending;

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
      <SpendingField label="Stake" token={token} spending={spending} />
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
