"use client";

import { AmountField } from "#components/amount-field";
import { itemName } from "#lib/item-name";
import type { ParsedAmount } from "#lib/parse-amount";

/** Which items a form takes out of a vault: those chosen in the grid, or where none is, how many of any. */
export function ItemCountField({
  selected,
  text,
  onText,
  parsed,
  max,
}: {
  selected: readonly bigint[];
  text: string;
  onText: (text: string) => void;
  parsed: ParsedAmount | undefined;
  /** The most that the account can redeem. */
  max?: bigint | undefined;
}) {
  if (selected.length > 0) {
    return (
      <p className="text-sm">
        The items chosen in the grid:{" "}
        <span className="figures break-words">{selected.map(itemName).join(", ")}</span>
      </p>
    );
  }
  return (
    <>
      <AmountField
        label="Any items"
        symbol="items"
        decimals={0}
        text={text}
        onText={onText}
        parsed={parsed}
        max={max}
        maxLabel="You can redeem"
      />
      <p className="text-sm text-muted">Or choose the very items you want in the grid, for a fee.</p>
    </>
  );
}
