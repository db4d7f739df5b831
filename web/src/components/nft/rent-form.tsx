"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { useId, useState } from "react";
import { useReadContract } from "wagmi";
import { DevnetFaucet } from "#components/devnet-faucet";
import { FactList } from "#components/fact-list";
import { TransactionButton } from "#components/transaction-button";
import type { NftAccount } from "#hooks/use-nft-account";
import { approveSteps } from "#lib/approve-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { formatDuration } from "#lib/format-duration";
import type { NftVault } from "#lib/nft-view";
import { type RentUnit, rentSeconds, rentUnits } from "#lib/rent-seconds";

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
  const field = useId();
  const [text, setText] = useState("1");
  const [unit, setUnit] = useState<RentUnit>("hours");
  const { quoteToken } = vault;
  const id = selected.length === 1 ? selected[0] : undefined;
  const length = rentSeconds(text, unit, vault, formatDuration);
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
      <div>
        <label htmlFor={field} className="text-sm font-medium">
          For how long
        </label>
        <div className="mt-1.5 flex gap-2">
          <input
            id={field}
            inputMode="numeric"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-invalid={length?.error !== undefined}
            className="figures h-11 w-24 rounded-md border border-line-strong bg-paper px-3 text-lg outline-none focus:border-water"
          />
          <select
            aria-label="Unit of time"
            value={unit}
            onChange={(event) => setUnit(event.target.value as RentUnit)}
            className="h-11 flex-1 rounded-md border border-line-strong bg-paper px-3 focus:border-water"
          >
            {rentUnits.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
        <p className="label mt-1.5">
          {formatDuration(vault.minSeconds)} to {formatDuration(vault.maxSeconds)}
        </p>
      </div>
      {account?.quoteBalance === 0n && <DevnetFaucet token={quoteToken} to={account.address} />}
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
