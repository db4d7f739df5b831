import type { OrderKindName } from "@millrace/sdk/order";
import { type Address, zeroAddress } from "viem";
import { parseAddress } from "./parse-address.ts";

/** What the marketplace lists, one at a time. */
export const orderSections = [
  { value: "sale", title: "For sale", kinds: ["SALE"] },
  { value: "rent", title: "For rent", kinds: ["RENTAL"] },
  { value: "offers", title: "Offers", kinds: ["COLLECTION_OFFER", "OFFER"] },
] as const satisfies readonly { value: string; title: string; kinds: readonly OrderKindName[] }[];

export type OrderSection = (typeof orderSections)[number]["value"];

/** Which orders the marketplace shows, as its address says. */
export interface OrderFilter {
  section: OrderSection;
  collection: Address | undefined;
  /** The zero address for the native coin. */
  currency: Address | undefined;
  /** As it was typed, in whole units of the currency; of rentals, a day. */
  most: string;
}

type Parameters = Record<string, string | string[] | undefined>;

function one(value: string | string[] | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}

/** Reads the filter from the address of the page; what makes no sense there is left out. */
export function parseOrderFilter({ show, collection, currency, most }: Parameters): OrderFilter {
  const coin = one(currency);
  return {
    section: orderSections.find(({ value }) => value === one(show))?.value ?? "sale",
    collection: parseAddress(one(collection)),
    currency: coin === "native" ? zeroAddress : parseAddress(coin),
    most: one(most),
  };
}

/** The address of the marketplace with a filter. */
export function orderFilterPath({ section, collection, currency, most }: OrderFilter): string {
  const query = new URLSearchParams();
  if (section !== "sale") query.set("show", section);
  if (collection) query.set("collection", collection);
  if (currency) query.set("currency", currency === zeroAddress ? "native" : currency);
  if (most) query.set("most", most);
  return query.size === 0 ? "/marketplace" : `/marketplace?${query}`;
}
