import { bigint, customType, text } from "drizzle-orm/pg-core";
import type { Address, Hex } from "viem";

/** An unsigned integer of the chain, up to 256 bits; a `bigint` here, exact in Postgres. */
export const uint = customType<{ data: bigint; driverData: string }>({
  dataType: () => "numeric(78, 0)",
  toDriver: (value) => value.toString(),
  fromDriver: (value) => BigInt(value),
});

/** A list of `uint`. */
export const uints = customType<{ data: bigint[]; driverData: string[] }>({
  dataType: () => "text[]",
  toDriver: (values) => values.map(String),
  fromDriver: (values) => values.map(BigInt),
});

/** An address in lower case hex, so that equality is equality of strings. */
export const address = () => text().$type<Address>();

export const hex = () => text().$type<Hex>();

/** A block number, a Unix time in seconds or another integer below 2^63. */
export const int = () => bigint({ mode: "bigint" });

/**
 * What every row written by a handler has: its key, and the place in the chain of the event that created it,
 * unique in the table, by which lists are ordered and paged.
 */
export const keyed = {
  id: text().primaryKey(),
  ordinal: int().notNull().unique(),
};

/** Where an event happened. */
export const happened = {
  block: int().notNull(),
  timestamp: int().notNull(),
  transactionHash: hex().notNull(),
};
