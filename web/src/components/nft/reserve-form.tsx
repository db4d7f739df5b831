"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { BringItemsForm } from "#components/nft/bring-items-form";
import { WithdrawReserved } from "#components/nft/withdraw-reserved";
import type { NftAccount } from "#hooks/use-nft-account";
import { contractCall } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import type { NftVault } from "#lib/nft-view";
import { rentPerDay } from "#lib/rental-price";

/** Brings items that stay their owner's: each is kept for who holds its receipt, and earns its own rent. */
export function ReserveForm({ vault, account }: { vault: NftVault; account: NftAccount | undefined }) {
  const { quoteToken } = vault;
  return (
    <div className="space-y-4">
      <p className="text-sm text-muted">
        A reserved item stays yours: nobody else can redeem it, and its receipt brings back this very one.
      </p>
      <BringItemsForm
        vault={vault}
        account={account}
        step={(ids, { address }) => ({
          title: ids.length === 1 ? `Reserve #${ids[0]}` : `Reserve ${ids.length} items`,
          call: contractCall({
            address: vault.address,
            abi: nftVaultAbi,
            functionName: "reserve",
            args: [ids, address],
          }),
        })}
        facts={(count) => [
          { name: "You receive", value: count === 1n ? "1 receipt" : `${count} receipts` },
          {
            name: "Earns while on rent",
            value: vault.rentable
              ? `${formatAmount(rentPerDay(vault.pricePerSecondWad), quoteToken.decimals)} ${quoteToken.symbol} a day`
              : "no rent",
          },
        ]}
        success="Reserved."
      />
      <WithdrawReserved vault={vault} />
    </div>
  );
}
