"use client";

import { useState } from "react";
import type { Address } from "viem";
import { ListForm } from "#components/marketplace/list-form";
import { OfferForm } from "#components/marketplace/offer-form";
import { RentOutForm } from "#components/marketplace/rent-out-form";
import { SelectField } from "#components/marketplace/select-field";
import { Panel } from "#components/ui/panel";
import { Tabs } from "#components/ui/tabs";
import type { Collection } from "#lib/order-view";

/** Making orders: a sale of an item, a rental of one, or an offer. */
export function MakeOrder({
  collections,
  current,
}: {
  collections: readonly Collection[];
  /** The collection that the page shows, if it shows one. */
  current: Address | undefined;
}) {
  const [chosen, setChosen] = useState<string | undefined>(current);
  const collection = collections.find(({ address }) => address === chosen) ?? collections[0];
  if (!collection) return null;
  return (
    <Panel>
      <div className="space-y-4">
        <SelectField
          label="Items of"
          value={collection.address}
          options={collections.map(({ address, name }) => ({ value: address, title: name }))}
          onValue={setChosen}
        />
        <Tabs
          key={collection.address}
          label="List, rent out or offer"
          tabs={[
            { value: "list", title: "List", content: <ListForm collection={collection} /> },
            ...(collection.stakeToken
              ? []
              : [
                  {
                    value: "rent-out",
                    title: "Rent out",
                    content: <RentOutForm collection={collection} />,
                  },
                ]),
            { value: "offer", title: "Make an offer", content: <OfferForm collection={collection} /> },
          ]}
        />
      </div>
    </Panel>
  );
}
