"use client";

import type { Address } from "viem";
import { usePublicConfig } from "#components/layout/providers";
import { ItemPicker } from "#components/nft/item-picker";
import { useOwnedItems } from "#hooks/use-owned-items";
import { useWallet } from "#hooks/use-wallet";

/** The connected account's items of a collection, to choose one or several. */
export function OwnedItemPicker({
  collection,
  chosen,
  onChosen,
  single = false,
}: {
  collection: Address;
  chosen: readonly bigint[];
  onChosen: (ids: readonly bigint[]) => void;
  /** Whether choosing one lets go of the one before. */
  single?: boolean;
}) {
  const { startBlock } = usePublicConfig();
  const { address } = useWallet();
  const owned = useOwnedItems(collection, startBlock);
  if (!address) {
    return <p className="text-sm text-muted">Connect a wallet to see which of your items fit here.</p>;
  }
  if (owned?.length === 0) {
    return <p className="text-sm text-muted">This account owns no item of the collection.</p>;
  }
  return (
    <ItemPicker
      legend="Your items"
      collection={collection}
      ids={owned ?? []}
      chosen={chosen}
      onToggle={(id) => {
        if (chosen.includes(id)) onChosen(chosen.filter((other) => other !== id));
        else onChosen(single ? [id] : [...chosen, id]);
      }}
    />
  );
}
