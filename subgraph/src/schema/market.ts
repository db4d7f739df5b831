import { borrowIndexRay } from "@millrace/sdk/borrow-index";
import { toAssetsDown, toAssetsUp, unlockedRay } from "@millrace/sdk/rate";
import { and, eq, gt, or } from "drizzle-orm";
import { liquidations, marketPositions, type Row } from "../store/tables.ts";
import { addressArg, optionalAddressArg } from "./addressArg.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";
import { entityRef } from "./entityRef.ts";
import { indexedTime } from "./meta.ts";
import { page, pageComplexity } from "./page.ts";
import { Token } from "./token.ts";

export const Market = entityRef("Market", "markets");
export const MarketPosition = entityRef("MarketPosition", "marketPositions");
export const Liquidation = entityRef("Liquidation", "liquidations");

Market.implement({
  description: "An isolated lending market: one collateral, one loan asset, one oracle.",
  fields: (t) => ({
    address: t.exposeString("id"),
    name: t.exposeString("name"),
    symbol: t.exposeString("symbol"),
    decimals: t.exposeInt("decimals"),
    asset: t.field({ type: Token, description: "What is lent", resolve: ({ asset }) => asset }),
    collateral: t.field({ type: Token, resolve: ({ collateral }) => collateral }),
    oracle: t.exposeString("oracle"),
    lltvWad: t.expose("lltvWad", {
      type: "BigInt",
      description: "A debt may be this part of its collateral's value, 1e18 = 100 %",
    }),
    incentiveWad: t.expose("incentiveWad", {
      type: "BigInt",
      description: "What a liquidator gets on top of what it repays",
    }),
    lanes: t.exposeInt("lanes"),
    totalSupply: t.expose("totalSupply", { type: "BigInt" }),
    fromRay: t.expose("fromRay", {
      type: "BigInt",
      description: "Where the price of leaving began at the last accrual",
    }),
    fullRay: t.expose("fullRay", {
      type: "BigInt",
      description: "The price of entering, and of leaving in the end",
    }),
    ratePeriod: t.expose("ratePeriod", {
      type: "BigInt",
      description: "Seconds over which the last interest streams",
    }),
    lastAccrual: t.expose("lastAccrual", { type: "BigInt" }),
    unlockedRay: t.field({
      type: "BigInt",
      description: "The price of leaving at meta.blockTimestamp, in RAY assets a share",
      resolve: async (market, _, context) => unlockedRay(rateOf(market), await indexedTime(context)),
    }),
    indexRay: t.field({
      type: "BigInt",
      description: "What a debt share owes at meta.blockTimestamp, in RAY",
      resolve: (market, _, context) => indexNow(market, context),
    }),
    ratePerSecondRay: t.expose("ratePerSecondRay", {
      type: "BigInt",
      description: "What the index grows by, 1e27 = 100 % a second",
    }),
    utilisationWad: t.expose("utilisationWad", {
      type: "BigInt",
      description: "The part of supply that was lent out over the last epoch, weighted by time",
    }),
    cash: t.expose("cash", { type: "BigInt", description: "What can leave at once, in the loan asset" }),
    debt: t.field({
      type: "BigInt",
      description: "What all borrowers owe at meta.blockTimestamp, in the loan asset, rounded down",
      resolve: async (market, _, context) => toAssetsDown(market.debtShares, await indexNow(market, context)),
    }),
    collateralAssets: t.expose("collateralAssets", {
      type: "BigInt",
      description: "All collateral, in its own units",
    }),
    supplyCap: t.expose("supplyCap", { type: "BigInt" }),
    borrowCap: t.expose("borrowCap", { type: "BigInt" }),
    feeWad: t.expose("feeWad", { type: "BigInt", description: "The protocol's part of interest" }),
    supplyPaused: t.exposeBoolean("supplyPaused"),
    borrowPaused: t.exposeBoolean("borrowPaused"),
    positionCount: t.exposeInt("positionCount", { description: "How many hold shares" }),
    borrowerCount: t.exposeInt("borrowerCount", { description: "How many owe" }),
  }),
});

MarketPosition.implement({
  description: "What one account has in one market: supply, collateral and debt.",
  fields: (t) => ({
    market: t.field({ type: Market, resolve: ({ market }) => market }),
    owner: t.exposeString("owner"),
    shares: t.expose("shares", { type: "BigInt" }),
    assets: t.field({
      type: "BigInt",
      description: "What the shares are worth at meta.blockTimestamp, in the loan asset",
      resolve: async ({ market, shares }, _, context) =>
        toAssetsDown(shares, unlockedRay(rateOf(await load(context, market)), await indexedTime(context))),
    }),
    collateral: t.expose("collateral", { type: "BigInt", description: "In units of the collateral" }),
    debt: t.field({
      type: "BigInt",
      description: "What is owed at meta.blockTimestamp, in the loan asset, rounded up",
      resolve: async ({ market, debtShares }, _, context) =>
        toAssetsUp(debtShares, await indexNow(await load(context, market), context)),
    }),
  }),
});

Liquidation.implement({
  description: "What was repaid of an unhealthy debt, and seized for it.",
  fields: (t) => ({
    market: t.field({ type: Market, resolve: ({ market }) => market }),
    borrower: t.exposeString("borrower"),
    liquidator: t.exposeString("liquidator"),
    receiver: t.exposeString("receiver"),
    assets: t.expose("assets", { type: "BigInt", description: "Repaid, in the loan asset" }),
    seizedCollateral: t.expose("seizedCollateral", { type: "BigInt" }),
    badDebtAssets: t.expose("badDebtAssets", { type: "BigInt", description: "Written off" }),
    block: t.expose("block", { type: "BigInt" }),
    timestamp: t.expose("timestamp", { type: "BigInt" }),
    transactionHash: t.exposeString("transactionHash"),
  }),
});

const MarketConnection = builder.connectionObject(
  { type: Market, name: "MarketConnection" },
  { name: "MarketEdge" },
);
const MarketPositionConnection = builder.connectionObject(
  { type: MarketPosition, name: "MarketPositionConnection" },
  { name: "MarketPositionEdge" },
);
const LiquidationConnection = builder.connectionObject(
  { type: Liquidation, name: "LiquidationConnection" },
  { name: "LiquidationEdge" },
);

builder.queryFields((t) => ({
  market: t.field({
    type: Market,
    nullable: true,
    args: { address: t.arg.string({ required: true }) },
    resolve: (_, { address }, context) => context.load("markets", addressArg(address)),
  }),
  markets: t.connection(
    {
      type: Market,
      complexity: pageComplexity,
      resolve: (_, args, context) => page(context, "markets", { args }),
    },
    MarketConnection,
  ),
  marketPositions: t.connection(
    {
      type: MarketPosition,
      description: "Positions with supply, collateral or debt",
      args: { market: t.arg.string(), owner: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const market = optionalAddressArg(args.market);
        const owner = optionalAddressArg(args.owner);
        const where = and(
          openMarketPosition,
          market && eq(marketPositions.market, market),
          owner && eq(marketPositions.owner, owner),
        );
        return page(context, "marketPositions", { args, where });
      },
    },
    MarketPositionConnection,
  ),
  liquidations: t.connection(
    {
      type: Liquidation,
      description: "Newest first",
      args: { market: t.arg.string(), borrower: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const market = optionalAddressArg(args.market);
        const borrower = optionalAddressArg(args.borrower);
        const where = and(
          market && eq(liquidations.market, market),
          borrower && eq(liquidations.borrower, borrower),
        );
        return page(context, "liquidations", { args, where, newestFirst: true });
      },
    },
    LiquidationConnection,
  ),
}));

/** That an account still has something in a market. */
export const openMarketPosition = or(
  gt(marketPositions.shares, 0n),
  gt(marketPositions.collateral, 0n),
  gt(marketPositions.debtShares, 0n),
);

async function load(context: Context, id: string): Promise<Row<"markets">> {
  const market = await context.load("markets", id);
  if (!market) throw new Error(`there is no market ${id}`);
  return market;
}

async function indexNow(
  { indexRay, ratePerSecondRay, lastAccrual }: Row<"markets">,
  context: Context,
): Promise<bigint> {
  return borrowIndexRay({ indexRay, ratePerSecondRay, updated: lastAccrual }, await indexedTime(context));
}

function rateOf({ fromRay, fullRay, lastAccrual, ratePeriod }: Row<"markets">) {
  return { fromRay, fullRay, start: lastAccrual, periodSeconds: ratePeriod };
}
