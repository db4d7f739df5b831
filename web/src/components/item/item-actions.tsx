"use client";

import Link from "next/link";
import type { Address } from "viem";
import { ListForm } from "#components/marketplace/list-form";
import { OfferForm } from "#components/marketplace/offer-form";
import { RentOutForm } from "#components/marketplace/rent-out-form";
import { buttonClass } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { Tabs } from "#components/ui/tabs";
import type { ChainItem } from "#hooks/use-item";
import { useWallet } from "#hooks/use-wallet";
import type { ItemPage } from "#lib/item-view";

/** What the one who looks at an item can do with it, by where it is and whose it is. */
export function ItemActions({ id, item, page }: { id: bigint; item: ChainItem; page: ItemPage }) {
  const { address } = useWallet();
  const { place, collection } = page;
  if (place) return <AtVault id={id} vault={place.nftVault.address} />;
  if (!collection) {
    return (
      <Panel title="Trade it">
        <p className="text-sm text-muted">
          Forms show for collections that a vault takes, and for stakes, while the indexer answers.
        </p>
      </Panel>
    );
  }
  if (!address || item.owner !== address) {
    return (
      <Panel title="Make an offer">
        <OfferForm collection={collection} item={id} />
      </Panel>
    );
  }
  if (collection.stakeToken) {
    return (
      <Panel title="Sell the position">
        <ListForm collection={collection} item={id} />
      </Panel>
    );
  }
  return (
    <Panel>
      <Tabs
        label="List or rent out"
        tabs={[
          { value: "list", title: "List", content: <ListForm collection={collection} item={id} /> },
          {
            value: "rent-out",
            title: "Rent out",
            content: <RentOutForm collection={collection} item={id} />,
          },
        ]}
      />
    </Panel>
  );
}

function AtVault({ id, vault }: { id: bigint; vault: Address }) {
  return (
    <Panel title="In its vault">
      <p className="mb-4 text-sm text-muted">
        The vault has it: there it is rented, redeemed, bought, or given back to who reserved it.
      </p>
      <Link href={`/nfts/${vault}?item=${id}`} className={buttonClass({ variant: "primary" })}>
        Open it there
      </Link>
    </Panel>
  );
}
