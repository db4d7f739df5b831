"use client";

import { useState } from "react";
import { OrderPrice } from "#components/marketplace/order-price";
import { SelectField } from "#components/marketplace/select-field";
import { SellingForm } from "#components/marketplace/selling-form";
import { useRentable } from "#hooks/use-rentable";
import { useSaleTerms } from "#hooks/use-sale-terms";
import { useSelling } from "#hooks/use-selling";
import { itemName } from "#lib/item-name";
import { rentalLengths } from "#lib/order-durations";
import type { Collection } from "#lib/order-view";
import { pricePerSecondWad } from "#lib/rental-price";

/** Offers one of the account's items for rent: it stays in the wallet, and who pays becomes its user for a time. */
export function RentOutForm({ collection, item }: { collection: Collection; item?: bigint }) {
  const rentable = useRentable(collection.address);
  const selling = useSelling(collection, item);
  const { id, currency, publish } = selling;
  const [minSeconds, setMinSeconds] = useState<number>(rentalLengths[0].seconds);
  const [maxSeconds, setMaxSeconds] = useState<number>(rentalLengths[3].seconds);
  const price = pricePerSecondWad(selling.amount);
  // A rental pays no royalty; the fee is taken of a second's price as of any other.
  const terms = useSaleTerms(collection.address, id, price);

  if (rentable === false) {
    return (
      <p className="text-sm text-muted">
        Only items whose users keep their time can be rented here: those of a rental wrapper. Bring these to
        their vault, which rents them out and shares what they earn.
      </p>
    );
  }

  const order =
    id !== undefined && terms
      ? publish(`Rent out ${itemName(id)}`, {
          ...{ kind: "RENTAL", collection: collection.address, id, currency, price, minSeconds, maxSeconds },
          minProceeds: price - terms.fee,
        })
      : undefined;
  const lengths = rentalLengths.map(({ title, seconds }) => ({ title, value: String(seconds) }));
  return (
    <SellingForm
      collection={collection}
      item={item}
      selling={selling}
      label="Rent a day"
      order={order}
      missing={minSeconds > maxSeconds ? "The shortest rental is longer than the longest" : undefined}
      facts={[
        {
          name: "You receive a day",
          value: terms ? (
            <OrderPrice kind="RENTAL" price={price - terms.fee} currency={currency} bare />
          ) : (
            "–"
          ),
          note: "One rental: when it is over, you can offer it again. You stay the owner all the time.",
        },
      ]}
      success="Offered for rent. It stays in your wallet."
    >
      <SelectField
        label="At least for"
        value={String(minSeconds)}
        options={lengths}
        onValue={(value) => setMinSeconds(Number(value))}
      />
      <SelectField
        label="At most for"
        value={String(maxSeconds)}
        options={lengths}
        onValue={(value) => setMaxSeconds(Number(value))}
      />
    </SellingForm>
  );
}
