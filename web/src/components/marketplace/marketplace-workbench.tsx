"use client";

import { useState } from "react";
import type { Address } from "viem";
import { MakeOrder } from "#components/marketplace/make-order";
import { OfferTable } from "#components/marketplace/offer-table";
import { OrderDialog } from "#components/marketplace/order-dialog";
import { SaleGrid } from "#components/marketplace/sale-grid";
import { Empty } from "#components/ui/empty";
import { useWallet } from "#hooks/use-wallet";
import { type Collection, type PublishedOrder, promised } from "#lib/order-view";
import { shortAddress } from "#lib/short-address";

/** Open sales and offers, the forms that make them, and the one that was chosen. */
export function MarketplaceWorkbench({
  collections,
  current,
  sales,
  offers,
}: {
  collections: readonly Collection[];
  current: Address | undefined;
  sales: readonly PublishedOrder[];
  offers: readonly PublishedOrder[];
}) {
  const { address } = useWallet();
  // The order itself is kept, so that the dialog can tell how it went when the list has lost it.
  const [chosen, setChosen] = useState<PublishedOrder>();
  const nameOf = (collection: Address) =>
    collections.find((known) => known.address === collection)?.name ?? shortAddress(collection);

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="min-w-0 space-y-6">
        <section>
          <h2 className="mb-2.5 text-[1.05rem] font-semibold">For sale</h2>
          {sales.length === 0 ? (
            <Empty title="Nothing is for sale">List an item, or make an offer for one.</Empty>
          ) : (
            <SaleGrid sales={sales} nameOf={nameOf} owner={address} onChoose={setChosen} />
          )}
        </section>
        <section>
          <h2 className="mb-2.5 text-[1.05rem] font-semibold">Offers</h2>
          {offers.length === 0 ? (
            <Empty title="Nobody offers for items now">Make an offer, and anyone may sell to you.</Empty>
          ) : (
            <OfferTable offers={offers} nameOf={nameOf} owner={address} onChoose={setChosen} />
          )}
        </section>
      </div>
      <div className="min-w-0 lg:sticky lg:top-20">
        <MakeOrder key={current} collections={collections} current={current} offers={offers} />
      </div>
      {chosen && (
        <OrderDialog
          key={chosen.hash}
          order={chosen}
          name={nameOf(chosen.collection)}
          promised={address && chosen.currency ? promised(offers, address, chosen.currency.address) : 0n}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}
