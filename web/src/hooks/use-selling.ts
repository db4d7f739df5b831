"use client";

import { useState } from "react";
import { usePublicConfig } from "#components/layout/providers";
import { useChosenItems } from "#hooks/use-chosen-items";
import { useOrderMaking } from "#hooks/use-order-making";
import type { Collection } from "#lib/order-view";
import { parseAmount } from "#lib/parse-amount";
import type { Token } from "#lib/scalars";

/** What the forms share that ask money for an item: which one, for how much of what, and for how long. */
export function useSelling(collection: Collection, item: bigint | undefined) {
  const { chain } = usePublicConfig();
  const making = useOrderMaking();
  const { ids, choose } = useChosenItems(collection.address);
  const [currency, setCurrency] = useState<Token | null>(collection.quoteToken);
  const [text, setText] = useState("");
  const { symbol, decimals } = currency ?? chain.currency;
  const parsed = parseAmount(text, decimals);
  return {
    ...making,
    /** The item of the page, or the one that was chosen. */
    id: item ?? ids[0],
    choose,
    currency,
    setCurrency,
    symbol,
    decimals,
    text,
    setText,
    parsed,
    /** In units of the currency. */
    amount: parsed?.amount ?? 0n,
  };
}

export type Selling = ReturnType<typeof useSelling>;
