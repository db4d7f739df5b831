import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { type Address, erc20Abi } from "viem";
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

async function takeIn({ rows, instance, nextOrdinal }: HandlerContext, ids: readonly bigint[], lane: number) {
  for (const tokenId of ids) {
    const id = `${instance}-${tokenId}`;
    const state = { lane, held: true, rentedUntil: 0n, user: null };
    if (await rows.get("items", id)) rows.update("items", id, state);
    else rows.insert("items", { id, ordinal: nextOrdinal(), nftVault: instance, tokenId, ...state });
  }
  await changeHeld(rows, instance, ids.length);
}

async function sendOut({ rows, instance }: HandlerContext, ids: readonly bigint[]) {
  for (const tokenId of ids) {
    const { id } = await need(rows, "items", `${instance}-${tokenId}`);
    rows.update("items", id, { held: false, rentedUntil: 0n, user: null });
  }
  await changeHeld(rows, instance, -ids.length);
}

async function changeHeld(rows: HandlerContext["rows"], instance: Address, change: number) {
  const { held } = await need(rows, "nftVaults", instance);
  rows.update("nftVaults", instance, { held: held + change });
}
