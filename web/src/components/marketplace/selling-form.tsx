"use client";

import type { ReactNode } from "react";
import { AmountField } from "#components/amount-field";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { CurrencyField } from "#components/marketplace/currency-field";
import { DurationField } from "#components/marketplace/duration-field";
import { OwnedItemPicker } from "#components/nft/owned-item-picker";
import { TransactionButton } from "#components/transaction-button";
import { useCollectionApproval } from "#hooks/use-collection-approval";
import type { Selling } from "#hooks/use-selling";
import { approveCollectionSteps } from "#lib/approve-collection-steps";
import type { SignedCallStep, TransactionStep } from "#lib/contract-call";
import type { Collection } from "#lib/order-view";

/** Asks money for an item of the account, in one way or another: approve, sign, publish. */
export function SellingForm({
  collection,
  item,
  selling,
  label,
  order,
  missing,
  facts,
  success,
  children,
}: {
  collection: Collection;
  /** The item of the page; undefined where there is a choice. */
  item: bigint | undefined;
  selling: Selling;
  /** Of the amount. */
  label: string;
  /** What is to be published; undefined while something is missing or not known. */
  order: SignedCallStep | undefined;
  /** What is missing beyond an item and an amount, in words. */
  missing: string | undefined;
  facts: { name: string; value: ReactNode; note?: ReactNode }[];
  success: string;
  /** More fields, in two columns. */
  children?: ReactNode;
}) {
  const { marketplace } = usePublicConfig();
  const approved = useCollectionApproval(collection.address, marketplace);
  const { id, choose, amount, currency, setCurrency, seconds, setSeconds, renew } = selling;
  const blocked =
    id === undefined
      ? "Choose an item"
      : amount === 0n
        ? "Enter an amount"
        : (missing ?? (!order || approved === undefined ? "Asking the chain…" : undefined));
  const steps: TransactionStep[] =
    order && approved !== undefined && blocked === undefined
      ? [...approveCollectionSteps(collection.address, marketplace, approved), order]
      : [];
  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      {item === undefined && (
        <OwnedItemPicker
          collection={collection.address}
          chosen={id === undefined ? [] : [id]}
          onChosen={choose}
          single
        />
      )}
      <AmountField
        label={label}
        symbol={selling.symbol}
        decimals={selling.decimals}
        text={selling.text}
        onText={selling.setText}
        parsed={selling.parsed}
      />
      <div className="grid grid-cols-2 gap-3">
        {children}
        <CurrencyField quoteToken={collection.quoteToken} currency={currency} onCurrency={setCurrency} />
        <DurationField seconds={seconds} onSeconds={setSeconds} />
      </div>
      <FactList facts={facts} />
      <TransactionButton
        steps={steps}
        blocked={blocked}
        success={success}
        onDone={() => {
          choose([]);
          selling.setText("");
          renew();
        }}
      />
    </form>
  );
}
