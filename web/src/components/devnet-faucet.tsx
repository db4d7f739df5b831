"use client";

import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import type { Address } from "viem";
import { foundry } from "viem/chains";
import { useSimulateContract } from "wagmi";
import { usePublicConfig } from "#components/layout/providers";
import { TransactionButton } from "#components/transaction-button";
import type { SpentToken } from "#hooks/use-spending";
import { contractCall } from "#lib/contract-call";

/** Whole tokens that one click mints. */
const WHOLE_TOKENS = 1_000n;

/** On the devnet anyone may mint its tokens; elsewhere this shows nothing. */
export function DevnetFaucet({ token, to }: { token: SpentToken; to: Address }) {
  const { chain } = usePublicConfig();
  const amount = WHOLE_TOKENS * 10n ** BigInt(token.decimals);
  const mint = {
    address: token.address,
    abi: devnetTokenAbi,
    functionName: "mint",
    args: [to, amount],
  } as const;
  // Vaults also take item tokens and pools' shares, which nobody mints for nothing.
  const possible = useSimulateContract({ ...mint, account: to, query: { enabled: chain.id === foundry.id } });
  if (!possible.isSuccess) return null;
  return (
    <div className="space-y-2 rounded-md border border-dashed border-line-strong p-3">
      <p className="text-sm text-muted">
        You have too little {token.symbol}. This is a devnet, so take some.
      </p>
      <TransactionButton
        steps={[
          {
            title: `Mint 1 000 ${token.symbol}`,
            call: contractCall(mint),
          },
        ]}
        success={`${token.symbol} minted.`}
      />
    </div>
  );
}
