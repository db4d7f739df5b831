"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { erc20Abi, zeroAddress } from "viem";
import { useReadContracts } from "wagmi";
import { AddressLink } from "#components/address-link";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { OrderPrice } from "#components/marketplace/order-price";
import { OwnedItemPicker } from "#components/nft/owned-item-picker";
import { TransactionButton } from "#components/transaction-button";
import { useChosenItems } from "#hooks/use-chosen-items";
import { useCollectionApproval } from "#hooks/use-collection-approval";
import { useOwnedItems } from "#hooks/use-owned-items";
import { useSaleTerms } from "#hooks/use-sale-terms";
import { useStake } from "#hooks/use-stake";
import { useWallet } from "#hooks/use-wallet";
import { approveCollectionSteps } from "#lib/approve-collection-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { itemName } from "#lib/item-name";
import { orderFill } from "#lib/order-fill";
import type { Collection, PublishedOrder } from "#lib/order-view";

const REFRESH_MS = 4_000;

/** Sells one of the account's items to who offers for it, or for any of its collection. */
export function SellForm({
  order,
  collection: known,
}: {
  order: PublishedOrder;
  collection: Collection | undefined;
}) {
  const { marketplace, startBlock } = usePublicConfig();
  const { address } = useWallet();
  const { collection, currency, price, minStake } = order;
  const owned = useOwnedItems(collection, startBlock);
  const approved = useCollectionApproval(collection, marketplace);
  const { ids, choose } = useChosenItems(collection);
  const any = order.kind === "COLLECTION_OFFER";
  const wanted = any ? ids[0] : order.tokenId;
  const id = wanted !== undefined && owned?.includes(wanted) ? wanted : undefined;
  const terms = useSaleTerms(collection, id, price);
  const stake = useStake(known, id);
  const offered = useOfferState(order, id ?? order.tokenId);

  const stakeText = (amount: bigint) =>
    known?.stakeToken ? `${formatAmount(amount, known.stakeToken.decimals)} ${known.stakeToken.symbol}` : "";
  const blocked =
    order.taker !== null && order.taker !== address
      ? "It is for another account"
      : (offered.problem ??
        (id === undefined
          ? any
            ? "Choose an item"
            : `You don’t have ${itemName(order.tokenId)}`
          : stake !== undefined && stake < minStake
            ? `It has less staked than ${stakeText(minStake)}`
            : terms === undefined || approved === undefined || stake === undefined
              ? "Asking the chain…"
              : undefined));

  const steps: TransactionStep[] = [];
  if (address && id !== undefined && terms && approved !== undefined && blocked === undefined) {
    steps.push(...approveCollectionSteps(collection, marketplace, approved), {
      title: `Sell ${itemName(id)}`,
      call: contractCall({
        address: marketplace,
        abi: marketplaceAbi,
        functionName: "fill",
        args: [orderFill(order, { id, minProceeds: terms.proceeds, to: address })],
      }),
    });
  }

  const part = (amount: bigint | undefined) =>
    amount === undefined ? "–" : <OrderPrice price={amount} currency={currency} />;
  return (
    <div className="space-y-4">
      {any && (
        <OwnedItemPicker
          collection={collection}
          chosen={id === undefined ? [] : [id]}
          onChosen={choose}
          single
        />
      )}
      <FactList
        facts={[
          { name: "Buyer", value: <AddressLink address={order.maker} /> },
          ...(minStake > 0n ? [{ name: "Asks for a stake of", value: stakeText(minStake) }] : []),
          { name: "Price", value: <OrderPrice {...order} /> },
          { name: "Royalty", value: part(terms?.royalty) },
          { name: "Fee", value: part(terms?.fee) },
          { name: "You receive", value: part(terms?.proceeds) },
        ]}
      />
      <TransactionButton steps={steps} blocked={blocked} success="Sold." onDone={() => choose([])} />
    </div>
  );
}

/** Whether an offer still holds and its maker has the money ready, as the chain has it. */
function useOfferState(order: PublishedOrder, id: bigint): { problem: string | undefined } {
  const { marketplace } = usePublicConfig();
  const { currency, maker, price } = order;
  const token = { address: currency?.address ?? zeroAddress, abi: erc20Abi } as const;
  const { data } = useReadContracts({
    query: { refetchInterval: REFRESH_MS },
    contracts: [
      {
        address: marketplace,
        abi: marketplaceAbi,
        functionName: "quote",
        args: [orderFill(order, { id, to: maker })],
      },
      { ...token, functionName: "balanceOf", args: [maker] },
      { ...token, functionName: "allowance", args: [maker, marketplace] },
    ],
  });
  if (!data) return { problem: "Asking the chain…" };
  const [quote, balance, allowance] = data;
  if (!quote.result?.[1]) return { problem: "It was taken, cancelled, or is over" };
  const ready = (balance.result ?? 0n) >= price && (allowance.result ?? 0n) >= price;
  return { problem: ready ? undefined : "The buyer has not the money ready" };
}
