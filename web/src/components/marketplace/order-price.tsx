"use client";

import { usePublicConfig } from "#components/layout/providers";
import { formatAmount } from "#lib/format-amount";
import { currencyOf, type PublishedOrder } from "#lib/order-view";
import { rentPerDay } from "#lib/rental-price";
import type { Token } from "#lib/scalars";

/** A price in an order's currency, the chain's own coin where it names no token; a rental order's is shown by the day. */
export function OrderPrice({
  price,
  currency,
  kind,
  bare = false,
}: {
  price: bigint;
  currency: Token | null;
  /** Left out for a price that was paid. */
  kind?: PublishedOrder["kind"];
  /** Whether the words around it say that it is by the day. */
  bare?: boolean;
}) {
  const { chain } = usePublicConfig();
  const { symbol, decimals } = currencyOf({ currency }, chain.currency);
  const rental = kind === "RENTAL";
  return (
    <span className="figures whitespace-nowrap">
      {formatAmount(rental ? rentPerDay(price) : price, decimals)}{" "}
      <span className="text-muted">
        {symbol}
        {rental && !bare && " a day"}
      </span>
    </span>
  );
}
