"use client";

import Form from "next/form";
import Link from "next/link";
import { useId } from "react";
import { zeroAddress } from "viem";
import { usePublicConfig } from "#components/layout/providers";
import { Button, buttonClass } from "#components/ui/button";
import { cn } from "#lib/cn";
import { type OrderFilter, type OrderSection, orderFilterPath, orderSections } from "#lib/order-filter";
import type { Collection } from "#lib/order-view";
import { parseAmount } from "#lib/parse-amount";
import type { Token } from "#lib/scalars";

const field = "h-9 min-w-0 rounded-md border border-line-strong bg-paper px-2.5 text-sm focus:border-water";

/** Which orders are shown: kept in the page's address, so that a list can be shared and gone back to. */
export function FilterBar({
  filter,
  collections,
  currencies,
  counts,
}: {
  filter: OrderFilter;
  collections: readonly Collection[];
  currencies: readonly Token[];
  counts: Record<OrderSection, number>;
}) {
  const { chain } = usePublicConfig();
  const id = useId();
  const paidIn =
    filter.currency === zeroAddress
      ? chain.currency
      : currencies.find(({ address }) => address === filter.currency);
  const limit = paidIn && parseAmount(filter.most, paidIn.decimals);
  const hint = !filter.currency
    ? filter.most
      ? `A limit of ${filter.most} needs a currency: choose what is paid in.`
      : "To limit the price, choose what is paid in first."
    : limit?.error && `${limit.error}: all prices in ${paidIn?.symbol} are shown.`;
  const filtered = filter.collection !== undefined || filter.currency !== undefined || filter.most !== "";
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <nav aria-label="Which orders" className="flex gap-1">
        {orderSections.map(({ value, title }) => (
          <Link
            key={value}
            href={orderFilterPath({ ...filter, section: value })}
            scroll={false}
            aria-current={filter.section === value ? "true" : undefined}
            className={cn(
              "rounded-md px-3 py-1.5 text-sm font-medium whitespace-nowrap",
              filter.section === value ? "bg-water-soft text-water" : "text-muted hover:text-ink",
            )}
          >
            {title} <span className="figures text-xs">{counts[value]}</span>
          </Link>
        ))}
      </nav>
      <Form
        key={orderFilterPath(filter)}
        action="/marketplace"
        scroll={false}
        className="flex min-w-0 flex-wrap items-end gap-2"
      >
        {filter.section !== "sale" && <input type="hidden" name="show" value={filter.section} />}
        <label className="min-w-0">
          <span className="label block">Collection</span>
          <select
            name="collection"
            defaultValue={filter.collection ?? ""}
            className={cn(field, "max-w-52")}
            onChange={(event) => event.currentTarget.form?.requestSubmit()}
          >
            <option value="">All</option>
            {collections.map(({ address, name }) => (
              <option key={address} value={address}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="label block">Paid in</span>
          <select
            name="currency"
            defaultValue={filter.currency === zeroAddress ? "native" : (filter.currency ?? "")}
            className={field}
            onChange={(event) => event.currentTarget.form?.requestSubmit()}
          >
            <option value="">Anything</option>
            {currencies.map(({ address, symbol }) => (
              <option key={address} value={address}>
                {symbol}
              </option>
            ))}
            <option value="native">{chain.currency.symbol}</option>
          </select>
        </label>
        <label htmlFor={id} className="min-w-0">
          <span className="label block">At most{filter.section === "rent" && " a day"}</span>
          <input
            id={id}
            name="most"
            inputMode="decimal"
            autoComplete="off"
            placeholder={filter.currency ? "any" : "–"}
            defaultValue={filter.most}
            disabled={!filter.currency}
            aria-invalid={limit?.error !== undefined}
            aria-describedby={hint ? `${id}-hint` : undefined}
            className={cn(field, "figures w-24 disabled:opacity-55")}
          />
        </label>
        {filter.currency && (
          <Button type="submit" size="sm" className="h-9">
            Apply
          </Button>
        )}
        {filtered && (
          <Link
            href={orderFilterPath({
              ...{ section: filter.section, collection: undefined, currency: undefined, most: "" },
            })}
            scroll={false}
            className={cn(buttonClass({ variant: "quiet", size: "sm" }), "h-9")}
          >
            Clear
          </Link>
        )}
        {hint && (
          <p id={`${id}-hint`} className={cn("label basis-full", limit?.error !== undefined && "text-bad")}>
            {hint}
          </p>
        )}
      </Form>
    </div>
  );
}
