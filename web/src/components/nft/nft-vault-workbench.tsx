"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import { BuyItemsForm } from "#components/nft/buy-items-form";
import { DepositItemsForm } from "#components/nft/deposit-items-form";
import { ItemGrid } from "#components/nft/item-grid";
import { RedeemForm } from "#components/nft/redeem-form";
import { RentForm } from "#components/nft/rent-form";
import { ReserveForm } from "#components/nft/reserve-form";
import { SellItemsForm } from "#components/nft/sell-items-form";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { Tabs } from "#components/ui/tabs";
import { useNftAccount } from "#hooks/use-nft-account";
import { useWallet } from "#hooks/use-wallet";
import { cn } from "#lib/cn";
import type { ItemPool, NftItem, NftVault } from "#lib/nft-view";

const filters = [
  { title: "All", query: "" },
  { title: "In the pool", query: "?state=pooled" },
  { title: "Reserved", query: "?state=reserved" },
  { title: "On rent", query: "?state=rented" },
];

/** The items of a vault and the forms that act on those chosen. */
export function NftVaultWorkbench({
  vault,
  pool,
  items,
  filter,
  pages,
  opened,
}: {
  vault: NftVault;
  pool: ItemPool | undefined;
  items: NftItem[];
  filter: string;
  pages: ReactNode;
  /** The item that the page was opened for, which is chosen at first. */
  opened: bigint | undefined;
}) {
  const account = useNftAccount(vault);
  const { address } = useWallet();
  const [selected, setSelected] = useState<ReadonlySet<bigint>>(
    new Set(opened === undefined ? [] : [opened]),
  );
  // A refresh may have taken an item away, or somebody rented it: it can't stay chosen.
  const those = (fits: (item: NftItem) => boolean) =>
    items.filter((item) => selected.has(item.tokenId) && fits(item)).map((item) => item.tokenId);
  const chosen = those(({ state }) => state === "POOLED");
  // What is reserved can't be redeemed or bought, but its owner may let it out; what one has on rent can be kept longer.
  const mine = ({ state, user }: NftItem) => state === "RENTED" && user !== null && user === address;
  const rentable = those((item) => item.state !== "RENTED" || mine(item)).filter(
    (id) => !items.find(({ tokenId }) => tokenId === id)?.recalled,
  );
  const [rented] = rentable.length === 1 ? items.filter(({ tokenId }) => tokenId === rentable[0]) : [];
  const forget = () => setSelected(new Set());

  function toggle(tokenId: bigint) {
    const next = new Set(selected);
    if (!next.delete(tokenId)) next.add(tokenId);
    setSelected(next);
  }

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="order-2 min-w-0 space-y-4 lg:order-1">
        <nav aria-label="Which items" className="flex flex-wrap gap-1">
          {filters.map(({ title, query }) => (
            <Link
              key={title}
              href={`/nfts/${vault.address}${query}`}
              scroll={false}
              aria-current={filter === query ? "true" : undefined}
              className={cn(
                "rounded-md px-3 py-1.5 text-sm font-medium",
                filter === query ? "bg-water-soft text-water" : "text-muted hover:text-ink",
              )}
            >
              {title}
            </Link>
          ))}
        </nav>
        {items.length === 0 ? (
          <Empty title="No items here">Deposit the first of them, or look at another list.</Empty>
        ) : (
          <ItemGrid vault={vault} items={items} selected={new Set(rentable)} onToggle={toggle} />
        )}
        {pages}
      </div>
      <div className="order-1 min-w-0 lg:sticky lg:top-20 lg:order-2">
        <Panel>
          <Tabs
            label="What to do"
            tabs={[
              {
                value: "deposit",
                title: "Deposit",
                content: <DepositItemsForm vault={vault} account={account} />,
              },
              {
                value: "redeem",
                title: "Redeem",
                content: <RedeemForm vault={vault} account={account} selected={chosen} onDone={forget} />,
              },
              {
                value: "rent",
                title: "Rent",
                content: <RentForm vault={vault} item={rented} onDone={forget} />,
              },
              {
                value: "reserve",
                title: "Reserve",
                content: <ReserveForm vault={vault} account={account} />,
              },
              {
                value: "buy",
                title: "Buy",
                content: pool ? (
                  <BuyItemsForm vault={vault} pool={pool} selected={chosen} onDone={forget} />
                ) : (
                  <NoPool />
                ),
              },
              {
                value: "sell",
                title: "Sell",
                content: pool ? <SellItemsForm vault={vault} pool={pool} /> : <NoPool />,
              },
            ]}
          />
        </Panel>
      </div>
    </div>
  );
}

function NoPool() {
  return (
    <p className="text-sm text-muted">
      There is no pool of this vault’s item token and its quote token yet, so no price.
    </p>
  );
}
