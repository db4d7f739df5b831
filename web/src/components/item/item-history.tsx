import { AddressLink } from "#components/address-link";
import { OrderPrice } from "#components/marketplace/order-price";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { formatTime } from "#lib/format-time";
import type { ItemPage } from "#lib/item-view";
import { isOffer } from "#lib/order-view";

/** What happened to an item, newest first: trades, and rentals out of wallets and vaults. */
export function ItemHistory({ page: { trades, rentals } }: { page: ItemPage }) {
  const events = [
    ...trades.map((trade) => ({
      key: `${trade.transactionHash}-${trade.kind}`,
      what: trade.kind === "RENTAL" ? "Rented" : "Sold",
      until: trade.expires ?? undefined,
      from: isOffer(trade) ? trade.taker : trade.maker,
      to: isOffer(trade) ? trade.maker : trade.taker,
      ...{ price: trade.price, currency: trade.currency, timestamp: trade.timestamp },
    })),
    ...rentals.map((rental) => ({
      key: `${rental.transactionHash}-${rental.expires}`,
      what: "Rented",
      until: rental.expires,
      from: undefined,
      to: rental.user,
      ...{ price: rental.paid, currency: rental.nftVault.quoteToken, timestamp: rental.timestamp },
    })),
  ].toSorted((a, b) => Number(b.timestamp - a.timestamp));
  return (
    <Table
      label="History"
      head={
        <>
          <HeadCell>What</HeadCell>
          <HeadCell className="text-right">Paid</HeadCell>
          <HeadCell>From</HeadCell>
          <HeadCell>To</HeadCell>
          <HeadCell>When</HeadCell>
        </>
      }
    >
      {events.map(({ key, what, until, from, to, price, currency, timestamp }) => (
        <tr key={key}>
          <Cell className="whitespace-nowrap">
            <span className="font-medium">{what}</span>
            {until !== undefined && <span className="label block">until {formatTime(until)}</span>}
          </Cell>
          <Cell className="text-right">
            <OrderPrice price={price} currency={currency} />
          </Cell>
          <Cell>
            {from ? (
              <AddressLink address={from} />
            ) : (
              <span className="whitespace-nowrap text-muted">its vault</span>
            )}
          </Cell>
          <Cell>
            <AddressLink address={to} />
          </Cell>
          <Cell className="figures text-sm whitespace-nowrap">{formatTime(timestamp)}</Cell>
        </tr>
      ))}
    </Table>
  );
}
