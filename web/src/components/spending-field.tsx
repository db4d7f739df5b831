"use client";

import { AmountField } from "#components/amount-field";
import { DevnetFaucet } from "#components/devnet-faucet";
import type { Spending, SpentToken } from "#hooks/use-spending";

/** The amount that a form gives away, up to what the account has; on the devnet, a way to have some. */
export function SpendingField({
  label,
  token,
  spending: { text, setText, parsed, account },
}: {
  label: string;
  token: SpentToken;
  spending: Spending;
}) {
  return (
    <>
      <AmountField
        label={label}
        symbol={token.symbol}
        decimals={token.decimals}
        text={text}
        onText={setText}
        parsed={parsed}
        max={account?.balance}
      />
      {account?.balance === 0n && <DevnetFaucet token={token} to={account.address} />}
    </>
  );
}
