"use client";

import { usePublicConfig } from "#components/layout/providers";
import { SelectField } from "#components/marketplace/select-field";
import type { Token } from "#lib/scalars";

/** What one who sells asks for: the collection's quote token, or the chain's own coin, null. */
export function CurrencyField({
  quoteToken,
  currency,
  onCurrency,
}: {
  quoteToken: Token;
  currency: Token | null;
  onCurrency: (currency: Token | null) => void;
}) {
  const { chain } = usePublicConfig();
  return (
    <SelectField
      label="Paid in"
      value={currency ? "token" : "coin"}
      options={[
        { value: "token", title: quoteToken.symbol },
        { value: "coin", title: chain.currency.symbol },
      ]}
      onValue={(value) => onCurrency(value === "coin" ? null : quoteToken)}
    />
  );
}
