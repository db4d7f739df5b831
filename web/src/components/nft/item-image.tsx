"use client";

import { type Address, erc721Abi } from "viem";
import { useReadContract } from "wagmi";
import { cn } from "#lib/cn";
import { tokenMetadata } from "#lib/token-image";

/** An item's picture as its contract draws it; nothing is loaded from elsewhere. */
export function ItemImage({
  collection,
  tokenId,
  className,
}: {
  collection: Address;
  tokenId: bigint;
  className?: string;
}) {
  const uri = useReadContract({
    address: collection,
    abi: erc721Abi,
    functionName: "tokenURI",
    args: [tokenId],
    query: { staleTime: Number.POSITIVE_INFINITY },
  });
  const image = uri.data === undefined ? undefined : tokenMetadata(uri.data).image;
  return (
    <div
      className={cn("grid aspect-square place-items-center overflow-hidden rounded-md bg-paper", className)}
    >
      {image ? (
        // biome-ignore lint/performance/noImgElement: a data URI from the chain
        <img src={image} alt={`Item ${tokenId}`} className="size-full object-cover" />
      ) : (
        <span className={cn("figures text-muted", uri.isLoading && "animate-pulse")}>
          #{tokenId.toString()}
        </span>
      )}
    </div>
  );
}
