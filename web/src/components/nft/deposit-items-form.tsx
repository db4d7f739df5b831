"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { BringItemsForm } from "#components/nft/bring-items-form";
import type { NftAccount } from "#hooks/use-nft-account";
import { contractCall } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import type { NftVault } from "#lib/nft-view";
import { WAD } from "#lib/price";

/** Brings items for item tokens. */
export function DepositItemsForm({ vault, account }: { vault: NftVault; account: NftAccount | undefined }) {
  return (
    <BringItemsForm
      vault={vault}
      account={account}
      step={(ids, { address }) => ({
        title: ids.length === 1 ? "Deposit 1 item" : `Deposit ${ids.length} items`,
        call: contractCall({
          address: vault.address,
          abi: nftVaultAbi,
          functionName: "deposit",
          args: [ids, address],
        }),
      })}
      facts={(count) => [
        {
          name: "You receive",
          value: `${formatAmount(count * (WAD - vault.depositFeeWad), 18)} ${vault.symbol}`,
        },
        { name: "Fee", value: `${formatAmount(vault.depositFeeWad, 18, 6)} an item` },
      ]}
      success="Deposited."
    />
  );
}
