"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { useState } from "react";
import type { Address } from "viem";
import { useReadContract, useReadContracts } from "wagmi";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { ItemPicker } from "#components/nft/item-picker";
import { RecallForm } from "#components/nft/recall-form";
import { TransactionButton } from "#components/transaction-button";
import { useBlockTime } from "#hooks/use-block-time";
import { useOwnedItems } from "#hooks/use-owned-items";
import { useWallet } from "#hooks/use-wallet";
import { larger } from "#lib/bigint-bounds";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { formatTime } from "#lib/format-time";
import type { NftVault } from "#lib/nft-view";

/** How often the form looks at the chain again, in milliseconds. */
const REFRESH_MS = 5_000;

/** What `stateOf` says of an item that is reserved and may be rented, and of one that was called back. */
const RESERVED = 2;
const RECALLED = 3;

/** The items that the connected account has receipts of, to take them back with the rent they earned. */
export function WithdrawReserved({ vault }: { vault: NftVault }) {
  const { address } = useWallet();
  const receipts = useReadContract({
    address: vault.address,
    abi: nftVaultAbi,
    functionName: "receipts",
    query: { staleTime: Number.POSITIVE_INFINITY },
  });
  if (!address || !receipts.data) return null;
  return <Withdraw vault={vault} owner={address} receipts={receipts.data} />;
}

function Withdraw({ vault, owner, receipts }: { vault: NftVault; owner: Address; receipts: Address }) {
  const { startBlock } = usePublicConfig();
  const held = useOwnedItems(receipts, startBlock);
  const [chosen, setChosen] = useState<readonly bigint[]>([]);
  const ids = chosen.filter((id) => held?.includes(id));
  const { quoteToken } = vault;

  const at = { address: vault.address, abi: nftVaultAbi } as const;
  const query = { enabled: ids.length > 0, refetchInterval: REFRESH_MS };
  const time = useBlockTime();
  const earned = useReadContracts({
    allowFailure: false,
    query,
    contracts: ids.map((id) => ({ ...at, functionName: "claimableRent", args: [id] }) as const),
  });
  const places = useReadContracts({
    allowFailure: false,
    query,
    contracts: ids.map((id) => ({ ...at, functionName: "itemOf", args: [id] }) as const),
  });
  const states = useReadContracts({
    allowFailure: false,
    query,
    contracts: ids.map((id) => ({ ...at, functionName: "stateOf", args: [id] }) as const),
  });

  if (!held || held.length === 0) return null;
  const rent = earned.data?.reduce((sum, amount) => sum + amount, 0n);
  const rentedUntil = places.data?.reduce((latest, [, , until]) => larger(until, latest), 0n);
  const onRent = rentedUntil !== undefined && time !== undefined && rentedUntil >= time;
  const inState = (state: number) => ids.filter((_, index) => states.data?.[index] === state);
  const blocked =
    ids.length === 0
      ? "Choose reserved items"
      : !states.data || rentedUntil === undefined || time === undefined
        ? "Asking the chain…"
        : onRent
          ? "Out on rent"
          : undefined;
  const steps: TransactionStep[] =
    blocked === undefined
      ? [
          {
            title: ids.length === 1 ? `Withdraw #${ids[0]}` : `Withdraw ${ids.length} items`,
            call: contractCall({ ...at, functionName: "withdraw", args: [ids, owner] }),
          },
        ]
      : [];
  return (
    <section aria-label="Reserved items" className="space-y-4 border-t pt-4">
      <ItemPicker
        legend="Kept here for you"
        collection={vault.collection}
        ids={held}
        chosen={ids}
        onToggle={(id) => setChosen(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])}
      />
      <FactList
        facts={[
          {
            name: "Rent that comes with them",
            value:
              ids.length > 0 && rent !== undefined
                ? `${formatAmount(rent, quoteToken.decimals, 6)} ${quoteToken.symbol}`
                : "–",
          },
        ]}
      />
      {onRent && (
        <p className="text-sm text-muted">
          Out on rent until {formatTime(rentedUntil)}: its user keeps that time. Called back now, it is not
          rented again until you say so, and can be withdrawn then.
        </p>
      )}
      <TransactionButton steps={steps} blocked={blocked} success="Withdrawn." onDone={() => setChosen([])} />
      {vault.rentable && ids.length > 0 && (
        <RecallForm vault={vault.address} open={inState(RESERVED)} recalled={inState(RECALLED)} />
      )}
    </section>
  );
}
