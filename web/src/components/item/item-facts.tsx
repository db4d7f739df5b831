"use client";

import Link from "next/link";
import { AddressLink } from "#components/address-link";
import { FactList } from "#components/fact-list";
import { type ChainItem, useReservation } from "#hooks/use-item";
import { formatAmount } from "#lib/format-amount";
import { formatPercent } from "#lib/format-percent";
import { formatTime } from "#lib/format-time";
import type { ItemPage } from "#lib/item-view";
import { rentPerDay } from "#lib/rental-price";

/** A hundredth of a percent, as a WAD share. */
const BPS_WAD = 10n ** 14n;

/** What is known of an item: whose it is, who uses it, what its creator gets, and what it earned. */
export function ItemFacts({ id, item, page }: { id: bigint; item: ChainItem; page: ItemPage }) {
  const { place, collection } = page;
  const reservation = useReservation(place?.reserved ? place.nftVault.address : undefined, id);
  const quote = place?.nftVault.quoteToken;
  const inQuote = (amount: bigint) =>
    quote ? `${formatAmount(amount, quote.decimals, 6)} ${quote.symbol}` : "–";
  const royalty =
    item.royaltyBps === undefined
      ? "–"
      : item.royaltyBps === 0n
        ? "none"
        : formatPercent(item.royaltyBps * BPS_WAD);
  return (
    <FactList
      facts={[
        {
          name: "Owner",
          value: place ? (
            <Link
              href={`/nfts/${place.nftVault.address}`}
              className="font-sans underline decoration-line-strong underline-offset-4 hover:decoration-water"
            >
              {place.nftVault.name}
            </Link>
          ) : item.owner ? (
            <AddressLink address={item.owner} />
          ) : item.known ? (
            "nobody"
          ) : (
            "–"
          ),
        },
        ...(reservation
          ? [
              { name: "Reserved for", value: <AddressLink address={reservation.holder} /> },
              { name: "Rent it earned for them", value: inQuote(reservation.rent) },
            ]
          : []),
        ...(item.user && item.userExpires !== undefined
          ? [
              { name: "User", value: <AddressLink address={item.user} /> },
              { name: "Until", value: formatTime(item.userExpires) },
            ]
          : []),
        ...(collection?.stakeToken && item.stake !== undefined
          ? [
              {
                name: "Staked in it",
                value: `${formatAmount(item.stake, collection.stakeToken.decimals)} ${collection.stakeToken.symbol}`,
              },
            ]
          : []),
        ...(place?.nftVault.rentable
          ? [
              { name: "Rent a day", value: inQuote(rentPerDay(place.pricePerSecondWad)) },
              { name: "Rent paid for it so far", value: inQuote(place.rentPaid) },
            ]
          : []),
        {
          name: "Royalty",
          value: royalty,
          note:
            item.royaltyBps && item.royaltyReceiver ? (
              <span className="flex items-baseline gap-1">
                of every price, to <AddressLink address={item.royaltyReceiver} />
              </span>
            ) : undefined,
        },
      ]}
    />
  );
}
