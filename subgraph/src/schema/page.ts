import {
  type DefaultConnectionArguments,
  type PageInfoShape,
  type ResolveCursorConnectionArgs,
  resolveCursorConnection,
} from "@pothos/plugin-relay";
import { and, asc, count, desc, gt, lt, type SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { GraphQLError } from "graphql";
import { type EntityName, entityTables, type Row } from "../store/tables.ts";
import type { Context } from "./context.ts";

/** The most rows that one list gives, and how many it gives where not asked for a number. */
export const maxPageSize = 1_000;
const pageSize = 100;

export type PageParameters = {
  args: DefaultConnectionArguments;
  where?: SQL | undefined;
  newestFirst?: boolean;
};

export type PageReturnType<Name extends EntityName> = {
  edges: { cursor: string; node: Row<Name> }[];
  pageInfo: PageInfoShape;
  totalCount: () => Promise<number>;
};

type Ordered = { ordinal: bigint };

/** One page of a table as a connection, in the order in which the chain created the rows or the opposite one. */
export async function page<Name extends EntityName>(
  { db }: Context,
  name: Name,
  { args, where, newestFirst = false }: PageParameters,
): Promise<PageReturnType<Name>> {
  const table = entityTables[name];
  const { edges, pageInfo } = await resolveCursorConnection(
    { args, defaultSize: pageSize, maxSize: maxPageSize, toCursor: (row: Ordered) => toCursor(row.ordinal) },
    async ({ before, after, limit, inverted }: ResolveCursorConnectionArgs) => {
      const [beyond, short] = newestFirst ? [lt, gt] : [gt, lt];
      const rows = await db
        .select()
        .from(table as PgTable)
        .where(
          and(
            where,
            after === undefined ? undefined : beyond(table.ordinal, fromCursor(after)),
            before === undefined ? undefined : short(table.ordinal, fromCursor(before)),
          ),
        )
        .orderBy(newestFirst !== inverted ? desc(table.ordinal) : asc(table.ordinal))
        .limit(limit);
      return rows as Ordered[];
    },
  );
  const totalCount = async (): Promise<number> => {
    const [row] = await db
      .select({ rows: count() })
      .from(table as PgTable)
      .where(where);
    return row?.rows ?? 0;
  };
  return { edges: edges as unknown as PageReturnType<Name>["edges"], pageInfo, totalCount };
}

/** What a connection costs: a query, and each of its rows. */
export function pageComplexity({ first, last }: DefaultConnectionArguments) {
  return { field: 10, multiplier: Math.min(first ?? last ?? pageSize, maxPageSize) };
}

function toCursor(ordinal: bigint): string {
  return ordinal.toString(36);
}

function fromCursor(cursor: string): bigint {
  if (!/^[0-9a-z]{1,12}$/.test(cursor)) throw new GraphQLError("a cursor is one that a list gave");
  return [...cursor].reduce((ordinal, digit) => ordinal * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
}
