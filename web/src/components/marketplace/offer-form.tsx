"use client";

import { useId, useState } from "react";
import { AmountField } from "#components/amount-field";
import { usePublicConfig } from "#components/layout/providers";
import { DurationField } from "#components/marketplace/duration-field";
import { SpendingField } from "#components/spending-field";
import { TransactionButton } from "#components/transaction-button";
import { useOrderMaking } from "#hooks/use-order-making";
import { useOwnOrders } from "#hooks/use-own-orders";
import { useSpending } from "#hooks/use-spending";
import { approveSteps } from "#lib/approve-steps";
import type { TransactionStep } from "#lib/contract-call";
import { itemName } from "#lib/item-name";
import { type Collection, promised } from "#lib/order-view";
import { parseAmount } from "#lib/parse-amount";

/**
 * Offers money for any item of a collection, or for a certain one: it stays in the wallet until somebody sells.
 *
 * For a gauge's positions the offer says what must be staked in one: anybody may have a position of nothing.
 */
export function OfferForm({ collection, item }: { collection: Collection; item?: bigint }) {
  const { marketplace } = usePublicConfig();
  const { maker, seconds, setSeconds, publish, renew } = useOrderMaking();
  const { quoteToken, stakeToken } = collection;
  const spending = useSpending(quoteToken, marketplace);
  const { account, amount: price, missing, setText } = spending;
  const offers = useOwnOrders();
  const [itemText, setItemText] = useState("");
  const [stakeText, setStakeText] = useState("");
  const parsedItem = item === undefined ? parseAmount(itemText, 0) : { amount: item };
  const id = parsedItem?.amount;
  const parsedStake = parseAmount(stakeText, stakeToken?.decimals ?? 0);
  const minStake = parsedStake?.amount ?? 0n;

  const order = publish(id === undefined ? "Offer for any item" : `Offer for ${itemName(id)}`, {
    ...{
      kind: id === undefined ? "COLLECTION_OFFER" : "OFFER",
      collection: collection.address,
      id: id ?? 0n,
    },
    ...{ currency: quoteToken, price, minStake },
  });
  const blocked =
    parsedItem?.error !== undefined
      ? "The item is a whole number"
      : price === 0n
        ? "Enter a price"
        : stakeToken && minStake === 0n
          ? "Enter the least stake"
          : (missing ?? (!order || !account ? "Asking the chain…" : undefined));
  const steps: TransactionStep[] = [];
  if (order && maker && account && blocked === undefined) {
    const needed = promised(offers ?? [], maker.address, quoteToken.address) + price;
    steps.push(...approveSteps(quoteToken, marketplace, needed, account.allowance), order);
  }

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      {item === undefined && (
        <ItemField text={itemText} onText={setItemText} invalid={parsedItem?.error !== undefined} />
      )}
      <SpendingField label="Price" token={quoteToken} spending={spending} />
      {stakeToken && (
        <AmountField
          label="Least stake"
          symbol={stakeToken.symbol}
          decimals={stakeToken.decimals}
          text={stakeText}
          onText={setStakeText}
          parsed={parsedStake}
        />
      )}
      <DurationField seconds={seconds} onSeconds={setSeconds} />
      <TransactionButton
        steps={steps}
        blocked={blocked}
        success="Offered. The money stays in your wallet until somebody sells."
        onDone={() => {
          setText("");
          setItemText("");
          renew();
        }}
      />
    </form>
  );
}

function ItemField({
  text,
  onText,
  invalid,
}: {
  text: string;
  onText: (text: string) => void;
  invalid: boolean;
}) {
  const field = useId();
  return (
    <div>
      <label htmlFor={field} className="text-sm font-medium">
        Item number
      </label>
      <input
        id={field}
        inputMode="numeric"
        autoComplete="off"
        placeholder="any"
        value={text}
        onChange={(event) => onText(event.target.value)}
        aria-invalid={invalid}
        className="figures mt-1.5 h-11 w-full rounded-md border border-line-strong bg-paper px-3 text-lg placeholder:text-muted/60 focus:border-water"
      />
    </div>
  );
}
