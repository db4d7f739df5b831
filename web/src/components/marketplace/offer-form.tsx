"use client";

import { ORDER_KIND, type Order } from "@millrace/sdk/order";
import { useId, useState } from "react";
import { zeroAddress } from "viem";
import { AmountField } from "#components/amount-field";
import { DevnetFaucet } from "#components/devnet-faucet";
import { usePublicConfig } from "#components/layout/providers";
import { DurationField } from "#components/marketplace/duration-field";
import { TransactionButton } from "#components/transaction-button";
import { useBlockTime } from "#hooks/use-block-time";
import { useMaker } from "#hooks/use-maker";
import { useTokenAccount } from "#hooks/use-token-account";
import { approveSteps } from "#lib/approve-steps";
import type { TransactionStep } from "#lib/contract-call";
import { USUAL_DURATION } from "#lib/order-durations";
import { type Collection, type PublishedOrder, promised } from "#lib/order-view";
import { parseAmount } from "#lib/parse-amount";
import { publishOrderStep } from "#lib/publish-order-step";

/** Offers money for any item of a collection, or for a certain one: it stays in the wallet until somebody sells. */
export function OfferForm({
  collection,
  offers,
}: {
  collection: Collection;
  /** Those that are open, among them the account's own. */
  offers: readonly PublishedOrder[];
}) {
  const config = usePublicConfig();
  const field = useId();
  const { maker, renew } = useMaker();
  const time = useBlockTime();
  const { quoteToken } = collection;
  const account = useTokenAccount(quoteToken.address, config.marketplace);
  const [itemText, setItemText] = useState("");
  const [text, setText] = useState("");
  const [seconds, setSeconds] = useState(USUAL_DURATION);
  const parsed = parseAmount(text, quoteToken.decimals);
  const price = parsed?.amount ?? 0n;
  const item = parseAmount(itemText, 0);

  const blocked =
    item?.error !== undefined
      ? "The item is a whole number"
      : price === 0n
        ? "Enter a price"
        : account && account.balance < price
          ? `Not enough ${quoteToken.symbol}`
          : !maker || !account || time === undefined
            ? "Asking the chain…"
            : undefined;
  const steps: TransactionStep[] = [];
  if (maker && account && time !== undefined && blocked === undefined) {
    const order: Order = {
      kind: item ? ORDER_KIND.OFFER : ORDER_KIND.COLLECTION_OFFER,
      maker: maker.address,
      taker: zeroAddress,
      collection: collection.address,
      id: item?.amount ?? 0n,
      currency: quoteToken.address,
      price,
      minProceeds: 0n,
      minStake: 0n,
      minSeconds: 0,
      maxSeconds: 0,
      start: 0n,
      end: time + seconds,
      nonce: maker.nonce,
      counter: maker.counter,
    };
    const needed = promised(offers, maker.address, quoteToken.address) + price;
    steps.push(
      ...approveSteps(quoteToken, config.marketplace, needed, account.allowance),
      publishOrderStep(item ? `Offer for #${item.amount}` : "Offer for any item", order, config),
    );
  }

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <div>
        <label htmlFor={field} className="text-sm font-medium">
          Item number
        </label>
        <input
          id={field}
          inputMode="numeric"
          autoComplete="off"
          placeholder="any"
          value={itemText}
          onChange={(event) => setItemText(event.target.value)}
          aria-invalid={item?.error !== undefined}
          className="figures mt-1.5 h-11 w-full rounded-md border border-line-strong bg-paper px-3 text-lg outline-none placeholder:text-muted/60 focus:border-water"
        />
      </div>
      <AmountField
        label="Price"
        symbol={quoteToken.symbol}
        decimals={quoteToken.decimals}
        text={text}
        onText={setText}
        parsed={parsed}
        max={account?.balance}
      />
      <DurationField seconds={seconds} onSeconds={setSeconds} />
      {account?.balance === 0n && <DevnetFaucet token={quoteToken} to={account.address} />}
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
