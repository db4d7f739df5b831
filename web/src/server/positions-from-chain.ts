import { toAssetsDown, unlockedRay } from "@millrace/sdk/rate";
import { type Address, erc20Abi } from "viem";
import type { AccountPage } from "#lib/position-view";
import { rateOf } from "#lib/vault-view";
import { chainClient } from "#server/chain-client";
import { collectionsFromChain } from "#server/collections";
import { marketFromChain } from "#server/market-from-chain";
import { registered } from "#server/registered";
import { rentalsFromChain } from "#server/rentals-from-chain";
import { vaultsFromChain } from "#server/vaults-from-chain";

/**
 * What an account has in vaults and NFT vaults by its balances, its rentals and its orders; the ids of its stakes, its
 * shares of pools and its history are left out.
 */
export async function positionsFromChain(owner: Address): Promise<AccountPage> {
  const client = chainClient();
  const [vaults, nftVaults, collections, { orders, time }] = await Promise.all([
    vaultsFromChain(),
    registered("nftVault"),
    collectionsFromChain(),
    marketFromChain(),
  ]);
  const balanceOf = (address: Address) =>
    client.readContract({ address, abi: erc20Abi, functionName: "balanceOf", args: [owner] });
  const [vaultPositions, nftVaultPositions, rentals] = await Promise.all([
    Promise.all(
      vaults.map(async (vault) => {
        const shares = await balanceOf(vault.address);
        const assets = toAssetsDown(shares, unlockedRay(rateOf(vault), time));
        return { vault, shares, assets, deposited: 0n, withdrawn: 0n };
      }),
    ),
    Promise.all(
      nftVaults.map(async (address) => {
        const token = { address, abi: erc20Abi } as const;
        const [name, symbol, balance] = await Promise.all([
          client.readContract({ ...token, functionName: "name" }),
          client.readContract({ ...token, functionName: "symbol" }),
          balanceOf(address),
        ]);
        return { nftVault: { address, name, symbol }, balance };
      }),
    ),
    rentalsFromChain(nftVaults, { user: owner }),
  ]);
  return {
    account: {
      vaultPositions: vaultPositions.filter(({ shares }) => shares > 0n),
      nftVaultPositions: nftVaultPositions.filter(({ balance }) => balance > 0n),
      ...{ rentals, gaugePositions: [], poolPositions: [], marketPositions: [] },
    },
    activity: { nodes: [] },
    orders: { nodes: orders.filter(({ maker }) => maker === owner) },
    collections,
    vaults: { nodes: vaults.map(({ address, name, asset }) => ({ address, name, asset })) },
    meta: { blockTimestamp: time },
  };
}
