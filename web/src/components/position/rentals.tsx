"use client";

import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { buttonClass } from "#components/ui/button";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { useWallet } from "#hooks/use-wallet";
import { formatAmount } from "#lib/format-amount";
import { formatTime } from "#lib/format-time";
import { itemPath } from "#lib/item-path";
import type { Rental } from "#lib/position-view";

/** What an account had on rent from vaults, newest first; it can keep for longer what it has. */
export function Rentals({ rentals, time }: { rentals: Rental[]; time: bigint }) {
  const { address } = useWallet();
  // One that was made longer is over where the longer one begins.
  const isLast = ({ nftVault, tokenId, expires }: Rental) =>
    rentals.every(
      (other) =>
        other.nftVault.address !== nftVault.address || other.tokenId !== tokenId || other.expires <= expires,
    );
  return (
    <Table
      label="Rentals"
      head={
        <>
          <HeadCell>Item</HeadCell>
          <HeadCell>Until</HeadCell>
          <HeadCell className="text-right">Paid</HeadCell>
        </>
      }
    >
      {rentals.map((rental) => {
        const { nftVault, tokenId, user, expires, paid } = rental;
        const path = itemPath(nftVault.collection, tokenId);
        const running = expires >= time && isLast(rental);
        return (
          <tr key={`${nftVault.address}-${tokenId}-${expires}`}>
            <Cell>
              <Link href={path} className="font-medium hover:text-water">
                {nftVault.name} <span className="figures">#{tokenId.toString()}</span>
              </Link>
            </Cell>
            <Cell>
              <span className="flex flex-wrap items-center gap-2">
                <span className="figures text-sm whitespace-nowrap">{formatTime(expires)}</span>
                {running ? (
                  <Badge tone="brass">running</Badge>
                ) : (
                  <Badge>{expires >= time ? "made longer" : "over"}</Badge>
                )}
                {running && user === address && (
                  <Link
                    href={path}
                    aria-label={`Keep #${tokenId} longer`}
                    className={buttonClass({ size: "sm" })}
                  >
                    Keep it longer
                  </Link>
                )}
              </span>
            </Cell>
            <Cell className="figures text-right whitespace-nowrap">
              {formatAmount(paid, nftVault.quoteToken.decimals, 6)} {nftVault.quoteToken.symbol}
            </Cell>
          </tr>
        );
      })}
    </Table>
  );
}
