import { z } from "zod";
import { publishedOrder } from "./order-view.ts";
import { address, bigint } from "./scalars.ts";

const kind = z.enum(["SALE", "OFFER", "COLLECTION_OFFER", "RENTAL"]);

/** The most orders that one question may ask for. */
const MOST = 500;

/** Which open orders a browser asks this server for, by the search parameters of its question. */
export const orderQuery = z.object({
  kinds: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(kind)),
  collection: address.optional(),
  maker: address.optional(),
  currency: address.optional(),
  /** In units of the currency; of rentals a second, scaled by 1e18. */
  maxPrice: bigint.optional(),
  first: z.coerce.number().int().min(1).max(MOST).default(24),
  after: z.string().max(20).optional(),
});

export type OrderQuery = z.infer<typeof orderQuery>;

/** A page of orders, newest first. */
export const orderPage = z.object({
  orders: z.array(publishedOrder),
  /** In the whole list. */
  count: z.number().int(),
  /** Pass as `after` for the next page; null on the last. */
  next: z.string().nullable(),
});

export type OrderPage = z.infer<typeof orderPage>;

/** The search parameters that `orderQuery` reads back. */
export function orderQueryText({ kinds, ...rest }: Omit<OrderQuery, "first"> & { first?: number }): string {
  const parameters = new URLSearchParams({ kinds: kinds.join(",") });
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return parameters.toString();
}
