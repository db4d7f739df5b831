import { registryAbi } from "@millrace/sdk/abis/registryAbi";
import { type Address, getAbiItem } from "viem";
import { chainClient } from "#server/chain-client";
import { deployment } from "#server/config";

/** `Kind` of IRegistry, as far as pages read instances from the chain. */
const kinds = { vault: 1, gauge: 3, nftVault: 4 } as const;

/** Every instance of a kind that the registry announced, oldest first. */
export async function registered(kind: keyof typeof kinds): Promise<Address[]> {
  const { registry, startBlock } = deployment();
  const logs = await chainClient().getLogs({
    address: registry,
    event: getAbiItem({ abi: registryAbi, name: "Register" }),
    args: { kind: kinds[kind] },
    fromBlock: BigInt(startBlock),
    strict: true,
  });
  return logs.map(({ args }) => args.instance);
}

/** Whether the registry announced an instance as one of a kind. */
export async function isRegistered(kind: keyof typeof kinds, instance: Address): Promise<boolean> {
  const found = await chainClient().readContract({
    address: deployment().registry,
    abi: registryAbi,
    functionName: "kindOf",
    args: [instance],
  });
  return found === kinds[kind];
}
