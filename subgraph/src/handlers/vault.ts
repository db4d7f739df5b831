import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { RAY } from "@millrace/sdk/rate";
import { type Address, parseAbi } from "viem";
import { balanceChanges, countChange, supplyChange } from "./balances.ts";
import { createDispatch } from "./createDispatch.ts";
import { ensureToken } from "./ensureToken.ts";
import { insertInstance } from "./insertInstance.ts";
import { laneOf, payFromLanes } from "./lanes.ts";
import { need } from "./need.ts";
import { readMetadata } from "./readMetadata.ts";
import { place, recordActivity } from "./recordActivity.ts";
import type { HandlerContext } from "./types.ts";

// Emitted at construction by every contract with roles: its time is that of the creation.
const authorityAbi = parseAbi(["event AuthorityUpdated(address authority)"]);

/** Writes the row of a vault as it is created; its events tell the rest. */
export async function insertVault(context: HandlerContext): Promise<void> {
  const { rows, client, instance, nextOrdinal } = context;
  const contract = { abi: vaultAbi, address: instance } as const;
  const [metadata, asset, lanes] = await Promise.all([
    readMetadata(client, instance),
    client.readContract({ ...contract, functionName: "asset" }),
    client.readContract({ ...contract, functionName: "lanes" }),
  ]);
  const assetId = asset.toLowerCase() as Address;
  await ensureToken(context, assetId);
  // A vault's shares can be staked, so they are a token too.
  await ensureToken(context, instance);
  rows.insert("vaults", {
    id: instance,
    ordinal: nextOrdinal(),
    ...metadata,
    asset: assetId,
    lanes: Number(lanes),
    totalSupply: 0n,
    fromRay: RAY,
    fullRay: RAY,
    ratePeriod: 0n,
    lastReport: 0n,
    streamPeriod: 0n,
    reserve: 0n,
    paused: false,
    reportedAssets: 0n,
    totalGain: 0n,
    totalLoss: 0n,
    performanceFeeWad: 0n,
    managementFeeWad: 0n,
    feeRecipient: null,
    maxGainWad: 0n,
    maxLossWad: 0n,
    gracePeriod: 0n,
    laneReserveBps: 0n,
    laneCash: Array.from({ length: Number(lanes) }, () => 0n),
    positionCount: 0,
  });
}

export const dispatchVault = createDispatch([...vaultAbi, ...authorityAbi], {
  async AuthorityUpdated({ rows, instance, log }) {
    const vault = await need(rows, "vaults", instance);
    if (vault.lastReport === 0n) rows.update("vaults", instance, { lastReport: log.timestamp });
  },

  async Transfer(context, { from, to, value }) {
    const { rows, instance } = context;
    let opened = 0;
    for (const { owner, change } of balanceChanges(from, to, value)) {
      const position = await ensurePosition(context, owner);
      const shares = position.shares + change;
      opened += countChange(position.shares, shares);
      rows.update("vaultPositions", position.id, { shares });
    }
    const vault = await need(rows, "vaults", instance);
    const totalSupply = vault.totalSupply + supplyChange(from, to, value);
    rows.update("vaults", instance, { totalSupply, positionCount: vault.positionCount + opened });
  },

  async Deposit(context, { owner, assets }) {
    const { rows, instance } = context;
    const position = await ensurePosition(context, owner);
    rows.update("vaultPositions", position.id, { deposited: position.deposited + assets });
    const { asset, laneCash } = await need(rows, "vaults", instance);
    const lane = laneOf(owner, instance, laneCash.length);
    rows.update("vaults", instance, {
      laneCash: laneCash.map((cash, i) => (i === lane ? cash + assets : cash)),
    });
    recordActivity(context, { kind: "DEPOSIT", owner, amount: assets, token: asset });
  },

  async Withdraw(context, { owner, assets }) {
    await leave(context, "WITHDRAW", owner, assets);
  },

  async RedeemInKind(context, { owner, assets }) {
    await leave(context, "REDEEM_IN_KIND", owner, assets);
  },

  async Sweep({ rows, instance }, { lane, assets }) {
    const { laneCash } = await need(rows, "vaults", instance);
    rows.update("vaults", instance, {
      laneCash: laneCash.map((cash, i) => (i === Number(lane) ? cash - assets : cash)),
    });
  },

  async Report(context, args) {
    const { rows, instance, log } = context;
    const { gain, loss, assets, supply, fromRay, fullRay, streamPeriod, reserve, feeShares } = args;
    const vault = await need(rows, "vaults", instance);
    rows.update("vaults", instance, {
      fromRay,
      fullRay,
      ratePeriod: streamPeriod,
      lastReport: log.timestamp,
      reserve,
      reportedAssets: assets,
      totalGain: vault.totalGain + gain,
      totalLoss: vault.totalLoss + loss,
    });
    rows.insert("reports", {
      ...place(context),
      vault: instance,
      gain,
      loss,
      assets,
      supply,
      fromRay,
      fullRay,
      feeShares,
    });
  },

  async SetStrategy(context, { strategy, absoluteCap, relativeCapWad }) {
    const { rows, instance, nextOrdinal } = context;
    await insertInstance(context, strategy, "strategy");
    const id = `${instance}-${strategy}`;
    const caps = { absoluteCap, relativeCapWad, active: true };
    const listed = await rows.get("vaultStrategies", id);
    // A strategy that is listed again comes last in the order of exits.
    if (listed)
      rows.update("vaultStrategies", id, listed.active ? caps : { ...caps, ordinal: nextOrdinal() });
    else rows.insert("vaultStrategies", { id, ordinal: nextOrdinal(), vault: instance, strategy, ...caps });
  },

  async RemoveStrategy({ rows, instance }, { strategy }) {
    const { id } = await need(rows, "vaultStrategies", `${instance}-${strategy}`);
    rows.update("vaultStrategies", id, { active: false });
  },

  async SetFees({ rows, instance }, { performanceFeeWad, managementFeeWad, recipient }) {
    await need(rows, "vaults", instance);
    rows.update("vaults", instance, { performanceFeeWad, managementFeeWad, feeRecipient: recipient });
  },

  async SetHealthLimits({ rows, instance }, { maxGainWad, maxLossWad }) {
    await need(rows, "vaults", instance);
    rows.update("vaults", instance, { maxGainWad, maxLossWad });
  },

  async SetStreamPeriod({ rows, instance }, { streamPeriod }) {
    await need(rows, "vaults", instance);
    rows.update("vaults", instance, { streamPeriod });
  },

  async SetGracePeriod({ rows, instance }, { gracePeriod }) {
    await need(rows, "vaults", instance);
    rows.update("vaults", instance, { gracePeriod });
  },

  async SetLaneReserve({ rows, instance }, { laneReserveBps }) {
    await need(rows, "vaults", instance);
    rows.update("vaults", instance, { laneReserveBps });
  },

  async SetPaused({ rows, instance }, { paused }) {
    await need(rows, "vaults", instance);
    rows.update("vaults", instance, { paused });
  },
});

async function leave(context: HandlerContext, kind: string, owner: Address, assets: bigint): Promise<void> {
  const { rows, instance } = context;
  const position = await ensurePosition(context, owner);
  rows.update("vaultPositions", position.id, { withdrawn: position.withdrawn + assets });
  const { asset, laneCash } = await need(rows, "vaults", instance);
  rows.update("vaults", instance, {
    laneCash: payFromLanes(laneCash, laneOf(owner, instance, laneCash.length), assets),
  });
  recordActivity(context, { kind, owner, amount: assets, token: asset });
}

async function ensurePosition({ rows, instance, nextOrdinal }: HandlerContext, owner: Address) {
  const id = `${instance}-${owner}`;
  const found = await rows.get("vaultPositions", id);
  if (found) return found;
  const position = {
    id,
    ordinal: nextOrdinal(),
    vault: instance,
    owner,
    shares: 0n,
    deposited: 0n,
    withdrawn: 0n,
  };
  rows.insert("vaultPositions", position);
  return position;
}
