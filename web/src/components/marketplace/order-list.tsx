"use client";

import { useState } from "react";
import type { Address } from "viem";
import { OrderDialog } from "#components/marketplace/order-dialog";
import { OrderGrid } from "#components/marketplace/order-grid";
import { OrderTable } from "#components/marketplace/order-table";
import { Button } from "#components/ui/button";
import { Empty } from "#components/ui/empty";
import { useOrderList } from "#hooks/use-order-list";
import type { OrderSection } from "#lib/order-filter";
import type { OrderPage, OrderQuery } from "#lib/order-query";
import type { Collection, PublishedOrder } from "#lib/order-view";
import { shortAddress } from "#lib/short-address";

const empty = {
  sale: { title: "Nothing is for sale here", text: "List an item, or make an offer for one." },
  rent: {
    title: "Nothing is for rent here",
    text: "Offer an item of yours for rent, or rent one of a vault.",
  },
  offers: {
    title: "Nobody offers for items here",
    text: "Make an offer, and anyone may sell to you.",
  },
} as const;

/** The open orders of the filter, which grow by pages. */
export function OrderList({
  section,
  query,
  page,
  collections,
  cart,
  onCart,
}: {
  section: OrderSection;
  query: OrderQuery;
  page: OrderPage;
  collections: readonly Collection[];
  cart: readonly PublishedOrder[];
  onCart: (order: PublishedOrder) => void;
}) {
  const { orders, hasMore, loading, failed, showMore } = useOrderList(query, page);
  const [chosen, setChosen] = useState<PublishedOrder>();
  const known = (address: Address) => collections.find((one) => one.address === address);
  const nothing = <Empty title={empty[section].title}>{empty[section].text}</Empty>;
  return (
    <div className="space-y-4">
      {section === "offers" ? (
        <OrderTable label="Offers" orders={orders} collections={collections} empty={nothing} />
      ) : orders.length === 0 ? (
        nothing
      ) : (
        <OrderGrid
          orders={orders}
          nameOf={(address) => known(address)?.name ?? shortAddress(address)}
          inCart={new Set(cart.map(({ hash }) => hash))}
          onChoose={setChosen}
          onCart={onCart}
        />
      )}
      {hasMore && (
        <div className="flex flex-wrap items-center gap-3">
          <Button onClick={showMore} disabled={loading}>
            {loading ? "Asking…" : "Show more"}
          </Button>
          {failed && <span className="text-sm text-bad">The indexer did not answer; try again</span>}
        </div>
      )}
      {chosen && (
        <OrderDialog
          key={chosen.hash}
          order={chosen}
          collection={known(chosen.collection)}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}
