"use client";

import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import type { Address } from "viem";
import { foundry } from "viem/chains";
import { usePublicConfig } from "#components/layout/providers";
import { TransactionButton } from "#components/transaction-button";
import { contractCall } from "#lib/contract-call";
import type { Token } from "#lib/scalars";

/** Whole tokens that one click mints. */
const WHOLE_TOKENS = 1_000n;

/** On the devnet anyone may mint its tokens; elsewhere this shows nothing. */
export function DevnetFaucet({ token, to }: { token: Token; to: Address }) {
  const { chain } = usePublicConfig();
  if (chain.id !== foundry.id) return null;
  const amount = WHOLE_TOKENS * 10n ** BigInt(token.decimals);
  return (
    <div className="space-y-2 rounded-md border border-dashed border-line-strong p-3">
      <p className="text-sm text-muted">You have no {token.symbol} yet. This is a devnet, so take some.</p>
      <TransactionButton
        steps={[
          {
            title: `Mint 1,000 ${token.symbol}`,
            call: contractCall({
              address: token.address,
              abi: devnetTokenAbi,
              functionName: "mint",
              args: [to, amount],
            }),
          },
        ]}
        success={`${token.symbol} minted.`}
      />
    </div>
  );
}
