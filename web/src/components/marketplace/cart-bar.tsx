"use client";

import { useState } from "react";
import { CartForm } from "#components/marketplace/cart-form";
import { OrderPrice } from "#components/marketplace/order-price";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { cartTotals } from "#lib/cart-totals";
import type { PublishedOrder } from "#lib/order-view";

/** What was put into the cart, at the foot of the page, and the dialog that buys it. */
export function CartBar({
  orders,
  onRemove,
}: {
  orders: readonly PublishedOrder[];
  onRemove: (hashes: readonly string[]) => void;
}) {
  const [open, setOpen] = useState(false);
  if (orders.length === 0 && !open) return null;
  const count = orders.length === 1 ? "1 item" : `${orders.length} items`;
  return (
    <>
      {orders.length > 0 && (
        <section
          aria-label="Cart"
          className="sticky bottom-16 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-water bg-sheet p-3 shadow-lg md:bottom-4"
        >
          <p className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 text-sm">
            <span className="font-medium">{count}</span>
            {cartTotals(orders).map(({ currency, amount }) => (
              <OrderPrice key={currency?.address ?? "coin"} price={amount} currency={currency} />
            ))}
          </p>
          <Button variant="quiet" size="sm" onClick={() => onRemove(orders.map(({ hash }) => hash))}>
            Empty it
          </Button>
          <Button variant="primary" size="sm" onClick={() => setOpen(true)}>
            Review and buy
          </Button>
        </section>
      )}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Buy what is in the cart"
        description="In one transaction. What somebody takes before you is skipped, and its money stays with you."
      >
        <CartForm orders={orders} onRemove={onRemove} />
      </Dialog>
    </>
  );
}
