import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import {
  applyClaim,
  applyMerge,
  applySplit,
  applyStake,
  applyUnstake,
  EMPTY_POSITION,
  type GaugePosition,
} from "@millrace/sdk/gauge-credit";
import { type Address, zeroAddress } from "viem";
import { distributionId, loadGaugeContext } from "../gauge/loadGaugeContext.ts";
import { createDispatch } from "./createDispatch.ts";
import { ensureToken } from "./ensureToken.ts";
import { need } from "./need.ts";
import { place, recordActivity } from "./recordActivity.ts";
import type { HandlerContext } from "./types.ts";

const payoutModes = ["HOLD", "PAY", "DEPOSIT"] as const;

/** A position's lane is in the low 6 bits of its id. */
const laneMask = 63n;

/** Writes the row of a gauge as it is created; its events tell the rest. */
export async function insertGauge(context: HandlerContext): Promise<void> {
  const { rows, client, instance, nextOrdinal } = context;
  const contract = { abi: gaugeAbi, address: instance } as const;
  const [stakeToken, lanes] = await Promise.all([
    client.readContract({ ...contract, functionName: "stakeToken" }),
    client.readContract({ ...contract, functionName: "lanes" }),
  ]);
  const stakeTokenId = stakeToken.toLowerCase() as Address;
  await ensureToken(context, stakeTokenId);
  rows.insert("gauges", {
    id: instance,
    ordinal: nextOrdinal(),
    stakeToken: stakeTokenId,
    lanes: Number(lanes),
    totalStake: 0n,
    epoch: 0n,
    epochStart: 0n,
    rewardTokens: [],
    positionCount: 0,
    paused: false,
  });
}

export const dispatchGauge = createDispatch(gaugeAbi, {
  async Transfer(context, { from, to, tokenId }) {
    const { rows, instance } = context;
    const position = await ensurePosition(context, tokenId);
    rows.update("gaugePositions", position.id, { owner: to === zeroAddress ? null : to });
    const gauge = await need(rows, "gauges", instance);
    const opened = Number(from === zeroAddress) - Number(to === zeroAddress);
    rows.update("gauges", instance, { positionCount: gauge.positionCount + opened });
  },

  async Stake(context, { id, sender, amount }) {
    const { rows, instance, log } = context;
    const { position, gauge, credit } = await loadPosition(context, id);
    rows.update("gaugePositions", position.id, stateOf(applyStake(position, amount, log.timestamp, credit)));
    rows.update("gauges", instance, { totalStake: gauge.totalStake + amount });
    const owner = position.owner ?? sender;
    recordActivity(context, { kind: "STAKE", owner, amount, token: gauge.stakeToken, tokenId: id });
  },

  async Unstake(context, { id, to, amount }) {
    const { rows, instance, log } = context;
    const { position, gauge, credit } = await loadPosition(context, id);
    rows.update(
      "gaugePositions",
      position.id,
      stateOf(applyUnstake(position, amount, log.timestamp, credit)),
    );
    rows.update("gauges", instance, { totalStake: gauge.totalStake - amount });
    const owner = position.owner ?? to;
    recordActivity(context, { kind: "UNSTAKE", owner, amount, token: gauge.stakeToken, tokenId: id });
  },

  async Split(context, { id, newId, amount }) {
    const { rows } = context;
    const { position, gauge, credit } = await loadPosition(context, id);
    const created = await ensurePosition(context, newId);
    const parts = applySplit(position, amount, credit);
    rows.update("gaugePositions", position.id, stateOf(parts.left));
    const { owner, payout, payoutTarget, bountyBps } = position;
    rows.update("gaugePositions", created.id, {
      ...stateOf(parts.created),
      ...{ payout, payoutTarget, bountyBps },
    });
    if (owner === null) return;
    recordActivity(context, { kind: "SPLIT", owner, amount, token: gauge.stakeToken, tokenId: id });
  },

  async Merge(context, { id, into }) {
    const { rows, instance } = context;
    const merged = await need(rows, "gaugePositions", `${instance}-${id}`);
    const { position, gauge, credit } = await loadPosition(context, into);
    const from = await loadGaugeContext((key) => rows.get("gaugeDistributions", key), gauge, merged);
    rows.update("gaugePositions", position.id, stateOf(applyMerge(position, credit, merged, from)));
    rows.update("gaugePositions", merged.id, {
      ...stateOf(EMPTY_POSITION),
      ...{ payout: "HOLD", payoutTarget: null, bountyBps: 0 },
    });
    const { owner } = position;
    if (owner === null) return;
    const amount = merged.stake;
    recordActivity(context, { kind: "MERGE", owner, amount, token: gauge.stakeToken, tokenId: into });
  },

  async Claim(context, { id, token, to, amount }) {
    const owner = (await takeCredit(context, id, token, to, amount)) ?? to;
    recordActivity(context, { kind: "CLAIM", owner, amount, token, tokenId: id });
  },

  async PayBounty(context, { id, token, receiver, amount }) {
    await takeCredit(context, id, token, receiver, amount);
  },

  async SetBounty(context, { id, bountyBps }) {
    const position = await ensurePosition(context, id);
    context.rows.update("gaugePositions", position.id, { bountyBps: Number(bountyBps) });
  },

  PaidOut(context, { id, payout, target }) {
    const { rows, instance } = context;
    const mode = payoutModes[payout] ?? "HOLD";
    rows.insert("payouts", {
      ...place(context),
      gauge: instance,
      tokenId: id,
      mode,
      target,
      skipped: false,
      reason: null,
    });
  },

  async PayOutSkipped(context, { id, reason }) {
    const { rows, instance } = context;
    const { payout, payoutTarget } = await need(rows, "gaugePositions", `${instance}-${id}`);
    rows.insert("payouts", {
      ...place(context),
      gauge: instance,
      tokenId: id,
      mode: payout,
      target: payoutTarget ?? zeroAddress,
      skipped: true,
      reason,
    });
  },

  async SetPayout(context, { id, payout, target }) {
    const position = await ensurePosition(context, id);
    context.rows.update("gaugePositions", position.id, {
      payout: payoutModes[payout] ?? "HOLD",
      payoutTarget: target === zeroAddress ? null : target,
    });
  },

  async AddReward(context, { token, streamPeriod }) {
    const { rows, instance, nextOrdinal } = context;
    await ensureToken(context, token);
    const gauge = await need(rows, "gauges", instance);
    rows.update("gauges", instance, { rewardTokens: [...gauge.rewardTokens, token] });
    rows.insert("gaugeRewards", {
      id: `${instance}-${token}`,
      ordinal: nextOrdinal(),
      gauge: instance,
      token,
      streamPeriod,
      notified: 0n,
      pending: 0n,
      distributed: 0n,
      claimed: 0n,
      cumulative: 0n,
      periodFinish: 0n,
    });
  },

  async Notify({ rows, instance }, { token, sender, amount, periodFinish }) {
    const reward = await need(rows, "gaugeRewards", `${instance}-${token}`);
    // What the gauge notifies itself of is what waited in its lanes.
    const pending = reward.pending - (sender === instance ? amount : 0n);
    rows.update("gaugeRewards", reward.id, { notified: reward.notified + amount, pending, periodFinish });
  },

  async NotifyLane({ rows, instance }, { token, amount }) {
    const reward = await need(rows, "gaugeRewards", `${instance}-${token}`);
    rows.update("gaugeRewards", reward.id, { pending: reward.pending + amount });
  },

  async Settle({ rows, instance, nextOrdinal }, { epoch, start, end, weight }) {
    await need(rows, "gauges", instance);
    rows.update("gauges", instance, { epoch: epoch + 1n, epochStart: end });
    const id = `${instance}-${epoch}`;
    rows.insert("gaugeEpochs", { id, ordinal: nextOrdinal(), gauge: instance, epoch, start, end, weight });
  },

  async Distribute(
    { rows, instance, nextOrdinal },
    { epoch, token, released, distributed, perWeight, cumulative },
  ) {
    const reward = await need(rows, "gaugeRewards", `${instance}-${token}`);
    rows.update("gaugeRewards", reward.id, { distributed: reward.distributed + distributed, cumulative });
    rows.insert("gaugeDistributions", {
      id: distributionId(instance, token, epoch),
      ordinal: nextOrdinal(),
      gauge: instance,
      token,
      epoch,
      released,
      distributed,
      perWeight,
      cumulative,
    });
  },

  async SetPaused({ rows, instance }, { paused }) {
    await need(rows, "gauges", instance);
    rows.update("gauges", instance, { paused });
  },
});

/** Pays `amount` of a position's credit to an account, and tells whose position it was. */
async function takeCredit(
  context: HandlerContext,
  id: bigint,
  token: Address,
  to: Address,
  amount: bigint,
): Promise<Address | null> {
  const { rows, instance } = context;
  const { position, gauge, credit } = await loadPosition(context, id);
  const index = gauge.rewardTokens.indexOf(token);
  rows.update("gaugePositions", position.id, stateOf(applyClaim(position, index, amount, credit)));
  const reward = await need(rows, "gaugeRewards", `${instance}-${token}`);
  rows.update("gaugeRewards", reward.id, { claimed: reward.claimed + amount });
  const { owner } = position;
  rows.insert("claims", { ...place(context), gauge: instance, tokenId: id, owner, token, to, amount });
  return owner;
}

/** What a row keeps of a position's state. */
function stateOf({ stake, epoch, debt, creditsScaled }: GaugePosition) {
  return { stake, epoch, debt, creditsScaled: [...creditsScaled] };
}

/** A position with what its credit follows from. */
async function loadPosition(context: HandlerContext, id: bigint) {
  const { rows, instance } = context;
  const position = await ensurePosition(context, id);
  const gauge = await need(rows, "gauges", instance);
  const credit = await loadGaugeContext((key) => rows.get("gaugeDistributions", key), gauge, position);
  return { position, gauge, credit };
}

async function ensurePosition({ rows, instance, nextOrdinal }: HandlerContext, tokenId: bigint) {
  const id = `${instance}-${tokenId}`;
  const found = await rows.get("gaugePositions", id);
  if (found) return found;
  const position = {
    id,
    ordinal: nextOrdinal(),
    gauge: instance,
    tokenId,
    owner: null,
    lane: Number(tokenId & laneMask),
    stake: 0n,
    epoch: 0n,
    debt: 0n,
    creditsScaled: [],
    payout: "HOLD" as const,
    payoutTarget: null,
    bountyBps: 0,
  };
  rows.insert("gaugePositions", position);
  return position;
}
