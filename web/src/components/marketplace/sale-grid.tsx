"use client";

import type { Address } from "viem";
import { OrderPrice } from "#components/marketplace/order-price";
import { ItemImage } from "#components/nft/item-image";
import { Badge } from "#components/ui/badge";
import type { PublishedOrder } from "#lib/order-view";

/** The items that are for sale; choosing one opens it. */
export function SaleGrid({
  sales,
  nameOf,
  owner,
  onChoose,
}: {
  sales: readonly PublishedOrder[];
  nameOf: (collection: Address) => string;
  owner: Address | undefined;
  onChoose: (order: PublishedOrder) => void;
}) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
      {sales.map((order) => {
        const mine = order.maker === owner;
        return (
          <li key={order.hash}>
            <button
              type="button"
              aria-label={mine ? `Cancel the sale of #${order.tokenId}` : `Buy #${order.tokenId}`}
              onClick={() => onChoose(order)}
              className="block w-full rounded-lg border bg-sheet p-1.5 text-left transition-colors hover:border-water"
            >
              <ItemImage collection={order.collection} tokenId={order.tokenId} />
              <span className="flex items-center justify-between gap-2 px-0.5 pt-1.5">
                <span className="figures truncate text-sm">#{order.tokenId.toString()}</span>
                {mine && <Badge tone="water">yours</Badge>}
              </span>
              <span className="label block truncate px-0.5">{nameOf(order.collection)}</span>
              <span className="block px-0.5 pt-1 font-medium">
                <OrderPrice price={order.price} currency={order.currency} />
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
