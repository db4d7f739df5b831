"use client";

import { useState } from "react";
import type { Address } from "viem";
import { ListForm } from "#components/marketplace/list-form";
import { OfferForm } from "#components/marketplace/offer-form";
import { SelectField } from "#components/marketplace/select-field";
import { Panel } from "#components/ui/panel";
import { Tabs } from "#components/ui/tabs";
import type { Collection, PublishedOrder } from "#lib/order-view";

/** Making orders: a sale of an item, or an offer. */
export function MakeOrder({
  collections,
  current,
  offers,
}: {
  collections: readonly Collection[];
  /** The collection that the page shows, if it shows one. */
  current: Address | undefined;
  offers: readonly PublishedOrder[];
}) {
  const [chosen, setChosen] = useState<string | undefined>(current);
  const collection = collections.find(({ address }) => address === chosen) ?? collections[0];
  if (!collection) return null;
  return (
    <Panel>
      <div className="space-y-4">
        <SelectField
          label="Collection"
          value={collection.address}
          options={collections.map(({ address, name }) => ({ value: address, title: name }))}
          onValue={setChosen}
        />
        <Tabs
          key={collection.address}
          label="List or offer"
          tabs={[
            { value: "list", title: "List an item", content: <ListForm collection={collection} /> },
            {
              value: "offer",
              title: "Make an offer",
              content: <OfferForm collection={collection} offers={offers} />,
            },
          ]}
        />
      </div>
    </Panel>
  );
}
