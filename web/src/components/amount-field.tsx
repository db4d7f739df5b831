"use client";

import { useId } from "react";
import { amountText } from "#lib/amount-text";
import { cn } from "#lib/cn";
import { formatAmount } from "#lib/format-amount";
import type { ParsedAmount } from "#lib/parse-amount";

/** A field for an amount of a token. The caller holds the text, and parses it once. */
export function AmountField({
  label,
  symbol,
  decimals,
  text,
  onText,
  parsed,
  max,
  maxLabel = "Balance",
  onMax,
}: {
  label: string;
  symbol: string;
  decimals: number;
  text: string;
  onText: (text: string) => void;
  parsed: ParsedAmount | undefined;
  /** The most that makes sense, in token units; undefined while it isn't known. */
  max?: bigint | undefined;
  maxLabel?: string;
  onMax?: () => void;
}) {
  const id = useId();
  const over = parsed?.amount !== undefined && max !== undefined && parsed.amount > max;
  const error =
    parsed?.error ?? (over ? `More than ${formatAmount(max, decimals, decimals)} ${symbol}` : undefined);
  return (
    <div>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {max !== undefined && (
          <span className="label">
            {maxLabel} <span className="figures text-ink">{formatAmount(max, decimals)}</span>
          </span>
        )}
      </div>
      <div
        className={cn(
          "mt-1.5 flex h-13 items-center gap-2 rounded-md border bg-paper px-3 outline-water focus-within:border-water has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2",
          error ? "border-bad" : "border-line-strong",
        )}
      >
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          placeholder="0"
          value={text}
          onChange={(event) => onText(event.target.value)}
          aria-invalid={error !== undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className="figures h-full min-w-0 flex-1 bg-transparent text-xl outline-none placeholder:text-muted/60"
        />
        <span className="text-sm font-medium text-muted">{symbol}</span>
        {max !== undefined && (
          <button
            type="button"
            onClick={() => {
              onText(amountText(max, decimals));
              onMax?.();
            }}
            className="rounded-sm bg-water-soft px-2 py-1 text-xs font-semibold text-water hover:bg-water hover:text-on-water"
          >
            Max
          </button>
        )}
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1 text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
