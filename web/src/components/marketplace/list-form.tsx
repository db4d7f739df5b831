"use client";

import { OrderPrice } from "#components/marketplace/order-price";
import { SellingForm } from "#components/marketplace/selling-form";
import { useSaleTerms } from "#hooks/use-sale-terms";
import { useSelling } from "#hooks/use-selling";
import { useStake } from "#hooks/use-stake";
import { formatAmount } from "#lib/format-amount";
import { itemName } from "#lib/item-name";
import type { Collection } from "#lib/order-view";

/** Puts one of the account's items up for sale: it stays in the wallet until somebody pays. */
export function ListForm({ collection, item }: { collection: Collection; item?: bigint }) {
  const selling = useSelling(collection, item);
  const { id, currency, amount: price, publish } = selling;
  const { stakeToken } = collection;
  const terms = useSaleTerms(collection.address, id, price);
  // Buyers are promised that what is staked now is in it still when they pay.
  const minStake = useStake(collection, id);
  const order =
    id !== undefined && terms && minStake !== undefined
      ? publish(`List ${itemName(id)}`, {
          ...{ kind: "SALE", collection: collection.address, id, currency, price, minStake },
          // Neither royalty nor fee can grow at the seller's cost after the signature.
          minProceeds: terms.proceeds,
        })
      : undefined;
  const part = (amount: bigint | undefined) =>
    amount === undefined ? "–" : <OrderPrice price={amount} currency={currency} />;
  return (
    <SellingForm
      collection={collection}
      item={item}
      selling={selling}
      label="Price"
      order={order}
      missing={stakeToken && minStake === 0n ? "Nothing is staked in it" : undefined}
      facts={[
        ...(stakeToken
          ? [
              {
                name: "Sold with a stake of",
                value:
                  id === undefined || minStake === undefined
                    ? "–"
                    : `${formatAmount(minStake, stakeToken.decimals)} ${stakeToken.symbol}`,
                note: "The sale holds while at least that is staked; unclaimed rewards go with it.",
              },
            ]
          : []),
        { name: "Royalty", value: part(terms?.royalty) },
        { name: "Fee", value: part(terms?.fee) },
        { name: "You receive", value: part(terms?.proceeds) },
      ]}
      success="Listed. It stays in your wallet until it is sold."
    />
  );
}
