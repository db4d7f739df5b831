"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { X } from "lucide-react";
import type { TransactionReceipt } from "viem";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { OrderPrice } from "#components/marketplace/order-price";
import { PaymentNeeds } from "#components/marketplace/payment-needs";
import { ItemImage } from "#components/nft/item-image";
import { TransactionButton } from "#components/transaction-button";
import { buttonClass } from "#components/ui/button";
import { useOrderProblems } from "#hooks/use-order-problems";
import { usePayment } from "#hooks/use-payment";
import { useWallet } from "#hooks/use-wallet";
import { batchOutcome } from "#lib/batch-outcome";
import { cartTotals } from "#lib/cart-totals";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { describeBatch } from "#lib/describe-batch";
import { itemName } from "#lib/item-name";
import { orderFill } from "#lib/order-fill";
import type { PublishedOrder } from "#lib/order-view";

/** Buys several items in one transaction: those that are gone by then are skipped, and what they cost stays or comes back. */
export function CartForm({
  orders,
  onRemove,
}: {
  orders: readonly PublishedOrder[];
  onRemove: (hashes: readonly string[]) => void;
}) {
  const { chain, marketplace } = usePublicConfig();
  const { address } = useWallet();
  const states = useOrderProblems(orders);
  const problemOf = (order: PublishedOrder, index: number) =>
    order.taker !== null && order.taker !== address ? "It is for another account" : states[index]?.problem;
  // What is known to be gone is not paid for by gas either.
  const wanted = orders.filter((order, index) => problemOf(order, index) === undefined);
  const totals = cartTotals(wanted);
  const payment = usePayment(totals);
  const value = totals.find(({ currency }) => currency === null)?.amount;

  const blocked =
    orders.length === 0
      ? "The cart is empty"
      : states.some(({ known }) => !known) || (address && !payment.known)
        ? "Asking the chain…"
        : wanted.length === 0
          ? "All of it is gone"
          : payment.missing;
  const steps: TransactionStep[] = [];
  if (address && blocked === undefined) {
    const at = { address: marketplace, abi: marketplaceAbi } as const;
    const fills = wanted.map((order) => orderFill(order, { id: order.tokenId, to: address }));
    steps.push(...payment.steps, {
      title: wanted.length === 1 ? "Buy 1 item" : `Buy ${wanted.length} items`,
      call: contractCall({
        ...{ ...at, functionName: "fillBatch", args: [fills] },
        ...(value !== undefined && { value }),
      }),
      parts: wanted.map((order, index) => ({
        ...{ ...at, functionName: "fill", args: [fills[index]] },
        ...(!order.currency && { value: order.price }),
      })),
      tell: (receipt: TransactionReceipt) =>
        describeBatch(batchOutcome(wanted, receipt.logs), chain.currency),
    });
  }

  return (
    <div className="space-y-4">
      <ul className="max-h-72 divide-y overflow-y-auto" aria-label="Items in the cart">
        {orders.map((order, index) => {
          const problem = problemOf(order, index);
          return (
            <li key={order.hash} className="flex items-center gap-3 py-2">
              <ItemImage
                collection={order.collection}
                tokenId={order.tokenId}
                className={problem ? "size-12 shrink-0 opacity-50" : "size-12 shrink-0"}
              />
              <span className="min-w-0 flex-1 text-sm">
                <span className="figures block font-medium">{itemName(order.tokenId)}</span>
                {problem ? (
                  <span className="block text-bad">{problem}</span>
                ) : (
                  <OrderPrice price={order.price} currency={order.currency} />
                )}
              </span>
              <button
                type="button"
                aria-label={`Take ${itemName(order.tokenId)} out of the cart`}
                onClick={() => onRemove([order.hash])}
                className={buttonClass({ variant: "quiet", size: "icon" })}
              >
                <X aria-hidden className="size-4" />
              </button>
            </li>
          );
        })}
      </ul>
      {totals.length > 0 && (
        <FactList
          facts={totals.map(({ currency, amount }) => ({
            name: "You pay at most",
            value: <OrderPrice price={amount} currency={currency} />,
          }))}
        />
      )}
      <PaymentNeeds payment={payment} />
      <TransactionButton
        steps={steps}
        blocked={blocked}
        success="Bought."
        onDone={() => onRemove(wanted.map(({ hash }) => hash))}
      />
    </div>
  );
}
