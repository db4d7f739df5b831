import { claimable } from "@millrace/sdk/gauge-credit";
import { and, eq, isNotNull } from "drizzle-orm";
import { loadGaugeContext } from "../gauge/loadGaugeContext.ts";
import { claims, gaugePositions, payouts, type Row } from "../store/tables.ts";
import { addressArg, optionalAddressArg } from "./addressArg.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";
import { entityRef } from "./entityRef.ts";
import { page, pageComplexity } from "./page.ts";
import { Token } from "./token.ts";

export const Gauge = entityRef("Gauge", "gauges");
export const GaugePosition = entityRef("GaugePosition", "gaugePositions");
const Claim = entityRef("Claim", "claims");
const Payout = entityRef("Payout", "payouts");

const PayoutMode = builder.enumType("PayoutMode", { values: ["HOLD", "PAY", "DEPOSIT"] as const });

/** The most reward tokens a gauge has. */
const maxRewards = 4;

const GaugeReward = builder.objectRef<Row<"gaugeRewards">>("GaugeReward").implement({
  fields: (t) => ({
    token: t.field({ type: Token, resolve: ({ token }) => token }),
    streamPeriod: t.expose("streamPeriod", { type: "BigInt" }),
    notified: t.expose("notified", { type: "BigInt", description: "All that ever began to stream" }),
    pending: t.expose("pending", {
      type: "BigInt",
      description: "What arrived in lanes, and streams from the next settlement on",
    }),
    distributed: t.expose("distributed", {
      type: "BigInt",
      description: "All that settlements paid to the lanes",
    }),
    claimed: t.expose("claimed", { type: "BigInt" }),
    cumulative: t.expose("cumulative", { type: "BigInt" }),
    periodFinish: t.expose("periodFinish", { type: "BigInt" }),
  }),
});

const TokenAmount = builder.objectRef<{ token: string; amount: bigint }>("TokenAmount").implement({
  fields: (t) => ({
    token: t.field({ type: Token, resolve: ({ token }) => token }),
    amount: t.expose("amount", { type: "BigInt" }),
  }),
});

Gauge.implement({
  description: "Pays rewards to who stakes, by stake and time.",
  fields: (t) => ({
    address: t.exposeString("id"),
    stakeToken: t.field({ type: Token, resolve: ({ stakeToken }) => stakeToken }),
    lanes: t.exposeInt("lanes"),
    totalStake: t.expose("totalStake", { type: "BigInt" }),
    epoch: t.expose("epoch", { type: "BigInt", description: "The open epoch" }),
    epochStart: t.expose("epochStart", { type: "BigInt" }),
    rewards: t.field({
      type: [GaugeReward],
      complexity: { field: 4, multiplier: maxRewards },
      resolve: ({ id, rewardTokens }, _, context) => rewardsOf(context, id, rewardTokens),
    }),
    positionCount: t.exposeInt("positionCount"),
    paused: t.exposeBoolean("paused"),
  }),
});

GaugePosition.implement({
  description: "A stake, which is an ERC-721.",
  fields: (t) => ({
    gauge: t.field({ type: Gauge, resolve: ({ gauge }) => gauge }),
    tokenId: t.expose("tokenId", { type: "BigInt" }),
    owner: t.string({ resolve: ({ owner }) => owner ?? "" }),
    stake: t.expose("stake", { type: "BigInt" }),
    lane: t.exposeInt("lane"),
    claimable: t.field({
      type: [TokenAmount],
      description: "What settled epochs have credited and nobody claimed, in the gauge's order of rewards",
      complexity: { field: 12, multiplier: maxRewards },
      resolve: (position, _, context) => claimableOf(context, position),
    }),
    payout: t.field({ type: PayoutMode, resolve: ({ payout }) => payout }),
    payoutTarget: t.exposeString("payoutTarget", { nullable: true }),
    bountyBps: t.exposeInt("bountyBps", { description: "What it leaves to who pays it out" }),
  }),
});

Claim.implement({
  fields: (t) => ({
    gauge: t.field({ type: Gauge, resolve: ({ gauge }) => gauge }),
    tokenId: t.expose("tokenId", { type: "BigInt" }),
    token: t.field({ type: Token, resolve: ({ token }) => token }),
    owner: t.exposeString("owner", { nullable: true, description: "Whose position it was" }),
    to: t.exposeString("to"),
    amount: t.expose("amount", { type: "BigInt" }),
    block: t.expose("block", { type: "BigInt" }),
    timestamp: t.expose("timestamp", { type: "BigInt" }),
    transactionHash: t.exposeString("transactionHash"),
  }),
});

Payout.implement({
  fields: (t) => ({
    gauge: t.field({ type: Gauge, resolve: ({ gauge }) => gauge }),
    tokenId: t.expose("tokenId", { type: "BigInt" }),
    mode: t.field({ type: PayoutMode, resolve: ({ mode }) => mode }),
    target: t.exposeString("target"),
    skipped: t.exposeBoolean("skipped"),
    reason: t.exposeString("reason", { nullable: true, description: "What the failing call returned" }),
    block: t.expose("block", { type: "BigInt" }),
    timestamp: t.expose("timestamp", { type: "BigInt" }),
    transactionHash: t.exposeString("transactionHash"),
  }),
});

const GaugeConnection = builder.connectionObject(
  { type: Gauge, name: "GaugeConnection" },
  { name: "GaugeEdge" },
);
const GaugePositionConnection = builder.connectionObject(
  { type: GaugePosition, name: "GaugePositionConnection" },
  { name: "GaugePositionEdge" },
);
const ClaimConnection = builder.connectionObject(
  { type: Claim, name: "ClaimConnection" },
  { name: "ClaimEdge" },
);
const PayoutConnection = builder.connectionObject(
  { type: Payout, name: "PayoutConnection" },
  { name: "PayoutEdge" },
);

builder.queryFields((t) => ({
  gauge: t.field({
    type: Gauge,
    nullable: true,
    args: { address: t.arg.string({ required: true }) },
    resolve: (_, { address }, context) => context.load("gauges", addressArg(address)),
  }),
  gauges: t.connection(
    {
      type: Gauge,
      complexity: pageComplexity,
      resolve: (_, args, context) => page(context, "gauges", { args }),
    },
    GaugeConnection,
  ),
  gaugePositions: t.connection(
    {
      type: GaugePosition,
      args: { gauge: t.arg.string(), owner: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const gauge = optionalAddressArg(args.gauge);
        const owner = optionalAddressArg(args.owner);
        const where = and(
          isNotNull(gaugePositions.owner),
          gauge && eq(gaugePositions.gauge, gauge),
          owner && eq(gaugePositions.owner, owner),
        );
        return page(context, "gaugePositions", { args, where });
      },
    },
    GaugePositionConnection,
  ),
  claims: t.connection(
    {
      type: Claim,
      description: "Newest first",
      args: { owner: t.arg.string(), gauge: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const owner = optionalAddressArg(args.owner);
        const gauge = optionalAddressArg(args.gauge);
        const where = and(owner && eq(claims.owner, owner), gauge && eq(claims.gauge, gauge));
        return page(context, "claims", { args, where, newestFirst: true });
      },
    },
    ClaimConnection,
  ),
  payouts: t.connection(
    {
      type: Payout,
      description: "Newest first",
      args: { gauge: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const gauge = optionalAddressArg(args.gauge);
        return page(context, "payouts", {
          args,
          where: gauge && eq(payouts.gauge, gauge),
          newestFirst: true,
        });
      },
    },
    PayoutConnection,
  ),
}));

async function rewardsOf(
  context: Context,
  gauge: string,
  tokens: readonly string[],
): Promise<Row<"gaugeRewards">[]> {
  const rewards = await Promise.all(tokens.map((token) => context.load("gaugeRewards", `${gauge}-${token}`)));
  return rewards.filter((reward) => reward !== undefined);
}

async function claimableOf(context: Context, position: Row<"gaugePositions">) {
  const gauge = await context.load("gauges", position.gauge);
  if (!gauge) throw new Error(`position ${position.id} has no gauge`);
  const credit = await loadGaugeContext((key) => context.load("gaugeDistributions", key), gauge, position);
  const amounts = claimable(position, credit);
  return gauge.rewardTokens.map((token, index) => ({ token, amount: amounts[index] ?? 0n }));
}
