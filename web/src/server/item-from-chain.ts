import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { type Address, erc20Abi } from "viem";
import type { ItemPage, VaultItem } from "#lib/item-view";
import { fitsTerms } from "#lib/order-log";
import { chainClient } from "#server/chain-client";
import { collectionsFromChain } from "#server/collections";
import { marketFromChain } from "#server/market-from-chain";
import { inventoryFromChain, nftVaultsOf, rentPriceFromChain } from "#server/nft-vaults-from-chain";
import { rentalsFromChain } from "#server/rentals-from-chain";
import { tokenFromChain } from "#server/token-from-chain";

/** One item of a collection, read from the chain alone, with as many trades and rentals as asked for. */
export async function itemFromChain(collection: Address, id: bigint, count: number): Promise<ItemPage> {
  const [vaults, collections, market] = await Promise.all([
    nftVaultsOf(collection),
    collectionsFromChain(),
    marketFromChain(),
  ]);
  const [places, rentals, trades] = await Promise.all([
    Promise.all(vaults.map((vault) => placeFromChain(vault, id, market.time))),
    rentalsFromChain(vaults, { id }),
    market.trades({ collection, tokenId: id }, count),
  ]);
  const place = places.find((found) => found !== undefined);
  const here = rentals.filter(({ nftVault }) => nftVault.address === place?.nftVault.address);
  const orders = (kinds: readonly ("SALE" | "RENTAL" | "OFFER" | "COLLECTION_OFFER")[], tokenId?: bigint) =>
    market.orders.filter((order) =>
      fitsTerms(order, {
        ...{ kinds: [...kinds], collection, maker: undefined, currency: undefined, maxPrice: undefined },
        ...(tokenId !== undefined && { tokenId }),
      }),
    );
  return {
    collection: collections.find(({ address }) => address === collection),
    place: place && { ...place, rentPaid: here.reduce((sum, { paid }) => sum + paid, 0n) },
    orders: orders(["SALE", "RENTAL"], id),
    offers: [...orders(["OFFER"], id), ...orders(["COLLECTION_OFFER"])],
    trades,
    rentals: rentals.slice(0, count),
    time: market.time,
  };
}

/** Where and how an item is in a vault; undefined where the vault does not have it. */
async function placeFromChain(
  address: Address,
  id: bigint,
  time: bigint,
): Promise<Omit<VaultItem, "rentPaid"> | undefined> {
  const client = chainClient();
  const at = { address, abi: nftVaultAbi } as const;
  const items = await inventoryFromChain(client, address, time);
  const item = items.find(({ tokenId }) => tokenId === id);
  if (!item) return undefined;
  const [name, rentable, quoteToken, terms] = await Promise.all([
    client.readContract({ address, abi: erc20Abi, functionName: "name" }),
    client.readContract({ ...at, functionName: "rentable" }),
    client.readContract({ ...at, functionName: "quoteToken" }),
    client.readContract({ ...at, functionName: "rentTerms" }),
  ]);
  const { state, reserved, recalled, rentedUntil, user } = item;
  const { minSeconds, maxSeconds, pricePerSecondWad } = terms;
  return {
    nftVault: {
      ...{ address, name, rentable, quoteToken: await tokenFromChain(client, quoteToken) },
      ...{ minSeconds, maxSeconds },
    },
    ...{ state, reserved, recalled, rentedUntil, user },
    pricePerSecondWad: await rentPriceFromChain(client, { address, pricePerSecondWad }, id),
  };
}
