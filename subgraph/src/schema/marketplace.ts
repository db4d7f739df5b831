import { and, eq, gte, inArray, isNull, lte, type SQL, sql } from "drizzle-orm";
import { zeroAddress } from "viem";
import { makers, orders, trades, usedNonces } from "../store/tables.ts";
import { optionalAddressArg } from "./addressArg.ts";
import { builder } from "./builder.ts";
import { entityRef } from "./entityRef.ts";
import { indexedTime } from "./meta.ts";
import { page, pageComplexity } from "./page.ts";
import { Token } from "./token.ts";

export const Order = entityRef("Order", "orders");
export const Trade = entityRef("Trade", "trades");

const OrderKind = builder.enumType("OrderKind", {
  values: ["SALE", "OFFER", "COLLECTION_OFFER", "RENTAL"] as const,
});
const OrderState = builder.enumType("OrderState", {
  description: "As far as events tell; whether the maker still has the item, or the money, they do not",
  values: ["OPEN", "FILLED", "CANCELLED", "EXPIRED"] as const,
});

Order.implement({
  description: "An order that its maker signed, as it was published.",
  fields: (t) => ({
    hash: t.exposeString("id"),
    kind: t.field({ type: OrderKind, resolve: ({ kind }) => kind }),
    state: t.field({
      type: OrderState,
      complexity: 3,
      resolve: async ({ maker, nonce, counter, end }, _, context) => {
        const used = await context.load("usedNonces", `${maker}-${nonce}`);
        if (used) return used.filled ? "FILLED" : "CANCELLED";
        const known = await context.load("makers", maker);
        if (counter !== (known?.counter ?? 0n)) return "CANCELLED";
        return end < (await indexedTime(context)) ? "EXPIRED" : "OPEN";
      },
    }),
    maker: t.exposeString("maker"),
    taker: t.exposeString("taker", { nullable: true, description: "Null for anyone" }),
    collection: t.exposeString("collection"),
    tokenId: t.expose("tokenId", { type: "BigInt" }),
    currency: t.field({
      type: Token,
      nullable: true,
      description: "Null for the native coin",
      resolve: ({ currency }) => currency,
    }),
    price: t.expose("price", {
      type: "BigInt",
      description: "In units of the currency; of a rental a second, scaled by 1e18",
    }),
    minProceeds: t.expose("minProceeds", { type: "BigInt" }),
    minStake: t.expose("minStake", { type: "BigInt" }),
    minSeconds: t.expose("minSeconds", { type: "BigInt" }),
    maxSeconds: t.expose("maxSeconds", { type: "BigInt" }),
    start: t.expose("start", { type: "BigInt" }),
    end: t.expose("end", { type: "BigInt" }),
    nonce: t.expose("nonce", { type: "BigInt" }),
    counter: t.expose("counter", { type: "BigInt" }),
    signature: t.exposeString("signature"),
    block: t.expose("block", { type: "BigInt" }),
    timestamp: t.expose("timestamp", { type: "BigInt" }),
    transactionHash: t.exposeString("transactionHash"),
  }),
});

Trade.implement({
  description: "A filled order.",
  fields: (t) => ({
    orderHash: t.exposeString("orderHash"),
    kind: t.field({ type: OrderKind, resolve: ({ kind }) => kind }),
    maker: t.exposeString("maker"),
    taker: t.exposeString("taker"),
    collection: t.exposeString("collection"),
    tokenId: t.expose("tokenId", { type: "BigInt" }),
    currency: t.field({ type: Token, nullable: true, resolve: ({ currency }) => currency }),
    price: t.expose("price", { type: "BigInt", description: "With royalty and fee" }),
    royalty: t.expose("royalty", { type: "BigInt" }),
    fee: t.expose("fee", { type: "BigInt" }),
    user: t.string({
      nullable: true,
      description: "Of a rental, who became the item's user",
      resolve: async ({ orderHash }, _, context) =>
        (await context.load("orderRentals", orderHash))?.user ?? null,
    }),
    expires: t.field({
      type: "BigInt",
      nullable: true,
      description: "Of a rental, the user's last second",
      resolve: async ({ orderHash }, _, context) =>
        (await context.load("orderRentals", orderHash))?.expires ?? null,
    }),
    block: t.expose("block", { type: "BigInt" }),
    timestamp: t.expose("timestamp", { type: "BigInt" }),
    transactionHash: t.exposeString("transactionHash"),
  }),
});

const OrderConnection = builder.connectionObject(
  { type: Order, name: "OrderConnection" },
  { name: "OrderEdge" },
);
const TradeConnection = builder.connectionObject(
  { type: Trade, name: "TradeConnection" },
  { name: "TradeEdge" },
);

builder.queryFields((t) => ({
  orders: t.connection(
    {
      type: Order,
      description: "Published orders, newest first",
      args: {
        collection: t.arg.string(),
        tokenId: t.arg({ type: "BigInt" }),
        maker: t.arg.string(),
        kind: t.arg({ type: OrderKind }),
        kinds: t.arg({ type: [OrderKind], description: "Any of these" }),
        currency: t.arg.string({ description: "The zero address for the native coin" }),
        maxPrice: t.arg({ type: "BigInt", description: "As `price` is counted" }),
        open: t.arg.boolean({ description: "Only those that nothing has made void" }),
      },
      complexity: pageComplexity,
      resolve: async (_, args, context) => {
        const collection = optionalAddressArg(args.collection);
        const maker = optionalAddressArg(args.maker);
        const currency = optionalAddressArg(args.currency);
        const where = and(
          collection && eq(orders.collection, collection),
          args.tokenId != null ? eq(orders.tokenId, args.tokenId) : undefined,
          maker && eq(orders.maker, maker),
          args.kind ? eq(orders.kind, args.kind) : undefined,
          args.kinds ? inArray(orders.kind, args.kinds) : undefined,
          currency && (currency === zeroAddress ? isNull(orders.currency) : eq(orders.currency, currency)),
          args.maxPrice != null ? lte(orders.price, args.maxPrice) : undefined,
          args.open ? isOpen(await indexedTime(context)) : undefined,
        );
        return page(context, "orders", { args, where, newestFirst: true });
      },
    },
    OrderConnection,
  ),
  trades: t.connection(
    {
      type: Trade,
      description: "Newest first",
      args: { collection: t.arg.string(), tokenId: t.arg({ type: "BigInt" }) },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const collection = optionalAddressArg(args.collection);
        const where = and(
          collection && eq(trades.collection, collection),
          args.tokenId != null ? eq(trades.tokenId, args.tokenId) : undefined,
        );
        return page(context, "trades", { args, where, newestFirst: true });
      },
    },
    TradeConnection,
  ),
}));

/** That an order's time has come and not passed, and that its maker has not used its nonce or passed its counter. */
function isOpen(time: bigint): SQL | undefined {
  const nonceId = sql`${orders.maker} || '-' || ${orders.nonce}`;
  return and(
    lte(orders.start, time),
    gte(orders.end, time),
    sql`not exists (select 1 from ${usedNonces} where ${usedNonces.id} = ${nonceId})`,
    sql`${orders.counter} = coalesce((select ${makers.counter} from ${makers} where ${makers.id} = ${orders.maker}), 0)`,
  );
}
