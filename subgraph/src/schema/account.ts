import { and, asc, desc, eq, gt, type SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Address } from "viem";
import {
  type EntityName,
  entityTables,
  gaugePositions,
  marketPositions,
  nftVaultPositions,
  poolPositions,
  type Row,
  rentals,
  vaultPositions,
} from "../store/tables.ts";
import { addressArg } from "./addressArg.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";
import { GaugePosition } from "./gauge.ts";
import { MarketPosition, openMarketPosition } from "./market.ts";
import { NftVaultPosition, Rental } from "./nftVault.ts";
import { maxPageSize } from "./page.ts";
import { PoolPosition } from "./pool.ts";
import { VaultPosition } from "./vault.ts";

const complexity = { field: 10, multiplier: 50 };

const Account = builder.objectRef<{ address: Address }>("Account").implement({
  description: `What one address has; of each kind at most ${maxPageSize}, the oldest: the connections have the rest.`,
  fields: (t) => ({
    address: t.exposeString("address"),
    vaultPositions: t.field({
      type: [VaultPosition],
      complexity,
      resolve: ({ address }, _, context) =>
        all(context, "vaultPositions", and(eq(vaultPositions.owner, address), gt(vaultPositions.shares, 0n))),
    }),
    gaugePositions: t.field({
      type: [GaugePosition],
      complexity,
      resolve: ({ address }, _, context) => all(context, "gaugePositions", eq(gaugePositions.owner, address)),
    }),
    poolPositions: t.field({
      type: [PoolPosition],
      complexity,
      resolve: ({ address }, _, context) =>
        all(context, "poolPositions", and(eq(poolPositions.owner, address), gt(poolPositions.liquidity, 0n))),
    }),
    marketPositions: t.field({
      type: [MarketPosition],
      complexity,
      resolve: ({ address }, _, context) =>
        all(context, "marketPositions", and(eq(marketPositions.owner, address), openMarketPosition)),
    }),
    nftVaultPositions: t.field({
      type: [NftVaultPosition],
      complexity,
      resolve: ({ address }, _, context) =>
        all(
          context,
          "nftVaultPositions",
          and(eq(nftVaultPositions.owner, address), gt(nftVaultPositions.balance, 0n)),
        ),
    }),
    rentals: t.field({
      type: [Rental],
      description: "Newest first, those that are over too",
      complexity,
      resolve: async ({ address }, _, { db }) =>
        db
          .select()
          .from(rentals)
          .where(eq(rentals.user, address))
          .orderBy(desc(rentals.ordinal))
          .limit(maxPageSize),
    }),
  }),
});

builder.queryField("account", (t) =>
  t.field({
    type: Account,
    args: { address: t.arg.string({ required: true }) },
    resolve: (_, { address }) => ({ address: addressArg(address) }),
  }),
);

async function all<Name extends EntityName>(
  { db }: Context,
  name: Name,
  where: SQL | undefined,
): Promise<Row<Name>[]> {
  const table = entityTables[name];
  const rows = await db
    .select()
    .from(table as PgTable)
    .where(where)
    .orderBy(asc(table.ordinal))
    .limit(maxPageSize);
  return rows as Row<Name>[];
}
