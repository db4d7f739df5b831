import { toAssetsDown, unlockedRay } from "@millrace/sdk/rate";
import { type Address, erc20Abi } from "viem";
import type { AccountPage } from "#lib/position-view";
import { rateOf } from "#lib/vault-view";
import { chainClient } from "#server/chain-client";
import { vaultsFromChain } from "#server/vaults-from-chain";

/** An account's vault positions by its balances; what only events tell (gauges' ids, history) is left out. */
export async function positionsFromChain(owner: Address): Promise<AccountPage> {
  const client = chainClient();
  const [vaults, block] = await Promise.all([vaultsFromChain(), client.getBlock()]);
  const positions = await Promise.all(
    vaults.map(async (vault) => {
      const balance = {
        address: vault.address,
        abi: erc20Abi,
        functionName: "balanceOf",
        args: [owner],
      } as const;
      const shares = await client.readContract(balance);
      const assets = toAssetsDown(shares, unlockedRay(rateOf(vault), block.timestamp));
      return { vault, shares, assets, deposited: 0n, withdrawn: 0n };
    }),
  );
  return {
    account: {
      vaultPositions: positions.filter((position) => position.shares > 0n),
      gaugePositions: [],
      poolPositions: [],
      marketPositions: [],
      nftVaultPositions: [],
      rentals: [],
    },
    activity: { nodes: [] },
    orders: { nodes: [] },
    collections: [],
    vaults: { nodes: vaults.map(({ address, name, asset }) => ({ address, name, asset })) },
    meta: { blockTimestamp: block.timestamp },
  };
}
