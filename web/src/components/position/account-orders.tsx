"use client";

import type { Address } from "viem";
import { CancelAll } from "#components/marketplace/cancel-all";
import { OrderTable } from "#components/marketplace/order-table";
import { useWallet } from "#hooks/use-wallet";
import type { Collection, PublishedOrder } from "#lib/order-view";

/**
 * The orders that an account has open; it can call them back one by one, or all at once.
 *
 * It is there without any as well: the dialog that called back the last one has yet to say so.
 */
export function AccountOrders({
  owner,
  orders,
  collections,
}: {
  owner: Address;
  orders: readonly PublishedOrder[];
  collections: readonly Collection[];
}) {
  const { address } = useWallet();
  const none = orders.length === 0;
  return (
    <section>
      {!none && <h2 className="mb-2.5 text-[1.05rem] font-semibold">Open orders</h2>}
      <div className="space-y-3">
        <OrderTable label="Open orders" orders={orders} collections={collections} />
        {address === owner && <CancelAll hidden={none} />}
      </div>
    </section>
  );
}
