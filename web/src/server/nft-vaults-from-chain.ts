import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { registryAbi } from "@millrace/sdk/abis/registryAbi";
import { type Address, getAbiItem } from "viem";
import { chainClient } from "#server/chain-client";
import { deployment } from "#server/config";

/** `Kind.NftVault` of IRegistry. */
const NFT_VAULT_KIND = 4;

/** The NFT vaults of a collection that the registry announced, read from the chain alone. */
export async function nftVaultsOf(collection: Address): Promise<Address[]> {
  const client = chainClient();
  const { registry, startBlock } = deployment();
  const logs = await client.getLogs({
    address: registry,
    event: getAbiItem({ abi: registryAbi, name: "Register" }),
    args: { kind: NFT_VAULT_KIND },
    fromBlock: BigInt(startBlock),
    strict: true,
  });
  const vaults = logs.map(({ args }) => args.instance);
  const theirs = await Promise.all(
    vaults.map((address) => client.readContract({ address, abi: nftVaultAbi, functionName: "collection" })),
  );
  return vaults.filter((_, index) => theirs[index] === collection);
}
