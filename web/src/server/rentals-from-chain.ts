import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { type Address, erc20Abi, getAbiItem, type Hex } from "viem";
import type { Token } from "#lib/scalars";
import { chainClient } from "#server/chain-client";
import { deployment } from "#server/config";
import { tokenFromChain } from "#server/token-from-chain";

/** A rental out of an NFT vault, or one made longer. */
export interface RentalEvent {
  nftVault: { address: Address; name: string; collection: Address; quoteToken: Token };
  tokenId: bigint;
  payer: Address;
  user: Address;
  expires: bigint;
  paid: bigint;
  timestamp: bigint;
  transactionHash: Hex;
}

/** The rentals of an item, or of a user, out of some vaults, newest first, read from the chain alone. */
export async function rentalsFromChain(
  vaults: readonly Address[],
  of: { id: bigint } | { user: Address },
): Promise<RentalEvent[]> {
  const client = chainClient();
  const rentals = await Promise.all(
    vaults.map(async (address) => {
      const logs = await client.getLogs({
        address,
        event: getAbiItem({ abi: nftVaultAbi, name: "RentItem" }),
        args: of,
        fromBlock: BigInt(deployment().startBlock),
        strict: true,
      });
      if (logs.length === 0) return [];
      const [name, collection, quoteToken] = await Promise.all([
        client.readContract({ address, abi: erc20Abi, functionName: "name" }),
        client.readContract({ address, abi: nftVaultAbi, functionName: "collection" }),
        client.readContract({ address, abi: nftVaultAbi, functionName: "quoteToken" }),
      ]);
      const nftVault = { address, name, collection, quoteToken: await tokenFromChain(client, quoteToken) };
      return Promise.all(
        logs.map(async ({ args, blockNumber, transactionHash }) => ({
          ...{ nftVault, tokenId: args.id, payer: args.payer, user: args.user },
          ...{ expires: args.expires, paid: args.paid, transactionHash },
          timestamp: (await client.getBlock({ blockNumber })).timestamp,
        })),
      );
    }),
  );
  return rentals.flat().toSorted((a, b) => Number(b.timestamp - a.timestamp));
}
