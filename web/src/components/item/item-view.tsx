"use client";

import type { Address } from "viem";
import { ItemActions } from "#components/item/item-actions";
import { ItemFacts } from "#components/item/item-facts";
import { OrderTable } from "#components/marketplace/order-table";
import { ItemImage } from "#components/nft/item-image";
import { Empty } from "#components/ui/empty";
import { useItem } from "#hooks/use-item";
import type { ItemPage } from "#lib/item-view";

/** One item: its picture and facts, what is asked and offered for it, and what can be done with it. */
export function ItemView({ collection, id, page }: { collection: Address; id: bigint; page: ItemPage }) {
  const item = useItem(collection, id);
  const orders = [...page.orders, ...page.offers];
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="min-w-0 space-y-5">
        <div className="grid gap-5 rounded-lg border bg-sheet p-4 sm:grid-cols-[14rem_minmax(0,1fr)] sm:p-5">
          <ItemImage collection={collection} tokenId={id} className="mx-auto w-full max-w-72 sm:mx-0" />
          <ItemFacts id={id} item={item} page={page} />
        </div>
        <section>
          <h2 className="mb-2.5 text-[1.05rem] font-semibold">Open orders</h2>
          <OrderTable
            label="Open orders"
            orders={orders}
            collections={page.collection ? [page.collection] : []}
            empty={<Empty title="Nobody asks or offers for it now" />}
          />
        </section>
      </div>
      <div className="min-w-0 lg:sticky lg:top-20">
        <ItemActions id={id} item={item} page={page} />
      </div>
    </div>
  );
}
