"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import type { Address } from "viem";
import { OrderDialog, orderAction } from "#components/marketplace/order-dialog";
import { OrderPrice } from "#components/marketplace/order-price";
import { Button } from "#components/ui/button";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { useWallet } from "#hooks/use-wallet";
import { formatTime } from "#lib/format-time";
import { itemName } from "#lib/item-name";
import { itemPath } from "#lib/item-path";
import type { Collection, PublishedOrder } from "#lib/order-view";
import { shortAddress } from "#lib/short-address";

const kinds = { SALE: "Sale", OFFER: "Offer", COLLECTION_OFFER: "Offer", RENTAL: "Rental" } as const;

/** Orders as a list; choosing one opens what can be done with it. */
export function OrderTable({
  label,
  orders,
  collections,
  empty,
}: {
  label: string;
  orders: readonly PublishedOrder[];
  collections: readonly Collection[];
  /** What stands where there is no order. */
  empty?: ReactNode;
}) {
  const { address } = useWallet();
  // The order itself is kept, so that the dialog can tell how it went when the list has lost it, or is no more.
  const [chosen, setChosen] = useState<PublishedOrder>();
  const known = (collection: Address) => collections.find((one) => one.address === collection);
  return (
    <>
      {orders.length === 0 ? (
        empty
      ) : (
        <Table
          label={label}
          head={
            <>
              <HeadCell>Order</HeadCell>
              <HeadCell className="hidden text-right sm:table-cell">Price</HeadCell>
              <HeadCell className="hidden sm:table-cell">Until</HeadCell>
              <HeadCell>
                <span className="sr-only">Action</span>
              </HeadCell>
            </>
          }
        >
          {orders.map((order) => (
            <tr key={order.hash}>
              <Cell>
                <span className="text-muted">{kinds[order.kind]}</span>{" "}
                {order.kind === "COLLECTION_OFFER" ? (
                  <span className="font-medium">Any item</span>
                ) : (
                  <Link
                    href={itemPath(order.collection, order.tokenId)}
                    className="figures font-medium hover:text-water"
                  >
                    {itemName(order.tokenId)}
                  </Link>
                )}
                <span className="label block">
                  {known(order.collection)?.name ?? shortAddress(order.collection)}
                </span>
                <span className="block sm:hidden">
                  <OrderPrice {...order} />
                </span>
              </Cell>
              <Cell className="hidden text-right sm:table-cell">
                <OrderPrice {...order} />
              </Cell>
              <Cell className="figures hidden text-sm whitespace-nowrap sm:table-cell">
                {formatTime(order.end)}
              </Cell>
              <Cell className="text-right">
                <Button size="sm" onClick={() => setChosen(order)}>
                  {orderAction(order, address)}
                </Button>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
      {chosen && (
        <OrderDialog
          key={chosen.hash}
          order={chosen}
          collection={known(chosen.collection)}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}
