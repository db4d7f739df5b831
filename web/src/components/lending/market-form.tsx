"use client";

import { useState } from "react";
import { AmountField } from "#components/amount-field";
import { DevnetFaucet } from "#components/devnet-faucet";
import { FactList } from "#components/fact-list";
import { TransactionButton } from "#components/transaction-button";
import type { MarketAccount } from "#hooks/use-market-account";
import type { TransactionStep } from "#lib/contract-call";
import { parseAmount } from "#lib/parse-amount";
import type { Token } from "#lib/scalars";

/**
 * One amount of one token, and the transactions it takes; each action of a market is one of these.
 *
 * `everything` is what the amount stands for where it is all that there is: interest grows while the form is read.
 */
export function MarketForm({
  label,
  token,
  account,
  max,
  maxLabel,
  faucet,
  blocked,
  facts,
  steps,
  success,
}: {
  label: string;
  token: Token;
  account: MarketAccount | undefined;
  max: bigint | undefined;
  maxLabel: string;
  /** Whether the devnet may mint the token for who has none. */
  faucet?: boolean;
  /** Why an amount can't be sent, beyond what every form knows. */
  blocked?: (amount: bigint) => string | undefined;
  facts?: (amount: bigint) => { name: string; value: string }[];
  steps: (amount: bigint, account: MarketAccount, everything: boolean) => TransactionStep[];
  success: string;
}) {
  const [text, setText] = useState("");
  const [everything, setEverything] = useState(false);
  const parsed = parseAmount(text, token.decimals);
  const amount = parsed?.amount ?? 0n;
  const reason =
    amount === 0n
      ? "Enter an amount"
      : max !== undefined && amount > max && !everything
        ? `More than ${maxLabel.toLowerCase()}`
        : blocked?.(amount);
  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <AmountField
        label={label}
        symbol={token.symbol}
        decimals={token.decimals}
        text={text}
        onText={(next) => {
          setText(next);
          setEverything(false);
        }}
        parsed={parsed}
        max={max}
        maxLabel={maxLabel}
        onMax={() => setEverything(true)}
      />
      {faucet && account && max === 0n && <DevnetFaucet token={token} to={account.address} />}
      {facts && <FactList facts={facts(amount)} />}
      <TransactionButton
        steps={account && reason === undefined ? steps(amount, account, everything) : []}
        blocked={reason}
        success={success}
        onDone={() => {
          setText("");
          setEverything(false);
        }}
      />
    </form>
  );
}
