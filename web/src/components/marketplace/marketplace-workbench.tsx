"use client";

import { useState } from "react";
import { CartBar } from "#components/marketplace/cart-bar";
import { MakeOrder } from "#components/marketplace/make-order";
import { OrderList } from "#components/marketplace/order-list";
import { OwnOrders } from "#components/marketplace/own-orders";
import type { OrderFilter } from "#lib/order-filter";
import { type OrderPage, type OrderQuery, orderQueryText } from "#lib/order-query";
import type { Collection, PublishedOrder } from "#lib/order-view";

/** The open orders of the filter, the forms that make more of them, and the cart. */
export function MarketplaceWorkbench({
  filter,
  collections,
  query,
  page,
}: {
  filter: OrderFilter;
  collections: readonly Collection[];
  query: OrderQuery;
  page: OrderPage;
}) {
  const [cart, setCart] = useState<readonly PublishedOrder[]>([]);
  const remove = (hashes: readonly string[]) =>
    setCart((kept) => kept.filter(({ hash }) => !hashes.includes(hash)));
  const toggle = (order: PublishedOrder) => {
    if (cart.some(({ hash }) => hash === order.hash)) remove([order.hash]);
    else setCart([...cart, order]);
  };
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="min-w-0 space-y-4">
        <OrderList
          key={orderQueryText(query)}
          section={filter.section}
          query={query}
          page={page}
          collections={collections}
          cart={cart}
          onCart={toggle}
        />
        <CartBar orders={cart} onRemove={remove} />
      </div>
      <div className="min-w-0 space-y-4 lg:sticky lg:top-20">
        <MakeOrder key={filter.collection} collections={collections} current={filter.collection} />
        <OwnOrders />
      </div>
    </div>
  );
}
