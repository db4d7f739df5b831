import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { formatAmount } from "#lib/format-amount";
import { formatCompact } from "#lib/format-compact";
import type { NftVault } from "#lib/nft-view";
import { rentPerDay } from "#lib/rental-price";

/** The columns of the NFT vaults' list. */
export const nftColumns = "md:grid-cols-[minmax(0,2fr)_0.7fr_minmax(0,1.4fr)_1.2fr_1.2fr]";

export function NftVaultRow({ vault }: { vault: NftVault }) {
  const rentedPercent = vault.held === 0 ? 0 : (vault.rented / vault.held) * 100;
  const perDay = rentPerDay(vault.pricePerSecondWad);
  return (
    <li>
      <Link
        href={`/nfts/${vault.address}`}
        className={`grid grid-cols-2 items-center gap-x-4 gap-y-2 px-4 py-3.5 transition-colors hover:bg-water-soft/50 sm:px-5 ${nftColumns}`}
      >
        <span className="col-span-2 min-w-0 md:col-span-1">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium">{vault.name}</span>
            {vault.paused && <Badge tone="bad">paused</Badge>}
          </span>
          <span className="label">{vault.symbol}</span>
        </span>
        <span className="figures md:text-right">
          {vault.held} <span className="text-sm text-muted">items</span>
        </span>
        <span className="min-w-0">
          <span className="block h-1.5 overflow-hidden rounded-full bg-line">
            <span className="block h-full rounded-full bg-brass" style={{ width: `${rentedPercent}%` }} />
          </span>
          <span className="label">{vault.rentable ? `${vault.rented} out on rent` : "not rentable"}</span>
        </span>
        <span className="figures md:text-right">
          {vault.rentable ? formatAmount(perDay, vault.quoteToken.decimals) : "–"}{" "}
          <span className="text-sm text-muted">{vault.rentable && `${vault.quoteToken.symbol} a day`}</span>
        </span>
        <span className="figures text-right">
          <span className="label font-sans md:hidden">collected </span>
          {vault.rentCollected === undefined
            ? "–"
            : formatCompact(vault.rentCollected, vault.quoteToken.decimals)}{" "}
          <span className="text-sm text-muted">{vault.quoteToken.symbol}</span>
        </span>
      </Link>
    </li>
  );
}
