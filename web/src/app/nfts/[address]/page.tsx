import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AddressLink } from "#components/address-link";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { NftVaultWorkbench } from "#components/nft/nft-vault-workbench";
import { Badge } from "#components/ui/badge";
import { buttonClass } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { Stat } from "#components/ui/stat";
import { formatCompact } from "#lib/format-compact";
import { formatPercent } from "#lib/format-percent";
import type { NftVaultQuery } from "#lib/nft-view";
import { parseAddress } from "#lib/parse-address";
import { parseItemId } from "#lib/parse-item-id";
import { nftVaultPage } from "#server/nft-vaults";

interface Props {
  params: Promise<{ address: string }>;
  searchParams: Promise<{
    state?: string | string[];
    after?: string | string[];
    item?: string | string[];
  }>;
}

export const metadata: Metadata = { title: "NFT vault" };

const states: Record<string, NftVaultQuery["state"]> = {
  pooled: "POOLED",
  reserved: "RESERVED",
  rented: "RENTED",
};

export default async function NftVaultPage({ params, searchParams }: Props) {
  const address = parseAddress((await params).address);
  if (!address) notFound();
  const { state, after, item } = await searchParams;
  const opened = typeof item === "string" ? parseItemId(item) : undefined;
  const filter = typeof state === "string" ? states[state] : undefined;
  const query = filter ? `?state=${state}` : opened === undefined ? "" : `?item=${opened}`;
  const sourced = await nftVaultPage(address, {
    ...{ state: filter, tokenId: opened },
    after: typeof after === "string" ? after : undefined,
  });
  if (sourced.source === "none") return <SourceNotice sourced={sourced} />;
  if (!sourced.data) notFound();
  const { vault, pool, items, itemCount, next } = sourced.data;

  return (
    <>
      <PageTitle
        title={
          <span className="flex flex-wrap items-center gap-3">
            {vault.name}
            {vault.paused && <Badge tone="bad">deposits paused</Badge>}
            {!vault.rentable && <Badge>not rentable</Badge>}
          </span>
        }
      >
        <span className="flex flex-wrap items-center gap-x-3 text-sm">
          <span>{vault.symbol}</span>
          <AddressLink address={vault.address} />
          <span>
            collection <AddressLink address={vault.collection} />
          </span>
        </span>
      </PageTitle>
      <SourceNotice sourced={sourced} missing="The rent that was collected is missing." />
      <Panel>
        <dl className="grid grid-cols-2 gap-5 sm:grid-cols-5">
          <Stat label="Inventory" detail="items held">
            {vault.held}
          </Stat>
          <Stat label="On rent" detail={`at most ${formatPercent(vault.maxRentedWad)} of a lane`}>
            {vault.rented}
          </Stat>
          <Stat label="Item tokens" detail={vault.symbol}>
            {formatCompact(vault.totalSupply, 18)}
          </Stat>
          <Stat label="Staked" detail="earns the rent">
            {vault.gauge ? formatCompact(vault.gauge.totalStake, 18) : "–"}
          </Stat>
          <Stat label="Rent collected" detail={vault.quoteToken.symbol}>
            {vault.rentCollected === undefined
              ? "–"
              : formatCompact(vault.rentCollected, vault.quoteToken.decimals)}
          </Stat>
        </dl>
      </Panel>
      <NftVaultWorkbench
        key={`${vault.address}-${opened}`}
        opened={opened}
        vault={vault}
        pool={pool}
        items={items}
        filter={query}
        pages={
          <div className="flex items-center gap-3">
            {after && (
              <Link href={`/nfts/${vault.address}${query}`} className={buttonClass({ size: "sm" })}>
                First page
              </Link>
            )}
            {next && (
              <Link
                href={`/nfts/${vault.address}${query}${query ? "&" : "?"}after=${encodeURIComponent(next)}`}
                className={buttonClass({ size: "sm" })}
              >
                Next page
              </Link>
            )}
            <span className="label">{itemCount} items in this list</span>
          </div>
        }
      />
    </>
  );
}
