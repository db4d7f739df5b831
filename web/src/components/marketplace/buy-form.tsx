"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { AddressLink } from "#components/address-link";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { OrderPrice } from "#components/marketplace/order-price";
import { PaymentNeeds } from "#components/marketplace/payment-needs";
import { ItemImage } from "#components/nft/item-image";
import { TransactionButton } from "#components/transaction-button";
import { useOrderProblems } from "#hooks/use-order-problems";
import { usePayment } from "#hooks/use-payment";
import { useSaleTerms } from "#hooks/use-sale-terms";
import { useStake } from "#hooks/use-stake";
import { useWallet } from "#hooks/use-wallet";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { itemName } from "#lib/item-name";
import { orderFill } from "#lib/order-fill";
import type { Collection, PublishedOrder } from "#lib/order-view";

/** Buys an item that is for sale. */
export function BuyForm({
  order,
  collection,
}: {
  order: PublishedOrder;
  collection: Collection | undefined;
}) {
  const { marketplace } = usePublicConfig();
  const { address } = useWallet();
  const { currency, price, tokenId } = order;
  const payment = usePayment([{ currency, amount: price }]);
  const terms = useSaleTerms(order.collection, tokenId, price);
  const stake = useStake(collection, tokenId);
  const [state] = useOrderProblems([order]);

  const blocked =
    order.taker !== null && order.taker !== address
      ? "It is for another account"
      : (state?.problem ??
        (!state?.known || (address && !payment.known) ? "Asking the chain…" : payment.missing));
  const steps: TransactionStep[] = [];
  if (address && blocked === undefined) {
    steps.push(...payment.steps, {
      title: `Buy ${itemName(tokenId)}`,
      call: contractCall({
        address: marketplace,
        abi: marketplaceAbi,
        functionName: "fill",
        args: [orderFill(order, { id: tokenId, to: address })],
        ...(!currency && { value: price }),
      }),
    });
  }

  return (
    <div className="space-y-4">
      <ItemImage collection={order.collection} tokenId={tokenId} className="mx-auto max-w-48" />
      <FactList
        facts={[
          { name: "Seller", value: <AddressLink address={order.maker} /> },
          ...(collection?.stakeToken && stake !== undefined
            ? [
                {
                  name: "Staked in it",
                  value: `${formatAmount(stake, collection.stakeToken.decimals)} ${collection.stakeToken.symbol}`,
                  note: "Stake and unclaimed rewards come with it.",
                },
              ]
            : []),
          {
            name: "Royalty in the price",
            value: terms ? <OrderPrice price={terms.royalty} currency={currency} /> : "–",
          },
          {
            name: "Fee in the price",
            value: terms ? <OrderPrice price={terms.fee} currency={currency} /> : "–",
          },
          { name: "You pay", value: <OrderPrice {...order} /> },
        ]}
      />
      <PaymentNeeds payment={payment} />
      <TransactionButton steps={steps} blocked={blocked} success="Bought. It is yours." />
    </div>
  );
}
