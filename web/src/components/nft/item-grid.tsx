"use client";

import Link from "next/link";
import { ItemImage } from "#components/nft/item-image";
import { useWallet } from "#hooks/use-wallet";
import { cn } from "#lib/cn";
import { formatAmount } from "#lib/format-amount";
import { formatTime } from "#lib/format-time";
import { itemPath } from "#lib/item-path";
import type { NftItem, NftVault } from "#lib/nft-view";
import { rentPerDay } from "#lib/rental-price";

/** A page of a vault's items; each can be chosen, to redeem it, to rent it, or to keep it longer. */
export function ItemGrid({
  vault,
  items,
  selected,
  onToggle,
}: {
  vault: NftVault;
  items: NftItem[];
  selected: ReadonlySet<bigint>;
  onToggle: (tokenId: bigint) => void;
}) {
  const { address } = useWallet();
  return (
    <ul className="grid grid-cols-3 gap-3 sm:grid-cols-4 xl:grid-cols-6">
      {items.map((item) => {
        const chosen = selected.has(item.tokenId);
        const rented = item.state === "RENTED";
        const mine = rented && item.user !== null && item.user === address;
        const taken = item.recalled || (rented && !mine);
        return (
          <li key={item.tokenId.toString()}>
            <button
              type="button"
              aria-pressed={chosen}
              disabled={taken}
              onClick={() => onToggle(item.tokenId)}
              className={cn(
                "block w-full rounded-lg border bg-sheet p-1.5 text-left transition-colors disabled:cursor-default",
                chosen ? "border-water ring-2 ring-water" : "enabled:hover:border-water",
              )}
            >
              <ItemImage
                collection={vault.collection}
                tokenId={item.tokenId}
                className={taken ? "opacity-55" : ""}
              />
              <span className="flex items-baseline justify-between gap-1 px-0.5 pt-1.5">
                <span className="figures truncate text-sm">#{item.tokenId.toString()}</span>
                <span className="label whitespace-nowrap">lane {item.lane}</span>
              </span>
              {item.reserved && (
                <span className="block truncate px-0.5 text-[0.7rem] font-medium text-water">
                  {item.recalled ? "reserved, not for rent" : "reserved"}
                </span>
              )}
              {vault.rentable && item.pricePerSecondWad !== vault.pricePerSecondWad && (
                <span className="figures block truncate px-0.5 text-[0.7rem] text-muted">
                  {formatAmount(rentPerDay(item.pricePerSecondWad), vault.quoteToken.decimals, 2)}{" "}
                  {vault.quoteToken.symbol} a day
                </span>
              )}
              {rented && (
                <span
                  className="block px-0.5 text-[0.7rem] leading-snug font-medium text-brass"
                  title={formatTime(item.rentedUntil)}
                >
                  {mine ? "yours until" : "rented until"}{" "}
                  <span className="whitespace-nowrap">{formatTime(item.rentedUntil).slice(5, 16)}</span>
                </span>
              )}
            </button>
            <Link
              href={itemPath(vault.collection, item.tokenId)}
              aria-label={`About #${item.tokenId}`}
              className="label block px-2 pt-1 hover:text-water"
            >
              Owner, history
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
