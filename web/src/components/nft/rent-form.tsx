"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { useState } from "react";
import { useReadContract } from "wagmi";
import { DevnetFaucet } from "#components/devnet-faucet";
import { FactList } from "#components/fact-list";
import { RentLengthField } from "#components/nft/rent-length-field";
import { TransactionButton } from "#components/transaction-button";
import { useBlockTime } from "#hooks/use-block-time";
import { useTokenAccount } from "#hooks/use-token-account";
import { approveSteps } from "#lib/approve-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { extensionTerms } from "#lib/extension-terms";
import { formatAmount } from "#lib/format-amount";
import { formatDuration } from "#lib/format-duration";
import { formatTime } from "#lib/format-time";
import type { NftItem, NftVault } from "#lib/nft-view";
import { type RentLength, rentSeconds } from "#lib/rent-seconds";

const REFRESH_MS = 4_000;

/** Rents an item of a vault; the one who has it on rent makes that longer. */
export function RentForm({
  vault,
  item,
  onDone,
}: {
  vault: Pick<NftVault, "address" | "quoteToken" | "rentable" | "minSeconds" | "maxSeconds">;
  item: Pick<NftItem, "tokenId" | "state" | "rentedUntil" | "recalled"> | undefined;
  onDone: () => void;
}) {
  const [typed, setTyped] = useState<RentLength>({ text: "1", unit: "hours" });
  const { quoteToken } = vault;
  const account = useTokenAccount(quoteToken.address, vault.address);
  const time = useBlockTime();
  const id = item?.tokenId;
  // A vault gives nobody an item that somebody else has on rent, so who comes here with one has it.
  const extended = item?.state === "RENTED" ? item : undefined;
  const terms = extended && time !== undefined ? extensionTerms(vault, extended.rentedUntil, time) : vault;
  const length = terms && rentSeconds(typed, terms, formatDuration);
  const seconds = BigInt(length?.seconds ?? 0);

  const price = useReadContract({
    address: vault.address,
    abi: nftVaultAbi,
    functionName: "rentPrice",
    args: [id ?? 0n, seconds],
    query: { enabled: id !== undefined && seconds > 0n, refetchInterval: REFRESH_MS },
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
      : item?.recalled
        ? "Its owner rents it out no longer"
        : terms === undefined
          ? `At most ${formatDuration(vault.maxSeconds)} ahead`
          : (length?.error ??
            (seconds === 0n
              ? "Enter a duration"
              : price.data === undefined || (extended && time === undefined)
                ? "Asking for the price…"
                : account && account.balance < price.data
                  ? `Not enough ${quoteToken.symbol}`
                  : undefined));

  const steps: TransactionStep[] = [];
  if (account && id !== undefined && price.data !== undefined && blocked === undefined) {
    steps.push(...approveSteps(quoteToken, vault.address, price.data, account.allowance), {
      title: extended ? `Keep #${id} longer` : `Rent #${id}`,
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
        label={extended ? "How much longer" : "For how long"}
        length={typed}
        onLength={setTyped}
        terms={terms ?? vault}
        invalid={length?.error !== undefined}
      />
      {account && account.balance < (price.data ?? 1n) && (
        <DevnetFaucet token={quoteToken} to={account.address} />
      )}
      <FactList
        facts={[
          { name: "Item", value: id === undefined ? "–" : `#${id}` },
          ...(extended
            ? [
                { name: "Yours until", value: formatTime(extended.rentedUntil) },
                {
                  name: "And then until",
                  value: seconds === 0n ? "–" : formatTime(extended.rentedUntil + seconds),
                },
              ]
            : []),
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
        success={extended ? "It is yours for longer." : "Rented. You are its user now."}
        onDone={onDone}
      />
    </form>
  );
}
