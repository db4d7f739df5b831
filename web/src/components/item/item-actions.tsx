"use client";

import Link from "next/link";
import { ListForm } from "#components/marketplace/list-form";
import { OfferForm } from "#components/marketplace/offer-form";
import { RentOutForm } from "#components/marketplace/rent-out-form";
import { RecallForm } from "#components/nft/recall-form";
import { RentForm } from "#components/nft/rent-form";
import { buttonClass } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { Tabs } from "#components/ui/tabs";
import { type ChainItem, useReservation } from "#hooks/use-item";
import { useWallet } from "#hooks/use-wallet";
import type { ItemPage, VaultItem } from "#lib/item-view";

/** What the one who looks at an item can do with it, by where it is and whose it is. */
export function ItemActions({ id, item, page }: { id: bigint; item: ChainItem; page: ItemPage }) {
  const { address } = useWallet();
  const { place, collection } = page;
  if (place) return <AtVault id={id} place={place} />;
  if (!collection) {
    return (
      <Panel title="Trade it">
        <p className="text-sm text-muted">Forms show for collections that a vault takes, and for stakes.</p>
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

function AtVault({ id, place }: { id: bigint; place: VaultItem }) {
  const { address } = useWallet();
  const { nftVault: vault, state, reserved, recalled, user } = place;
  const reservation = useReservation(reserved ? vault.address : undefined, id);
  const rented = state === "RENTED";
  const mine = rented && user !== null && user === address;
  return (
    <div className="space-y-4">
      {vault.rentable && (mine || (!rented && !recalled)) && (
        <Panel title={mine ? "You have it on rent" : "Rent it"}>
          <RentForm vault={vault} item={{ ...place, tokenId: id }} onDone={() => {}} />
        </Panel>
      )}
      {vault.rentable && reservation !== undefined && reservation.holder === address && (
        <Panel title="It is kept for you">
          <p className="mb-4 text-sm text-muted">
            {recalled
              ? "You called it back, so nobody can rent it."
              : "Others may rent it, and the rent is yours. Called back, it is not rented again until you say so; who has it on rent keeps that time."}
          </p>
          <RecallForm vault={vault.address} open={recalled ? [] : [id]} recalled={recalled ? [id] : []} />
        </Panel>
      )}
      <Panel title="In its vault">
        <p className="mb-4 text-sm text-muted">
          The vault has it: there it is redeemed, bought, or given back to who reserved it.
        </p>
        <Link href={`/nfts/${vault.address}?item=${id}`} className={buttonClass()}>
          Open it there
        </Link>
      </Panel>
    </div>
  );
}
