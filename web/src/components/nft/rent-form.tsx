"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { useState } from "react";
import { useReadContract } from "wagmi";
import { DevnetFaucet } from "#components/devnet-faucet";
import { FactList } from "#components/fact-list";
import { RentLengthField } from "#components/nft/rent-length-field";
import { TransactionButton } from "#components/transaction-button";
import type { NftAccount } from "#hooks/use-nft-account";
import { approveSteps } from "#lib/approve-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { formatDuration } from "#lib/format-duration";
import type { NftVault } from "#lib/nft-view";
import { type RentLength, rentSeconds } from "#lib/rent-seconds";

/** Rents the one item chosen in the grid. */
export function RentForm({
  vault,
  account,
  selected,
  onDone,
}: {
  vault: NftVault;
  account: NftAccount | undefined;
  selected: readonly bigint[];
  onDone: () => void;
}) {
  const [typed, setTyped] = useState<RentLength>({ text: "1", unit: "hours" });
  const { quoteToken } = vault;
  const id = selected.length === 1 ? selected[0] : undefined;
  const length = rentSeconds(typed, vault, formatDuration);
  const seconds = BigInt(length?.seconds ?? 0);

  const price = useReadContract({
    address: vault.address,
    abi: nftVaultAbi,
    functionName: "rentPrice",
    args: [id ?? 0n, seconds],
    query: { enabled: id !== undefined && seconds > 0n },
  });

  if (!vault.rentable) {
    return (
      <p className="text-sm text-muted">
        This collection has no ERC-4907 user role, so its items are not rented.
      </p>
    );
  }

  const blocked =
    id === undefined
      ? "Choose one item in the grid"
      : (length?.error ??
        (seconds === 0n
          ? "Enter a duration"
          : price.data === undefined
            ? "Asking for the price…"
            : account && account.quoteBalance < price.data
              ? `Not enough ${quoteToken.symbol}`
              : undefined));

  const steps: TransactionStep[] = [];
  if (account && id !== undefined && price.data !== undefined && blocked === undefined) {
    steps.push(...approveSteps(quoteToken, vault.address, price.data, account.quoteAllowance), {
      title: `Rent #${id}`,
      call: contractCall({
        address: vault.address,
        abi: nftVaultAbi,
        functionName: "rent",
        args: [id, account.address, seconds, price.data],
      }),
    });
  }

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <RentLengthField
        length={typed}
        onLength={setTyped}
        terms={vault}
        invalid={length?.error !== undefined}
      />
      {account && account.quoteBalance < (price.data ?? 1n) && (
        <DevnetFaucet token={quoteToken} to={account.address} />
      )}
      <FactList
        facts={[
          { name: "Item", value: id === undefined ? "–" : `#${id}` },
          {
            name: "Price",
            value:
              id !== undefined && price.data !== undefined
                ? `${formatAmount(price.data, quoteToken.decimals, 6)} ${quoteToken.symbol}`
                : "–",
          },
        ]}
      />
      <TransactionButton
        steps={steps}
        blocked={blocked}
        success="Rented. You are its user now."
        onDone={onDone}
      />
    </form>
  );
}
