import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { type Address, getAbiItem, type Log } from "viem";
import type { NftItem } from "./nft-view.ts";
import type { Told } from "./told.ts";

/** The events of an NFT vault that say which items it has, and how they stand. */
export const inventoryEvents = [
  getAbiItem({ abi: nftVaultAbi, name: "DepositItems" }),
  getAbiItem({ abi: nftVaultAbi, name: "RedeemItems" }),
  getAbiItem({ abi: nftVaultAbi, name: "SwapItems" }),
  getAbiItem({ abi: nftVaultAbi, name: "RentItem" }),
  getAbiItem({ abi: nftVaultAbi, name: "ReserveItems" }),
  getAbiItem({ abi: nftVaultAbi, name: "ClaimRented" }),
  getAbiItem({ abi: nftVaultAbi, name: "WithdrawItems" }),
  getAbiItem({ abi: nftVaultAbi, name: "RecallItem" }),
] as const;

export type InventoryLog = Told<Log<bigint, number, false, undefined, true, typeof inventoryEvents>>;

/** An item as the vault's events tell of it; its price is asked of the contract. */
export type StoredItem = Omit<NftItem, "pricePerSecondWad">;

interface Place {
  lane: number;
  reserved: boolean;
  recalled: boolean;
  rentedUntil: bigint;
  user: Address | null;
}

/**
 * The items that a vault has at `time`, a Unix time in seconds, in the order in which it first got them.
 *
 * @param logs All of the vault's `inventoryEvents`, oldest first.
 */
export function inventoryOf(logs: readonly InventoryLog[], time: bigint): StoredItem[] {
  // An id that left keeps its turn, as in the indexer's list.
  const places = new Map<bigint, Place | undefined>();
  const change = (id: bigint, part: Partial<Place>) => {
    const place = places.get(id);
    if (place) places.set(id, { ...place, ...part });
  };
  const takeIn = (ids: readonly bigint[], lane: bigint, reserved: boolean) => {
    for (const id of ids) {
      places.set(id, { lane: Number(lane), reserved, recalled: false, rentedUntil: 0n, user: null });
    }
  };
  const sendOut = (ids: readonly bigint[]) => {
    for (const id of ids) places.set(id, undefined);
  };
  for (const { eventName, args } of logs) {
    if (eventName === "DepositItems") takeIn(args.ids, args.lane, false);
    else if (eventName === "ReserveItems") takeIn(args.ids, args.lane, true);
    else if (eventName === "RedeemItems" || eventName === "WithdrawItems") sendOut(args.ids);
    else if (eventName === "ClaimRented") for (const id of args.ids) change(id, { reserved: true });
    else if (eventName === "RecallItem") change(args.id, { recalled: args.recalled });
    else if (eventName === "RentItem") change(args.id, { rentedUntil: args.expires, user: args.user });
    else {
      takeIn(args.idsIn, args.lane, false);
      sendOut(args.idsOut);
    }
  }
  return [...places].flatMap(([tokenId, place]) => {
    if (!place) return [];
    const onRent = place.rentedUntil >= time;
    const state = onRent ? "RENTED" : place.reserved ? "RESERVED" : "POOLED";
    return [{ ...place, tokenId, state, user: onRent ? place.user : null }];
  });
}
