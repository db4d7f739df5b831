import Link from "next/link";
import { OrderPrice } from "#components/marketplace/order-price";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { formatTime } from "#lib/format-time";
import type { PublishedOrder } from "#lib/order-view";

const kinds = { SALE: "Sale of", OFFER: "Offer for", COLLECTION_OFFER: "Offer for", RENTAL: "Rental of" };

/** The orders that an account has open; the marketplace is where it cancels them. */
export function OpenOrders({ orders }: { orders: readonly PublishedOrder[] }) {
  return (
    <Table
      label="Open orders"
      head={
        <>
          <HeadCell>Order</HeadCell>
          <HeadCell className="text-right">Price</HeadCell>
          <HeadCell>Until</HeadCell>
        </>
      }
    >
      {orders.map((order) => (
        <tr key={order.hash}>
          <Cell>
            <Link
              href={`/marketplace?collection=${order.collection}`}
              className="font-medium hover:text-water"
            >
              {kinds[order.kind]}{" "}
              {order.kind === "COLLECTION_OFFER" ? (
                "any item"
              ) : (
                <span className="figures">#{order.tokenId.toString()}</span>
              )}
            </Link>
          </Cell>
          <Cell className="text-right">
            <OrderPrice price={order.price} currency={order.currency} />
          </Cell>
          <Cell className="figures text-sm whitespace-nowrap">{formatTime(order.end)}</Cell>
        </tr>
      ))}
    </Table>
  );
}
