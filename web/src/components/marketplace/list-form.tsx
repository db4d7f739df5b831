"use client";

import { ORDER_KIND, type Order } from "@millrace/sdk/order";
import { useState } from "react";
import { zeroAddress } from "viem";
import { AmountField } from "#components/amount-field";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { DurationField } from "#components/marketplace/duration-field";
import { OrderPrice } from "#components/marketplace/order-price";
import { OwnedItemPicker } from "#components/nft/owned-item-picker";
import { TransactionButton } from "#components/transaction-button";
import { useBlockTime } from "#hooks/use-block-time";
import { useCollectionApproval } from "#hooks/use-collection-approval";
import { useMaker } from "#hooks/use-maker";
import { useOwnedItems } from "#hooks/use-owned-items";
import { useSaleTerms } from "#hooks/use-sale-terms";
import { approveCollectionSteps } from "#lib/approve-collection-steps";
import type { TransactionStep } from "#lib/contract-call";
import { USUAL_DURATION } from "#lib/order-durations";
import type { Collection } from "#lib/order-view";
import { parseAmount } from "#lib/parse-amount";
import { publishOrderStep } from "#lib/publish-order-step";

/** Puts one of the account's items up for sale: it stays in the wallet until somebody pays. */
export function ListForm({ collection }: { collection: Collection }) {
  const config = usePublicConfig();
  const { maker, renew } = useMaker();
  const time = useBlockTime();
  const owned = useOwnedItems(collection.address, config.startBlock);
  const approved = useCollectionApproval(collection.address, config.marketplace);
  const [chosen, setChosen] = useState<readonly bigint[]>([]);
  const [text, setText] = useState("");
  const [seconds, setSeconds] = useState(USUAL_DURATION);
  const { quoteToken } = collection;
  const parsed = parseAmount(text, quoteToken.decimals);
  const price = parsed?.amount ?? 0n;
  const id = chosen.find((one) => owned?.includes(one));
  const terms = useSaleTerms(collection.address, id, price);

  const blocked =
    id === undefined
      ? "Choose an item"
      : price === 0n
        ? "Enter a price"
        : !maker || !terms || time === undefined || approved === undefined
          ? "Asking the chain…"
          : undefined;
  const steps: TransactionStep[] = [];
  if (id !== undefined && maker && terms && time !== undefined && approved !== undefined && price > 0n) {
    const order: Order = {
      kind: ORDER_KIND.SALE,
      maker: maker.address,
      taker: zeroAddress,
      collection: collection.address,
      id,
      currency: quoteToken.address,
      price,
      // Neither royalty nor fee can grow at the seller's cost after the signature.
      minProceeds: terms.proceeds,
      minStake: 0n,
      minSeconds: 0,
      maxSeconds: 0,
      start: 0n,
      end: time + seconds,
      nonce: maker.nonce,
      counter: maker.counter,
    };
    steps.push(
      ...approveCollectionSteps(collection.address, config.marketplace, approved),
      publishOrderStep(`List #${id}`, order, config),
    );
  }

  const part = (amount: bigint | undefined) =>
    amount === undefined ? "–" : <OrderPrice price={amount} currency={quoteToken} />;
  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <OwnedItemPicker
        collection={collection.address}
        chosen={id === undefined ? [] : [id]}
        onChosen={setChosen}
        single
      />
      <AmountField
        label="Price"
        symbol={quoteToken.symbol}
        decimals={quoteToken.decimals}
        text={text}
        onText={setText}
        parsed={parsed}
      />
      <DurationField seconds={seconds} onSeconds={setSeconds} />
      <FactList
        facts={[
          { name: "Royalty", value: part(terms?.royalty) },
          { name: "Fee", value: part(terms?.fee) },
          { name: "You receive", value: part(terms?.proceeds) },
        ]}
      />
      <TransactionButton
        steps={steps}
        blocked={blocked}
        success="Listed. It stays in your wallet until it is sold."
        onDone={() => {
          setChosen([]);
          setText("");
          renew();
        }}
      />
    </form>
  );
}
