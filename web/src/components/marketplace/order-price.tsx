"use client";

import { usePublicConfig } from "#components/layout/providers";
import { formatAmount } from "#lib/format-amount";
import type { Token } from "#lib/scalars";

/** A price in an order's currency, the chain's own coin where it names no token. */
export function OrderPrice({ price, currency }: { price: bigint; currency: Token | null }) {
  const { chain } = usePublicConfig();
  const { symbol, decimals } = currency ?? chain.currency;
  return (
    <span className="figures whitespace-nowrap">
      {formatAmount(price, decimals)} <span className="text-muted">{symbol}</span>
    </span>
  );
}
