"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { useState } from "react";
import { AddressLink } from "#components/address-link";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { OrderPrice } from "#components/marketplace/order-price";
import { PaymentNeeds } from "#components/marketplace/payment-needs";
import { ItemImage } from "#components/nft/item-image";
import { RentLengthField } from "#components/nft/rent-length-field";
import { TransactionButton } from "#components/transaction-button";
import { useOrderProblems } from "#hooks/use-order-problems";
import { usePayment } from "#hooks/use-payment";
import { useWallet } from "#hooks/use-wallet";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatDuration } from "#lib/format-duration";
import { itemName } from "#lib/item-name";
import { orderFill } from "#lib/order-fill";
import type { PublishedOrder } from "#lib/order-view";
import { type RentLength, rentSeconds } from "#lib/rent-seconds";
import { rentTotal } from "#lib/rental-price";

const A_DAY_SECONDS = 86_400;

/** Rents an item from its owner for a time that the owner allows. */
export function RentOrderForm({ order }: { order: PublishedOrder }) {
  const { marketplace } = usePublicConfig();
  const { address } = useWallet();
  const terms = { minSeconds: Number(order.minSeconds), maxSeconds: Number(order.maxSeconds) };
  const [length, setLength] = useState<RentLength>({
    text: "1",
    unit: terms.maxSeconds < A_DAY_SECONDS ? "hours" : "days",
  });
  const parsed = rentSeconds(length, terms, formatDuration);
  const durationSeconds = BigInt(parsed?.seconds ?? 0);
  const price = rentTotal(order.price, durationSeconds);
  const payment = usePayment([{ currency: order.currency, amount: price }]);
  const [state] = useOrderProblems([order]);

  const blocked =
    order.taker !== null && order.taker !== address
      ? "It is for another account"
      : (state?.problem ??
        parsed?.error ??
        (durationSeconds === 0n
          ? "Enter a duration"
          : !state?.known || (address && !payment.known)
            ? "Asking the chain…"
            : payment.missing));
  const steps: TransactionStep[] = [];
  if (address && blocked === undefined) {
    steps.push(...payment.steps, {
      title: `Rent ${itemName(order.tokenId)}`,
      call: contractCall({
        address: marketplace,
        abi: marketplaceAbi,
        functionName: "fill",
        args: [orderFill(order, { id: order.tokenId, durationSeconds, to: address })],
        ...(!order.currency && { value: price }),
      }),
    });
  }

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <ItemImage collection={order.collection} tokenId={order.tokenId} className="mx-auto max-w-48" />
      <RentLengthField
        length={length}
        onLength={setLength}
        terms={terms}
        invalid={parsed?.error !== undefined}
      />
      <FactList
        facts={[
          { name: "Owner", value: <AddressLink address={order.maker} /> },
          { name: "Rent", value: <OrderPrice {...order} /> },
          {
            name: "You pay",
            value: durationSeconds === 0n ? "–" : <OrderPrice price={price} currency={order.currency} />,
            note: "You are its user until then, whoever owns it; nobody can end that early.",
          },
        ]}
      />
      <PaymentNeeds payment={payment} />
      <TransactionButton steps={steps} blocked={blocked} success="Rented. You are its user now." />
    </form>
  );
}
