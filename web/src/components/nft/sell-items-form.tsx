"use client";

import { nftRouterAbi } from "@millrace/sdk/abis/nftRouterAbi";
import { CURVE } from "@millrace/sdk/curve";
import { useState } from "react";
import { zeroAddress } from "viem";
import { useReadContract } from "wagmi";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { OwnedItemPicker } from "#components/nft/owned-item-picker";
import { TransactionButton } from "#components/transaction-button";
import { useCollectionApproval } from "#hooks/use-collection-approval";
import { useDeadline } from "#hooks/use-deadline";
import { useOwnedItems } from "#hooks/use-owned-items";
import { useWallet } from "#hooks/use-wallet";
import { approveCollectionSteps } from "#lib/approve-collection-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { describeError } from "#lib/describe-error";
import { formatAmount } from "#lib/format-amount";
import { ITEM_SLIPPAGE_BPS, ITEM_SLIPPAGE_TEXT } from "#lib/item-slippage";
import { minOut } from "#lib/min-out";
import type { ItemPool, NftVault } from "#lib/nft-view";

const REFRESH_MS = 4_000;

/** Sells the account's items into the vault for the quote token: a deposit, a swap and the royalty in one. */
export function SellItemsForm({ vault, pool }: { vault: NftVault; pool: ItemPool }) {
  const { nftRouter, startBlock } = usePublicConfig();
  const { address } = useWallet();
  const deadline = useDeadline();
  const owned = useOwnedItems(vault.collection, startBlock);
  const approved = useCollectionApproval(vault.collection, nftRouter);
  const [chosen, setChosen] = useState<readonly bigint[]>([]);
  const ids = chosen.filter((id) => owned?.includes(id));
  const { quoteToken } = vault;

  const trade = {
    vault: vault.address,
    feePips: pool.feePips,
    shard: pool.shard,
    curve: CURVE[pool.curve],
    ids,
    count: 0n,
    limit: 0n,
    to: address ?? zeroAddress,
    deadline: 0n,
  };
  const quote = useReadContract({
    address: nftRouter,
    abi: nftRouterAbi,
    functionName: "quoteSell",
    args: [trade],
    query: { enabled: ids.length > 0, refetchInterval: REFRESH_MS },
  });
  const received = ids.length > 0 && !quote.isError ? quote.data : undefined;
  const limit = received === undefined ? undefined : minOut(received, ITEM_SLIPPAGE_BPS);
  const blocked = vault.paused
    ? "Deposits are paused"
    : ids.length === 0
      ? "Choose items"
      : quote.isError
        ? "They can’t be sold now"
        : limit === undefined || deadline === undefined || approved === undefined
          ? "Asking for the price…"
          : undefined;

  const steps: TransactionStep[] = [];
  if (
    address &&
    limit !== undefined &&
    deadline !== undefined &&
    approved !== undefined &&
    blocked === undefined
  ) {
    steps.push(...approveCollectionSteps(vault.collection, nftRouter, approved), {
      title: ids.length === 1 ? `Sell #${ids[0]}` : `Sell ${ids.length} items`,
      call: contractCall({
        address: nftRouter,
        abi: nftRouterAbi,
        functionName: "sell",
        args: [{ ...trade, limit, deadline }],
      }),
    });
  }
  const amount = (value: bigint | undefined) =>
    value === undefined ? "–" : `${formatAmount(value, quoteToken.decimals)} ${quoteToken.symbol}`;

  return (
    <div className="space-y-4">
      <OwnedItemPicker collection={vault.collection} chosen={ids} onChosen={setChosen} />
      <FactList
        facts={[
          { name: "You receive, royalty taken off", value: amount(received) },
          { name: "At least", value: amount(limit) },
          { name: "Slippage limit", value: ITEM_SLIPPAGE_TEXT },
        ]}
      />
      {quote.isError && <p className="text-sm text-bad">{describeError(quote.error)}</p>}
      <TransactionButton steps={steps} blocked={blocked} success="Sold." onDone={() => setChosen([])} />
    </div>
  );
}
