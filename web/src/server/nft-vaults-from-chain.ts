import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { type Address, erc20Abi, isAddressEqual, zeroAddress } from "viem";
import { inventoryEvents, inventoryOf, type StoredItem } from "#lib/inventory";
import type { NftItem, NftVault, NftVaultPage, NftVaultQuery } from "#lib/nft-view";
import { chainClient } from "#server/chain-client";
import { deployment } from "#server/config";
import { itemPoolOf } from "#server/item-pool-from-chain";
import { isRegistered, registered } from "#server/registered";
import { tokenFromChain } from "#server/token-from-chain";

type Client = ReturnType<typeof chainClient>;

/** The items of an NFT vault at `time`, a Unix time in seconds, as its events tell. */
export async function inventoryFromChain(
  client: Client,
  address: Address,
  time: bigint,
): Promise<StoredItem[]> {
  const fromBlock = BigInt(deployment().startBlock);
  const logs = await client.getLogs({ address, events: inventoryEvents, fromBlock, strict: true });
  return inventoryOf(logs, time);
}

async function readNftVault(
  client: Client,
  address: Address,
  time: bigint,
): Promise<{ vault: NftVault; items: StoredItem[] }> {
  const at = { address, abi: nftVaultAbi } as const;
  const token = { address, abi: erc20Abi } as const;
  const [items, name, symbol, totalSupply, collection, quote, gauge, lanes, fees, terms, rentable, paused] =
    await Promise.all([
      inventoryFromChain(client, address, time),
      client.readContract({ ...token, functionName: "name" }),
      client.readContract({ ...token, functionName: "symbol" }),
      client.readContract({ ...token, functionName: "totalSupply" }),
      client.readContract({ ...at, functionName: "collection" }),
      client.readContract({ ...at, functionName: "quoteToken" }),
      client.readContract({ ...at, functionName: "gauge" }),
      client.readContract({ ...at, functionName: "lanes" }),
      client.readContract({ ...at, functionName: "fees" }),
      client.readContract({ ...at, functionName: "rentTerms" }),
      client.readContract({ ...at, functionName: "rentable" }),
      client.readContract({ ...at, functionName: "paused" }),
    ]);
  const staked = { address: gauge, abi: gaugeAbi, functionName: "totalStake" } as const;
  const vault = {
    ...{ address, name, symbol, collection, quoteToken: await tokenFromChain(client, quote) },
    gauge: isAddressEqual(gauge, zeroAddress)
      ? null
      : { address: gauge, totalStake: await client.readContract(staked) },
    ...{ lanes: Number(lanes), totalSupply, ...terms, ...fees, rentable, paused },
    held: items.length,
    rented: items.filter(({ state }) => state === "RENTED").length,
    // Every hour of every lane is an event of its own: too many to add up for a page.
    rentCollected: undefined,
  };
  return { vault, items };
}

/** Every NFT vault that the registry announced, read from the chain alone. */
export async function nftVaultsFromChain(): Promise<NftVault[]> {
  const client = chainClient();
  const [addresses, { timestamp }] = await Promise.all([registered("nftVault"), client.getBlock()]);
  const read = await Promise.all(addresses.map((address) => readNftVault(client, address, timestamp)));
  return read.map(({ vault }) => vault);
}

/** One NFT vault and a page of its items, read from the chain alone; undefined where the registry does not know it. */
export async function nftVaultPageFromChain(
  address: Address,
  { state, tokenId, after }: NftVaultQuery,
  pageSize: number,
): Promise<NftVaultPage | undefined> {
  const client = chainClient();
  const [known, { timestamp }] = await Promise.all([isRegistered("nftVault", address), client.getBlock()]);
  if (!known) return undefined;
  const { vault, items } = await readNftVault(client, address, timestamp);
  const fitting = items.filter(
    (item) =>
      (state === undefined || item.state === state) && (tokenId === undefined || item.tokenId === tokenId),
  );
  const from = pageStart(after);
  const [pool, shown] = await Promise.all([
    itemPoolOf(client, vault),
    Promise.all(fitting.slice(from, from + pageSize).map((item) => withPrice(client, vault, item))),
  ]);
  const end = from + shown.length;
  return {
    ...{ vault, pool, items: shown, itemCount: fitting.length },
    next: end < fitting.length ? `from-${end}` : null,
  };
}

/** Where a page of these lists begins; a cursor of the indexer begins anew. */
function pageStart(after: string | undefined): number {
  return Number(/^from-(\d{1,9})$/.exec(after ?? "")?.[1] ?? 0);
}

/** So many seconds cost what one costs scaled by 1e18, which is how prices are kept. */
const WAD_SECONDS = 10n ** 18n;

/** What an item's rent is a second, scaled by 1e18: its own, or the vault's where nobody has proven its own yet. */
export async function rentPriceFromChain(
  client: Client,
  vault: { address: Address; pricePerSecondWad: bigint },
  tokenId: bigint,
): Promise<bigint> {
  const read = { address: vault.address, abi: nftVaultAbi, functionName: "rentPrice" } as const;
  return client.readContract({ ...read, args: [tokenId, WAD_SECONDS] }).catch(() => vault.pricePerSecondWad);
}

async function withPrice(client: Client, vault: NftVault, item: StoredItem): Promise<NftItem> {
  return { ...item, pricePerSecondWad: await rentPriceFromChain(client, vault, item.tokenId) };
}

/** The NFT vaults of a collection that the registry announced, read from the chain alone. */
export async function nftVaultsOf(collection: Address): Promise<Address[]> {
  const client = chainClient();
  const vaults = await registered("nftVault");
  const theirs = await Promise.all(
    vaults.map((address) => client.readContract({ address, abi: nftVaultAbi, functionName: "collection" })),
  );
  return vaults.filter((_, index) => theirs[index] === collection);
}
