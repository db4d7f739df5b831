"use client";

import type { Address } from "viem";
import { OrderPrice } from "#components/marketplace/order-price";
import { Button } from "#components/ui/button";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { formatTime } from "#lib/format-time";
import type { PublishedOrder } from "#lib/order-view";

/** What buyers offer, for any item of a collection or for a certain one. */
export function OfferTable({
  offers,
  nameOf,
  owner,
  onChoose,
}: {
  offers: readonly PublishedOrder[];
  nameOf: (collection: Address) => string;
  owner: Address | undefined;
  onChoose: (order: PublishedOrder) => void;
}) {
  return (
    <Table
      label="Offers"
      head={
        <>
          <HeadCell>For</HeadCell>
          <HeadCell className="text-right">Price</HeadCell>
          <HeadCell className="hidden sm:table-cell">Until</HeadCell>
          <HeadCell>
            <span className="sr-only">Action</span>
          </HeadCell>
        </>
      }
    >
      {offers.map((order) => (
        <tr key={order.hash}>
          <Cell>
            <span className="font-medium">
              {order.kind === "COLLECTION_OFFER" ? (
                "Any item"
              ) : (
                <span className="figures">#{order.tokenId.toString()}</span>
              )}
            </span>
            <span className="label block">{nameOf(order.collection)}</span>
          </Cell>
          <Cell className="text-right">
            <OrderPrice price={order.price} currency={order.currency} />
          </Cell>
          <Cell className="figures hidden text-sm whitespace-nowrap sm:table-cell">
            {formatTime(order.end)}
          </Cell>
          <Cell className="text-right">
            <Button size="sm" onClick={() => onChoose(order)}>
              {order.maker === owner ? "Cancel" : "Sell"}
            </Button>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
