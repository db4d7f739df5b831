import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { and, count, eq, gt, gte, inArray, lt, type SQL, sum } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { type Address, erc721Abi } from "viem";
import { items, nftVaultPositions, nftVaults, type Row, rentals } from "../store/tables.ts";
import { addressArg, optionalAddressArg } from "./addressArg.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";
import { entityRef } from "./entityRef.ts";
import { Gauge } from "./gauge.ts";
import { indexedBlock, indexedTime } from "./meta.ts";
import { page, pageComplexity } from "./page.ts";
import { Token } from "./token.ts";

export const NftVault = entityRef("NftVault", "nftVaults");
export const NftVaultPosition = entityRef("NftVaultPosition", "nftVaultPositions");
export const Rental = entityRef("Rental", "rentals");
const Item = entityRef("Item", "items");

const ItemState = builder.enumType("ItemState", {
  description: "RENTED while rentedUntil is not before meta.blockTimestamp",
  values: ["POOLED", "RESERVED", "RENTED", "REDEEMED"] as const,
});

/** The largest Int of GraphQL: a bound in seconds beyond it, 68 years, is as good as none. */
const maxInt = 2n ** 31n - 1n;

NftVault.implement({
  description: "Pools the items of one collection against item tokens, and rents them out.",
  fields: (t) => ({
    address: t.exposeString("id"),
    name: t.exposeString("name"),
    symbol: t.exposeString("symbol"),
    collection: t.exposeString("collection"),
    quoteToken: t.field({ type: Token, resolve: ({ quoteToken }) => quoteToken }),
    gauge: t.field({
      type: Gauge,
      nullable: true,
      resolve: async ({ gauge }, _, context) => (gauge ? context.load("gauges", gauge) : null),
    }),
    lanes: t.exposeInt("lanes"),
    totalSupply: t.expose("totalSupply", { type: "BigInt" }),
    held: t.exposeInt("held", { description: "Items in the vault, those out on rent included" }),
    rented: t.int({
      description: "Items out on rent at meta.blockTimestamp",
      complexity: 10,
      resolve: async ({ id }, _, context) => {
        const [row] = await context.db
          .select({ rented: count() })
          .from(items)
          .where(
            and(
              eq(items.nftVault, id as Row<"items">["nftVault"]),
              gte(items.rentedUntil, await indexedTime(context)),
            ),
          );
        return row?.rented ?? 0;
      },
    }),
    pricePerSecondWad: t.expose("pricePerSecondWad", { type: "BigInt" }),
    minSeconds: t.int({ resolve: ({ minSeconds }) => toInt(minSeconds) }),
    maxSeconds: t.int({ resolve: ({ maxSeconds }) => toInt(maxSeconds) }),
    maxRentedWad: t.expose("maxRentedWad", { type: "BigInt" }),
    depositFeeWad: t.expose("depositFeeWad", { type: "BigInt" }),
    targetedRedeemFeeWad: t.expose("targetedRedeemFeeWad", { type: "BigInt" }),
    swapFeeWad: t.expose("swapFeeWad", { type: "BigInt" }),
    rentPaid: t.expose("rentPaid", { type: "BigInt", description: "All rent that was ever paid" }),
    rentCollected: t.expose("rentCollected", {
      type: "BigInt",
      description: "All rent that went to the gauge",
    }),
    feesCollected: t.expose("feesCollected", {
      type: "BigInt",
      description: "All fees that went to the gauge",
    }),
    rentable: t.exposeBoolean("rentable"),
    paused: t.exposeBoolean("paused"),
    positionCount: t.exposeInt("positionCount"),
  }),
});

NftVaultPosition.implement({
  description: "What one account has of one vault's item tokens.",
  fields: (t) => ({
    nftVault: t.field({ type: NftVault, resolve: ({ nftVault }) => nftVault }),
    owner: t.exposeString("owner"),
    balance: t.expose("balance", { type: "BigInt" }),
  }),
});

Item.implement({
  fields: (t) => ({
    nftVault: t.field({ type: NftVault, resolve: ({ nftVault }) => nftVault }),
    tokenId: t.expose("tokenId", { type: "BigInt" }),
    lane: t.exposeInt("lane"),
    state: t.field({
      type: ItemState,
      resolve: async ({ held, reserved, rentedUntil }, _, context) => {
        if (!held) return "REDEEMED";
        if (rentedUntil >= (await indexedTime(context))) return "RENTED";
        return reserved ? "RESERVED" : "POOLED";
      },
    }),
    reserved: t.exposeBoolean("reserved", { description: "Kept for the holder of its receipt" }),
    reservedFor: t.string({
      nullable: true,
      description: "Who holds its receipt; asked of the contract",
      complexity: 20,
      resolve: async ({ nftVault, tokenId, reserved }, _, context) => {
        if (!reserved) return null;
        const { block: blockNumber } = await indexedBlock(context);
        const read = { abi: nftVaultAbi, address: nftVault, blockNumber } as const;
        const receipts = await context.node.readContract({ ...read, functionName: "receipts" });
        const owner = await context.node.readContract({
          ...{ abi: erc721Abi, address: receipts, blockNumber, functionName: "ownerOf", args: [tokenId] },
        });
        return owner.toLowerCase();
      },
    }),
    recalled: t.exposeBoolean("recalled", { description: "Reserved, and off the rental market" }),
    pricePerSecondWad: t.field({
      type: "BigInt",
      description: "Its rent a second, scaled by 1e18: its own, or the collection's",
      resolve: async ({ nftVault, rentPriceWad, priceList }, _, context) => {
        const vault = await context.load("nftVaults", nftVault);
        if (!vault) throw new Error(`there is no NFT vault ${nftVault}`);
        const own = rentPriceWad !== 0n && priceList === vault.priceLists;
        return own ? rentPriceWad : vault.pricePerSecondWad;
      },
    }),
    rentedUntil: t.expose("rentedUntil", {
      type: "BigInt",
      description: "The last second of the last rental, or 0",
    }),
    rentPaid: t.field({
      type: "BigInt",
      description: "All rent that was ever paid for it in this vault",
      complexity: 10,
      resolve: async ({ nftVault, tokenId }, _, { db }) => {
        const its = and(eq(rentals.nftVault, nftVault), eq(rentals.tokenId, tokenId));
        const [row] = await db
          .select({ paid: sum(rentals.paid) })
          .from(rentals)
          .where(its);
        return BigInt(row?.paid ?? 0);
      },
    }),
    user: t.string({
      nullable: true,
      description: "Who has it on rent",
      resolve: async ({ user, rentedUntil }, _, context) =>
        rentedUntil >= (await indexedTime(context)) ? user : null,
    }),
  }),
});

Rental.implement({
  fields: (t) => ({
    nftVault: t.field({ type: NftVault, resolve: ({ nftVault }) => nftVault }),
    tokenId: t.expose("tokenId", { type: "BigInt" }),
    payer: t.exposeString("payer"),
    user: t.exposeString("user"),
    expires: t.expose("expires", { type: "BigInt" }),
    paid: t.expose("paid", { type: "BigInt" }),
    block: t.expose("block", { type: "BigInt" }),
    timestamp: t.expose("timestamp", { type: "BigInt" }),
    transactionHash: t.exposeString("transactionHash"),
  }),
});

const NftVaultConnection = builder.connectionObject(
  { type: NftVault, name: "NftVaultConnection" },
  { name: "NftVaultEdge" },
);
const NftVaultPositionConnection = builder.connectionObject(
  { type: NftVaultPosition, name: "NftVaultPositionConnection" },
  { name: "NftVaultPositionEdge" },
);
const ItemConnection = builder.connectionObject({ type: Item, name: "ItemConnection" }, { name: "ItemEdge" });
const RentalConnection = builder.connectionObject(
  { type: Rental, name: "RentalConnection" },
  { name: "RentalEdge" },
);

builder.queryFields((t) => ({
  nftVault: t.field({
    type: NftVault,
    nullable: true,
    args: { address: t.arg.string({ required: true }) },
    resolve: (_, { address }, context) => context.load("nftVaults", addressArg(address)),
  }),
  nftVaults: t.connection(
    {
      type: NftVault,
      complexity: pageComplexity,
      resolve: (_, args, context) => page(context, "nftVaults", { args }),
    },
    NftVaultConnection,
  ),
  nftVaultPositions: t.connection(
    {
      type: NftVaultPosition,
      description: "Positions with item tokens",
      args: { nftVault: t.arg.string(), owner: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const nftVault = optionalAddressArg(args.nftVault);
        const owner = optionalAddressArg(args.owner);
        const where = and(
          gt(nftVaultPositions.balance, 0n),
          nftVault && eq(nftVaultPositions.nftVault, nftVault),
          owner && eq(nftVaultPositions.owner, owner),
        );
        return page(context, "nftVaultPositions", { args, where });
      },
    },
    NftVaultPositionConnection,
  ),
  items: t.connection(
    {
      type: Item,
      args: {
        nftVault: t.arg.string(),
        collection: t.arg.string(),
        tokenId: t.arg({ type: "BigInt" }),
        state: t.arg({ type: ItemState }),
        held: t.arg.boolean({ description: "Whether the vault has them" }),
      },
      complexity: pageComplexity,
      resolve: async (_, args, context) => {
        const nftVault = optionalAddressArg(args.nftVault);
        const collection = optionalAddressArg(args.collection);
        const now = await indexedTime(context);
        const states = {
          POOLED: and(eq(items.held, true), eq(items.reserved, false), lt(items.rentedUntil, now)),
          RESERVED: and(eq(items.held, true), eq(items.reserved, true), lt(items.rentedUntil, now)),
          RENTED: and(eq(items.held, true), gte(items.rentedUntil, now)),
          REDEEMED: eq(items.held, false),
        };
        const where = and(
          nftVault && eq(items.nftVault, nftVault),
          collection && ofCollection(context, items.nftVault, collection),
          args.tokenId != null ? eq(items.tokenId, args.tokenId) : undefined,
          args.held != null ? eq(items.held, args.held) : undefined,
          args.state ? states[args.state] : undefined,
        );
        return page(context, "items", { args, where });
      },
    },
    ItemConnection,
  ),
  rentals: t.connection(
    {
      type: Rental,
      description: "Newest first",
      args: {
        nftVault: t.arg.string(),
        collection: t.arg.string(),
        tokenId: t.arg({ type: "BigInt" }),
        user: t.arg.string(),
      },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const nftVault = optionalAddressArg(args.nftVault);
        const collection = optionalAddressArg(args.collection);
        const user = optionalAddressArg(args.user);
        const where = and(
          nftVault && eq(rentals.nftVault, nftVault),
          collection && ofCollection(context, rentals.nftVault, collection),
          args.tokenId != null ? eq(rentals.tokenId, args.tokenId) : undefined,
          user && eq(rentals.user, user),
        );
        return page(context, "rentals", { args, where, newestFirst: true });
      },
    },
    RentalConnection,
  ),
}));

/** That a row is of a vault of this collection. */
function ofCollection({ db }: Context, nftVault: PgColumn, collection: Address): SQL {
  const vaults = db.select({ id: nftVaults.id }).from(nftVaults).where(eq(nftVaults.collection, collection));
  return inArray(nftVault, vaults);
}

function toInt(value: bigint): number {
  return Number(value < maxInt ? value : maxInt);
}
