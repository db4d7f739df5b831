import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { toAssetsDown, unlockedRay } from "@millrace/sdk/rate";
import { and, eq, gt } from "drizzle-orm";
import type { Address } from "viem";
import { reports, vaultPositions } from "../store/tables.ts";
import { addressArg, optionalAddressArg } from "./addressArg.ts";
import { builder } from "./builder.ts";
import { entityRef } from "./entityRef.ts";
import { indexedBlock, indexedTime } from "./meta.ts";
import { page, pageComplexity } from "./page.ts";
import { Token } from "./token.ts";

export const Vault = entityRef("Vault", "vaults");
export const VaultPosition = entityRef("VaultPosition", "vaultPositions");
export const Report = entityRef("Report", "reports");

const ReportConnection = builder.connectionObject(
  { type: Report, name: "ReportConnection" },
  { name: "ReportEdge" },
);
const VaultConnection = builder.connectionObject(
  { type: Vault, name: "VaultConnection" },
  { name: "VaultEdge" },
);
const VaultPositionConnection = builder.connectionObject(
  { type: VaultPosition, name: "VaultPositionConnection" },
  { name: "VaultPositionEdge" },
);

const VaultStrategy = builder
  .objectRef<{ strategy: string; absoluteCap: bigint; relativeCapWad: bigint; shares: bigint }>(
    "VaultStrategy",
  )
  .implement({
    fields: (t) => ({
      strategy: t.exposeString("strategy"),
      absoluteCap: t.expose("absoluteCap", { type: "BigInt", description: "In units of the asset" }),
      relativeCapWad: t.expose("relativeCapWad", {
        type: "BigInt",
        description: "A share of all assets, 1e18 = 100 %",
      }),
      shares: t.expose("shares", { type: "BigInt", description: "The vault's shares of the strategy" }),
    }),
  });

Vault.implement({
  description: "An ERC-4626 vault over strategies.",
  fields: (t) => ({
    address: t.exposeString("id"),
    name: t.exposeString("name"),
    symbol: t.exposeString("symbol"),
    decimals: t.exposeInt("decimals"),
    asset: t.field({ type: Token, resolve: ({ asset }) => asset }),
    lanes: t.exposeInt("lanes"),
    totalSupply: t.expose("totalSupply", { type: "BigInt" }),
    fromRay: t.expose("fromRay", {
      type: "BigInt",
      description: "Where the price of leaving began at the last report",
    }),
    fullRay: t.expose("fullRay", {
      type: "BigInt",
      description: "The price of entering, and of leaving in the end",
    }),
    ratePeriod: t.expose("ratePeriod", {
      type: "BigInt",
      description: "Seconds over which the last report streams",
    }),
    lastReport: t.expose("lastReport", { type: "BigInt" }),
    streamPeriod: t.expose("streamPeriod", {
      type: "BigInt",
      description: "Seconds over which the next report streams",
    }),
    unlockedRay: t.field({
      type: "BigInt",
      description: "The price of leaving at meta.blockTimestamp, in RAY assets a share",
      resolve: async (vault, _, context) => unlockedRay(rateOf(vault), await indexedTime(context)),
    }),
    reserve: t.expose("reserve", { type: "BigInt" }),
    buffer: t.field({
      type: "BigInt",
      description: "Assets swept and not allocated; asked of the contract, since gifts show in no event",
      complexity: 20,
      resolve: async ({ id }, _, context) => {
        const { block } = await indexedBlock(context);
        const read = { abi: vaultAbi, address: id as Address, functionName: "buffer" } as const;
        return context.node.readContract({ ...read, blockNumber: block });
      },
    }),
    laneCash: t.expose("laneCash", { type: ["BigInt"], complexity: { multiplier: 1 } }),
    paused: t.exposeBoolean("paused"),
    reportedAssets: t.expose("reportedAssets", { type: "BigInt" }),
    totalGain: t.expose("totalGain", { type: "BigInt" }),
    totalLoss: t.expose("totalLoss", { type: "BigInt" }),
    performanceFeeWad: t.expose("performanceFeeWad", { type: "BigInt" }),
    managementFeeWad: t.expose("managementFeeWad", { type: "BigInt" }),
    feeRecipient: t.exposeString("feeRecipient", { nullable: true }),
    maxGainWad: t.expose("maxGainWad", { type: "BigInt" }),
    maxLossWad: t.expose("maxLossWad", { type: "BigInt" }),
    gracePeriod: t.expose("gracePeriod", {
      type: "BigInt",
      description: "Seconds without a report after which anyone may report",
    }),
    laneReserveBps: t.expose("laneReserveBps", {
      type: "BigInt",
      description: "The share of all assets that sweeps leave in the lanes, in ten-thousandths",
    }),
    strategies: t.field({
      type: [VaultStrategy],
      description: "In the order in which exits take from them",
      complexity: { field: 10, multiplier: 8 },
      resolve: async ({ id }, _, context) => {
        const listed = (await context.loadGroup("vaultStrategies", "vault", id)).filter(
          ({ active }) => active,
        );
        return Promise.all(
          listed.map(async (row) => {
            const key = `${row.strategy}-${id}`;
            // A vault may be another one's strategy: its shares are kept as positions.
            const position = await context.load("vaultPositions", key);
            const balance = position ?? (await context.load("strategyBalances", key));
            return { ...row, shares: balance?.shares ?? 0n };
          }),
        );
      },
    }),
    positionCount: t.exposeInt("positionCount"),
    reports: t.connection(
      {
        type: Report,
        description: "Newest first",
        complexity: pageComplexity,
        resolve: ({ id }, args, context) =>
          page(context, "reports", {
            args,
            where: eq(reports.vault, id as typeof reports.$inferSelect.vault),
            newestFirst: true,
          }),
      },
      ReportConnection,
    ),
  }),
});

VaultPosition.implement({
  description: "What one account has of one vault.",
  fields: (t) => ({
    vault: t.field({ type: Vault, resolve: ({ vault }) => vault }),
    owner: t.exposeString("owner"),
    shares: t.expose("shares", { type: "BigInt" }),
    assets: t.field({
      type: "BigInt",
      description: "What leaving would pay at meta.blockTimestamp, in units of the asset",
      resolve: async (position, _, context) => {
        const vault = await context.load("vaults", position.vault);
        if (!vault) throw new Error(`position ${position.id} has no vault`);
        return toAssetsDown(position.shares, unlockedRay(rateOf(vault), await indexedTime(context)));
      },
    }),
    deposited: t.expose("deposited", {
      type: "BigInt",
      description: "All that came in for this account, in assets",
    }),
    withdrawn: t.expose("withdrawn", {
      type: "BigInt",
      description: "All that this account took out, in assets",
    }),
  }),
});

Report.implement({
  description: "What a report of a vault found.",
  fields: (t) => ({
    vault: t.field({ type: Vault, resolve: ({ vault }) => vault }),
    gain: t.expose("gain", { type: "BigInt" }),
    loss: t.expose("loss", { type: "BigInt" }),
    assets: t.expose("assets", { type: "BigInt" }),
    supply: t.expose("supply", { type: "BigInt" }),
    fromRay: t.expose("fromRay", { type: "BigInt" }),
    fullRay: t.expose("fullRay", { type: "BigInt" }),
    feeShares: t.expose("feeShares", { type: "BigInt" }),
    block: t.expose("block", { type: "BigInt" }),
    timestamp: t.expose("timestamp", { type: "BigInt" }),
    transactionHash: t.exposeString("transactionHash"),
  }),
});

builder.queryFields((t) => ({
  vault: t.field({
    type: Vault,
    nullable: true,
    args: { address: t.arg.string({ required: true }) },
    resolve: (_, { address }, context) => context.load("vaults", addressArg(address)),
  }),
  vaults: t.connection(
    {
      type: Vault,
      complexity: pageComplexity,
      resolve: (_, args, context) => page(context, "vaults", { args }),
    },
    VaultConnection,
  ),
  vaultPositions: t.connection(
    {
      type: VaultPosition,
      description: "Positions with shares",
      args: { vault: t.arg.string(), owner: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const vault = optionalAddressArg(args.vault);
        const owner = optionalAddressArg(args.owner);
        const where = and(
          gt(vaultPositions.shares, 0n),
          vault && eq(vaultPositions.vault, vault),
          owner && eq(vaultPositions.owner, owner),
        );
        return page(context, "vaultPositions", { args, where });
      },
    },
    VaultPositionConnection,
  ),
  reports: t.connection(
    {
      type: Report,
      description: "Newest first",
      args: { vault: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const vault = optionalAddressArg(args.vault);
        return page(context, "reports", {
          args,
          where: vault && eq(reports.vault, vault),
          newestFirst: true,
        });
      },
    },
    ReportConnection,
  ),
}));

function rateOf({
  fromRay,
  fullRay,
  lastReport,
  ratePeriod,
}: {
  fromRay: bigint;
  fullRay: bigint;
  lastReport: bigint;
  ratePeriod: bigint;
}) {
  return { fromRay, fullRay, start: lastReport, periodSeconds: ratePeriod };
}
