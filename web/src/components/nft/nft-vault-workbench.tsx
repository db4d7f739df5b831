"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import { DepositItemsForm } from "#components/nft/deposit-items-form";
import { ItemGrid } from "#components/nft/item-grid";
import { RedeemForm } from "#components/nft/redeem-form";
import { RentForm } from "#components/nft/rent-form";
import { Empty } from "#components/ui/empty";
import { Panel } from "#components/ui/panel";
import { Tabs } from "#components/ui/tabs";
import { useNftAccount } from "#hooks/use-nft-account";
import { cn } from "#lib/cn";
import type { NftItem, NftVault } from "#lib/nft-view";

const filters = [
  { title: "All", query: "" },
  { title: "In the pool", query: "?state=pooled" },
  { title: "On rent", query: "?state=rented" },
];

/** The items of a vault and the forms that act on those chosen. */
export function NftVaultWorkbench({
  vault,
  items,
  filter,
  pages,
}: {
  vault: NftVault;
  items: NftItem[];
  filter: string;
  pages: ReactNode;
}) {
  const account = useNftAccount(vault);
  const [selected, setSelected] = useState<ReadonlySet<bigint>>(new Set());
  // A refresh may have taken an item away, or somebody rented it: it can't stay chosen.
  const pooled = new Set(items.filter((item) => item.state === "POOLED").map((item) => item.tokenId));
  const chosen = [...selected].filter((id) => pooled.has(id));
  const forget = () => setSelected(new Set());

  function toggle(tokenId: bigint) {
    const next = new Set(selected);
    if (!next.delete(tokenId)) next.add(tokenId);
    setSelected(next);
  }

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="order-2 min-w-0 space-y-4 lg:order-1">
        <nav aria-label="Which items" className="flex gap-1">
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
          <ItemGrid vault={vault} items={items} selected={new Set(chosen)} onToggle={toggle} />
        )}
        {pages}
      </div>
      <div className="order-1 min-w-0 lg:sticky lg:top-20 lg:order-2">
        <Panel>
          <Tabs
            label="Deposit, redeem or rent"
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
                content: <RentForm vault={vault} account={account} selected={chosen} onDone={forget} />,
              },
            ]}
          />
        </Panel>
      </div>
    </div>
  );
}
