"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { useState } from "react";
import { erc20Abi, zeroAddress } from "viem";
import { useReadContracts } from "wagmi";
import { AddressLink } from "#components/address-link";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { OrderPrice } from "#components/marketplace/order-price";
import { OwnedItemPicker } from "#components/nft/owned-item-picker";
import { TransactionButton } from "#components/transaction-button";
import { useCollectionApproval } from "#hooks/use-collection-approval";
import { useOwnedItems } from "#hooks/use-owned-items";
import { useSaleTerms } from "#hooks/use-sale-terms";
import { useWallet } from "#hooks/use-wallet";
import { approveCollectionSteps } from "#lib/approve-collection-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { orderFill } from "#lib/order-fill";
import type { PublishedOrder } from "#lib/order-view";

const REFRESH_MS = 4_000;

/** Sells one of the account's items to who offers for it, or for any of its collection. */
export function SellForm({ order }: { order: PublishedOrder }) {
  const { marketplace, startBlock } = usePublicConfig();
  const { address } = useWallet();
  const { collection, currency, price } = order;
  const owned = useOwnedItems(collection, startBlock);
  const approved = useCollectionApproval(collection, marketplace);
  const [chosen, setChosen] = useState<readonly bigint[]>([]);
  const any = order.kind === "COLLECTION_OFFER";
  const wanted = any ? chosen[0] : order.tokenId;
  const id = wanted !== undefined && owned?.includes(wanted) ? wanted : undefined;
  const terms = useSaleTerms(collection, id, price);

  const token = { address: currency?.address ?? zeroAddress, abi: erc20Abi } as const;
  const { data: chain } = useReadContracts({
    query: { refetchInterval: REFRESH_MS },
    contracts: [
      {
        address: marketplace,
        abi: marketplaceAbi,
        functionName: "quote",
        args: [orderFill(order, { id: id ?? order.tokenId, minProceeds: 0n, to: order.maker })],
      },
      { ...token, functionName: "balanceOf", args: [order.maker] },
      { ...token, functionName: "allowance", args: [order.maker, marketplace] },
    ],
  });
  const blocked =
    order.taker !== null && order.taker !== address
      ? "It is for another account"
      : !chain
        ? "Asking the chain…"
        : !chain[0].result?.[1]
          ? "It was taken, cancelled, or is over"
          : (chain[1].result ?? 0n) < price || (chain[2].result ?? 0n) < price
            ? "The buyer has not the money ready"
            : id === undefined
              ? any
                ? "Choose an item"
                : `You don’t have #${order.tokenId}`
              : terms === undefined || approved === undefined
                ? "Asking the chain…"
                : undefined;

  const steps: TransactionStep[] = [];
  if (address && id !== undefined && terms && approved !== undefined && blocked === undefined) {
    steps.push(...approveCollectionSteps(collection, marketplace, approved), {
      title: `Sell #${id}`,
      call: contractCall({
        address: marketplace,
        abi: marketplaceAbi,
        functionName: "fill",
        args: [orderFill(order, { id, minProceeds: terms.proceeds, to: address })],
      }),
    });
  }

  return (
    <div className="space-y-4">
      {any && (
        <OwnedItemPicker
          collection={collection}
          chosen={id === undefined ? [] : [id]}
          onChosen={setChosen}
          single
        />
      )}
      <FactList
        facts={[
          { name: "Buyer", value: <AddressLink address={order.maker} /> },
          { name: "Price", value: <OrderPrice {...order} /> },
          { name: "Royalty", value: terms ? <OrderPrice price={terms.royalty} currency={currency} /> : "–" },
          { name: "Fee", value: terms ? <OrderPrice price={terms.fee} currency={currency} /> : "–" },
          {
            name: "You receive",
            value: terms ? <OrderPrice price={terms.proceeds} currency={currency} /> : "–",
          },
        ]}
      />
      <TransactionButton steps={steps} blocked={blocked} success="Sold." onDone={() => setChosen([])} />
    </div>
  );
}
