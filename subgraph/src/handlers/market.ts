import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { RAY } from "@millrace/sdk/rate";
import { type Address, parseAbi } from "viem";
import { balanceChanges, countChange, supplyChange } from "./balances.ts";
import { createDispatch } from "./createDispatch.ts";
import { ensureToken } from "./ensureToken.ts";
import { need } from "./need.ts";
import { readMetadata } from "./readMetadata.ts";
import { place, recordActivity } from "./recordActivity.ts";
import type { HandlerContext } from "./types.ts";

// Emitted at construction by every contract with roles: its time is that of the creation.
const authorityAbi = parseAbi(["event AuthorityUpdated(address authority)"]);

/** Writes the row of a market as it is created; its events tell the rest. */
export async function insertMarket(context: HandlerContext): Promise<void> {
  const { rows, client, instance, nextOrdinal } = context;
  const contract = { abi: marketAbi, address: instance } as const;
  const [metadata, terms, lanes] = await Promise.all([
    readMetadata(client, instance),
    client.readContract({ ...contract, functionName: "terms" }),
    client.readContract({ ...contract, functionName: "lanes" }),
  ]);
  const asset = terms.asset.toLowerCase() as Address;
  const collateral = terms.collateral.toLowerCase() as Address;
  await ensureToken(context, asset);
  await ensureToken(context, collateral);
  // What suppliers hold can be staked, so it is a token too.
  await ensureToken(context, instance);
  rows.insert("markets", {
    id: instance,
    ordinal: nextOrdinal(),
    ...metadata,
    asset,
    collateral,
    oracle: terms.oracle.toLowerCase() as Address,
    lltvWad: terms.lltvWad,
    incentiveWad: terms.incentiveWad,
    lanes: Number(lanes),
    totalSupply: 0n,
    fromRay: RAY,
    fullRay: RAY,
    ratePeriod: 0n,
    lastAccrual: 0n,
    indexRay: RAY,
    ratePerSecondRay: 0n,
    utilisationWad: 0n,
    cash: 0n,
    debtShares: 0n,
    collateralAssets: 0n,
    supplyCap: 0n,
    borrowCap: 0n,
    feeWad: 0n,
    supplyPaused: false,
    borrowPaused: false,
    positionCount: 0,
    borrowerCount: 0,
  });
}

export const dispatchMarket = createDispatch([...marketAbi, ...authorityAbi], {
  async AuthorityUpdated({ rows, instance, log }) {
    const market = await need(rows, "markets", instance);
    if (market.lastAccrual === 0n) rows.update("markets", instance, { lastAccrual: log.timestamp });
  },

  async Transfer(context, { from, to, value }) {
    const { rows, instance } = context;
    let opened = 0;
    for (const { owner, change } of balanceChanges(from, to, value)) {
      const { id, shares } = await ensurePosition(context, owner);
      opened += countChange(shares, shares + change);
      rows.update("marketPositions", id, { shares: shares + change });
    }
    const market = await need(rows, "markets", instance);
    rows.update("markets", instance, {
      totalSupply: market.totalSupply + supplyChange(from, to, value),
      positionCount: market.positionCount + opened,
    });
  },

  async Deposit(context, { owner, assets }) {
    const token = await moveCash(context, assets);
    recordActivity(context, { kind: "SUPPLY", owner, amount: assets, token });
  },

  async Withdraw(context, { owner, assets }) {
    const token = await moveCash(context, -assets);
    recordActivity(context, { kind: "WITHDRAW_SUPPLY", owner, amount: assets, token });
  },

  async SupplyCollateral(context, { onBehalf, assets }) {
    const token = await moveCollateral(context, onBehalf, assets);
    recordActivity(context, { kind: "SUPPLY_COLLATERAL", owner: onBehalf, amount: assets, token });
  },

  async WithdrawCollateral(context, { onBehalf, assets }) {
    const token = await moveCollateral(context, onBehalf, -assets);
    recordActivity(context, { kind: "WITHDRAW_COLLATERAL", owner: onBehalf, amount: assets, token });
  },

  async Borrow(context, { onBehalf, assets, debtShares }) {
    await moveDebt(context, onBehalf, debtShares);
    const token = await moveCash(context, -assets);
    recordActivity(context, { kind: "BORROW", owner: onBehalf, amount: assets, token });
  },

  async Repay(context, { onBehalf, assets, debtShares }) {
    await moveDebt(context, onBehalf, -debtShares);
    const token = await moveCash(context, assets);
    recordActivity(context, { kind: "REPAY", owner: onBehalf, amount: assets, token });
  },

  async Liquidate(context, event) {
    const { rows, instance } = context;
    const { sender, borrower, receiver, assets, debtShares, seizedCollateral, badDebtAssets, badDebtShares } =
      event;
    await moveDebt(context, borrower, -debtShares - badDebtShares);
    await moveCollateral(context, borrower, -seizedCollateral);
    const token = await moveCash(context, assets);
    rows.insert("liquidations", {
      ...place(context),
      market: instance,
      ...{ borrower, liquidator: sender, receiver, assets, seizedCollateral, badDebtAssets },
    });
    recordActivity(context, { kind: "LIQUIDATED", owner: borrower, amount: assets, token });
  },

  async Accrue({ rows, instance, log }, event) {
    await need(rows, "markets", instance);
    const { indexRay, ratePerSecondRay, utilisationWad, fromRay, fullRay, streamPeriod } = event;
    rows.update("markets", instance, {
      ...{ indexRay, ratePerSecondRay, utilisationWad, fromRay, fullRay },
      ratePeriod: streamPeriod,
      lastAccrual: log.timestamp,
    });
  },

  async SetCaps({ rows, instance }, { supplyCap, borrowCap }) {
    await need(rows, "markets", instance);
    rows.update("markets", instance, { supplyCap, borrowCap });
  },

  async SetFee({ rows, instance }, { feeWad }) {
    await need(rows, "markets", instance);
    rows.update("markets", instance, { feeWad });
  },

  async SetRateModel({ rows, instance, log }, { baseRateWad }) {
    const { indexRay, lastAccrual, ratePerSecondRay } = await need(rows, "markets", instance);
    // At its creation a market takes the rate of no utilisation; a later model counts from the next accrual on.
    const created = indexRay === RAY && lastAccrual === log.timestamp && ratePerSecondRay === 0n;
    if (created) rows.update("markets", instance, { ratePerSecondRay: perSecondRay(baseRateWad) });
  },

  async SetPaused({ rows, instance }, { supplyPaused, borrowPaused }) {
    await need(rows, "markets", instance);
    rows.update("markets", instance, { supplyPaused, borrowPaused });
  },
});

/** A yearly rate as a wad, in RAY a second; rounded down, as `InterestLib` does. */
function perSecondRay(yearlyWad: bigint): bigint {
  return (yearlyWad * (RAY / 10n ** 18n)) / (365n * 86_400n);
}

/** Changes a market's cash and says which token that is. */
async function moveCash({ rows, instance }: HandlerContext, change: bigint): Promise<Address> {
  const { cash, asset } = await need(rows, "markets", instance);
  rows.update("markets", instance, { cash: cash + change });
  return asset;
}

/** Changes a position's collateral and says which token that is. */
async function moveCollateral(context: HandlerContext, owner: Address, change: bigint): Promise<Address> {
  const { rows, instance } = context;
  const position = await ensurePosition(context, owner);
  rows.update("marketPositions", position.id, { collateral: position.collateral + change });
  const { collateral, collateralAssets } = await need(rows, "markets", instance);
  rows.update("markets", instance, { collateralAssets: collateralAssets + change });
  return collateral;
}

async function moveDebt(context: HandlerContext, owner: Address, change: bigint): Promise<void> {
  const { rows, instance } = context;
  const { id, debtShares } = await ensurePosition(context, owner);
  rows.update("marketPositions", id, { debtShares: debtShares + change });
  const market = await need(rows, "markets", instance);
  rows.update("markets", instance, {
    debtShares: market.debtShares + change,
    borrowerCount: market.borrowerCount + countChange(debtShares, debtShares + change),
  });
}

async function ensurePosition({ rows, instance, nextOrdinal }: HandlerContext, owner: Address) {
  const id = `${instance}-${owner}`;
  const found = await rows.get("marketPositions", id);
  if (found) return found;
  const position = {
    ...{ id, ordinal: nextOrdinal(), market: instance, owner },
    ...{ shares: 0n, collateral: 0n, debtShares: 0n },
  };
  rows.insert("marketPositions", position);
  return position;
}
