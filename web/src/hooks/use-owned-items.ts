"use client";

import { useQuery } from "@tanstack/react-query";
import { type Address, ContractFunctionExecutionError, erc721Abi, getAbiItem } from "viem";
import { usePublicClient } from "wagmi";
import { useWallet } from "#hooks/use-wallet";

/** More than these are not listed: nobody picks among them by eye. */
const MOST = 60;

/** The items of a collection that the connected account owns, found by the transfers to it. */
export function useOwnedItems(collection: Address, startBlock: number): bigint[] | undefined {
  const { address } = useWallet();
  const client = usePublicClient();
  const owned = useQuery({
    queryKey: ["owned-items", collection, address],
    enabled: address !== undefined && client !== undefined,
    queryFn: async () => {
      if (!client || !address) return [];
      const received = await client.getLogs({
        address: collection,
        event: getAbiItem({ abi: erc721Abi, name: "Transfer" }),
        args: { to: address },
        fromBlock: BigInt(startBlock),
        strict: true,
      });
      const ids = [...new Set(received.map((log) => log.args.tokenId))];
      const owners = await Promise.all(
        ids.map((id) =>
          client
            .readContract({ address: collection, abi: erc721Abi, functionName: "ownerOf", args: [id] })
            // What was burned since, a receipt given back say, has no owner to name.
            .catch((error: unknown) => {
              if (error instanceof ContractFunctionExecutionError) return undefined;
              throw error;
            }),
        ),
      );
      return ids.filter((_, index) => owners[index] === address).slice(0, MOST);
    },
  });
  return owned.data;
}
