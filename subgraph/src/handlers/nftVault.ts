import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { type Address, erc20Abi } from "viem";
import type { Row } from "../store/tables.ts";
import { balanceChanges, countChange, supplyChange } from "./balances.ts";
import { createDispatch } from "./createDispatch.ts";
import { ensureToken } from "./ensureToken.ts";
import { need } from "./need.ts";
import { readMetadata } from "./readMetadata.ts";
import { place, recordActivity } from "./recordActivity.ts";
import type { HandlerContext } from "./types.ts";

/** The part of ERC-20 that the interface of an NFT vault leaves to its implementation. */
const transferAbi = erc20Abi.filter((item) => item.type === "event" && item.name === "Transfer");

/** Writes the row of an NFT vault as it is created; its events tell the rest. */
export async function insertNftVault(context: HandlerContext): Promise<void> {
  const { rows, client, instance, nextOrdinal } = context;
  const contract = { abi: nftVaultAbi, address: instance } as const;
  const [{ name, symbol }, collection, quoteToken, lanes, rentable] = await Promise.all([
    readMetadata(client, instance),
    client.readContract({ ...contract, functionName: "collection" }),
    client.readContract({ ...contract, functionName: "quoteToken" }),
    client.readContract({ ...contract, functionName: "lanes" }),
    client.readContract({ ...contract, functionName: "rentable" }),
  ]);
  const quoteTokenId = quoteToken.toLowerCase() as Address;
  await ensureToken(context, quoteTokenId);
  // Item tokens trade and are staked.
  await ensureToken(context, instance);
  rows.insert("nftVaults", {
    id: instance,
    ordinal: nextOrdinal(),
    name,
    symbol,
    collection: collection.toLowerCase() as Address,
    quoteToken: quoteTokenId,
    gauge: null,
    lanes: Number(lanes),
    rentable,
    totalSupply: 0n,
    held: 0,
    pricePerSecondWad: 0n,
    minSeconds: 0n,
    maxSeconds: 0n,
    maxRentedWad: 0n,
    depositFeeWad: 0n,
    targetedRedeemFeeWad: 0n,
    swapFeeWad: 0n,
    rentPaid: 0n,
    rentCollected: 0n,
    feesCollected: 0n,
    paused: false,
    priceLists: 0,
    positionCount: 0,
  });
}

export const dispatchNftVault = createDispatch([...nftVaultAbi, ...transferAbi], {
  async Transfer({ rows, instance, nextOrdinal }, { from, to, value }) {
    let opened = 0;
    for (const { owner, change } of balanceChanges(from, to, value)) {
      const id = `${instance}-${owner}`;
      const found = await rows.get("nftVaultPositions", id);
      const balance = (found?.balance ?? 0n) + change;
      opened += countChange(found?.balance ?? 0n, balance);
      if (found) rows.update("nftVaultPositions", id, { balance });
      else
        rows.insert("nftVaultPositions", { id, ordinal: nextOrdinal(), nftVault: instance, owner, balance });
    }
    const vault = await need(rows, "nftVaults", instance);
    const totalSupply = vault.totalSupply + supplyChange(from, to, value);
    rows.update("nftVaults", instance, { totalSupply, positionCount: vault.positionCount + opened });
  },

  async DepositItems(context, { to, lane, ids, minted }) {
    await takeIn(context, ids, Number(lane));
    recordActivity(context, { kind: "DEPOSIT_ITEMS", owner: to, amount: minted, token: context.instance });
  },

  async RedeemItems(context, { sender, ids, burned }) {
    await sendOut(context, ids);
    recordActivity(context, { kind: "REDEEM_ITEMS", owner: sender, amount: burned, token: context.instance });
  },

  async SwapItems(context, { sender, lane, idsIn, idsOut, fee }) {
    await takeIn(context, idsIn, Number(lane));
    await sendOut(context, idsOut);
    recordActivity(context, { kind: "SWAP_ITEMS", owner: sender, amount: fee, token: context.instance });
  },

  async RentItem(context, { id, payer, user, expires, paid }) {
    const { rows, instance } = context;
    const item = await need(rows, "items", `${instance}-${id}`);
    rows.update("items", item.id, { rentedUntil: expires, user });
    const vault = await need(rows, "nftVaults", instance);
    rows.update("nftVaults", instance, { rentPaid: vault.rentPaid + paid });
    rows.insert("rentals", {
      ...place(context),
      nftVault: instance,
      tokenId: id,
      payer,
      user,
      expires,
      paid,
    });
    recordActivity(context, {
      kind: "RENT",
      owner: payer,
      amount: paid,
      token: vault.quoteToken,
      tokenId: id,
    });
  },

  async ReserveItems(context, { to, lane, ids }) {
    await takeIn(context, ids, Number(lane));
    for (const id of ids) await changeItem(context, id, { reserved: true });
    recordActivity(context, { kind: "RESERVE_ITEMS", owner: to });
  },

  async ClaimRented(context, { to, ids, burned }) {
    for (const id of ids) await changeItem(context, id, { reserved: true });
    recordActivity(context, { kind: "RESERVE_ITEMS", owner: to, amount: burned, token: context.instance });
  },

  async WithdrawItems(context, { sender, ids }) {
    await sendOut(context, ids);
    recordActivity(context, { kind: "WITHDRAW_ITEMS", owner: sender });
  },

  async RecallItem(context, { id, recalled }) {
    await changeItem(context, id, { recalled });
  },

  async ClaimRent(context, { id, to, amount }) {
    const { quoteToken } = await need(context.rows, "nftVaults", context.instance);
    recordActivity(context, { kind: "CLAIM_RENT", owner: to, amount, token: quoteToken, tokenId: id });
  },

  async SetRentPrice(context, { id, pricePerSecondWad }) {
    const { rows, instance, nextOrdinal } = context;
    const { priceLists } = await need(rows, "nftVaults", instance);
    const own = { rentPriceWad: pricePerSecondWad, priceList: priceLists };
    const key = `${instance}-${id}`;
    if (await rows.get("items", key)) rows.update("items", key, own);
    else rows.insert("items", { ...newItem(context, id), ordinal: nextOrdinal(), ...own });
  },

  // The rents of single items that were set before are void with it.
  async SetPriceRoot({ rows, instance }) {
    const { priceLists } = await need(rows, "nftVaults", instance);
    rows.update("nftVaults", instance, { priceLists: priceLists + 1 });
  },

  async Collect({ rows, instance }, { rent, fees }) {
    const vault = await need(rows, "nftVaults", instance);
    rows.update("nftVaults", instance, {
      rentCollected: vault.rentCollected + rent,
      feesCollected: vault.feesCollected + fees,
    });
  },

  async SetFees({ rows, instance }, { depositFeeWad, targetedRedeemFeeWad, swapFeeWad }) {
    await need(rows, "nftVaults", instance);
    rows.update("nftVaults", instance, { depositFeeWad, targetedRedeemFeeWad, swapFeeWad });
  },

  async SetRentTerms({ rows, instance }, { pricePerSecondWad, minSeconds, maxSeconds, maxRentedWad }) {
    await need(rows, "nftVaults", instance);
    rows.update("nftVaults", instance, { pricePerSecondWad, minSeconds, maxSeconds, maxRentedWad });
  },

  async SetGauge({ rows, instance }, { gauge }) {
    await need(rows, "nftVaults", instance);
    rows.update("nftVaults", instance, { gauge });
  },

  async SetPaused({ rows, instance }, { paused }) {
    await need(rows, "nftVaults", instance);
    rows.update("nftVaults", instance, { paused });
  },
});

async function takeIn(context: HandlerContext, ids: readonly bigint[], lane: number) {
  const { rows, instance, nextOrdinal } = context;
  for (const tokenId of ids) {
    const item = newItem(context, tokenId);
    const { rentedUntil, user, reserved, recalled } = item;
    const state = { lane, held: true, rentedUntil, user, reserved, recalled };
    if (await rows.get("items", item.id)) rows.update("items", item.id, state);
    else rows.insert("items", { ...item, ordinal: nextOrdinal(), ...state });
  }
  await changeHeld(rows, instance, ids.length);
}

async function sendOut(context: HandlerContext, ids: readonly bigint[]) {
  for (const id of ids) {
    await changeItem(context, id, {
      ...{ held: false, rentedUntil: 0n, user: null, reserved: false, recalled: false },
    });
  }
  await changeHeld(context.rows, context.instance, -ids.length);
}

/** An item that the vault does not have, and of which nothing is known. */
function newItem({ instance }: HandlerContext, tokenId: bigint) {
  return {
    ...{ id: `${instance}-${tokenId}`, nftVault: instance, tokenId, lane: 0, held: false },
    ...{ reserved: false, recalled: false, rentedUntil: 0n, user: null },
    ...{ rentPriceWad: 0n, priceList: 0 },
  };
}

async function changeItem(
  { rows, instance }: HandlerContext,
  tokenId: bigint,
  change: Partial<Row<"items">>,
): Promise<void> {
  const { id } = await need(rows, "items", `${instance}-${tokenId}`);
  rows.update("items", id, change);
}

async function changeHeld(rows: HandlerContext["rows"], instance: Address, change: number) {
  const { held } = await need(rows, "nftVaults", instance);
  rows.update("nftVaults", instance, { held: held + change });
}
