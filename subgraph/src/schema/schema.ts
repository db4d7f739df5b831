import { lexicographicSortSchema, printSchema } from "graphql";
import "./account.ts";
import "./activity.ts";
import "./batch.ts";
import "./gauge.ts";
import "./harvest.ts";
import "./market.ts";
import "./marketplace.ts";
import "./meta.ts";
import "./nftVault.ts";
import "./pool.ts";
import "./token.ts";
import "./vault.ts";
import { builder } from "./builder.ts";

/** The whole API. */
export const schema = builder.toSchema();

/** The API in GraphQL's own language, as committed in schema.graphql. */
export function schemaText(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
