import Link from "next/link";
import type { Address } from "viem";
import { AddressLink } from "#components/address-link";
import { OrderPrice } from "#components/marketplace/order-price";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { formatTime } from "#lib/format-time";
import { itemName } from "#lib/item-name";
import { itemPath } from "#lib/item-path";
import type { Trade } from "#lib/order-view";

/** The latest trades, with the royalty that was in each price. */
export function TradeTable({
  trades,
  nameOf,
}: {
  trades: readonly Trade[];
  nameOf: (collection: Address) => string;
}) {
  return (
    <Table
      label="Latest trades"
      head={
        <>
          <HeadCell>Item</HeadCell>
          <HeadCell className="text-right">Price</HeadCell>
          <HeadCell className="text-right">Royalty in it</HeadCell>
          <HeadCell>Seller</HeadCell>
          <HeadCell>Buyer</HeadCell>
          <HeadCell>When</HeadCell>
        </>
      }
    >
      {trades.map((trade) => {
        const [seller, buyer] =
          trade.kind === "SALE" || trade.kind === "RENTAL"
            ? [trade.maker, trade.taker]
            : [trade.taker, trade.maker];
        return (
          <tr key={`${trade.transactionHash}-${trade.collection}-${trade.tokenId}`}>
            <Cell className="whitespace-nowrap">
              <Link
                href={itemPath(trade.collection, trade.tokenId)}
                className="figures font-medium hover:text-water"
              >
                {itemName(trade.tokenId)}
              </Link>
              <span className="label block">
                {nameOf(trade.collection)}
                {trade.kind === "RENTAL" && ", rented"}
              </span>
            </Cell>
            <Cell className="text-right">
              <OrderPrice price={trade.price} currency={trade.currency} />
            </Cell>
            <Cell className="text-right">
              {trade.royalty === 0n ? "–" : <OrderPrice price={trade.royalty} currency={trade.currency} />}
            </Cell>
            <Cell>
              <AddressLink address={seller} />
            </Cell>
            <Cell>
              <AddressLink address={buyer} />
            </Cell>
            <Cell className="figures text-sm whitespace-nowrap">{formatTime(trade.timestamp)}</Cell>
          </tr>
        );
      })}
    </Table>
  );
}
