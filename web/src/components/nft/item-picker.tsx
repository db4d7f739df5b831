"use client";

import type { Address } from "viem";
import { ItemImage } from "#components/nft/item-image";
import { cn } from "#lib/cn";

/** A few items by their pictures, of which some are chosen. */
export function ItemPicker({
  legend,
  collection,
  ids,
  chosen,
  onToggle,
}: {
  legend: string;
  collection: Address;
  ids: readonly bigint[];
  chosen: readonly bigint[];
  onToggle: (id: bigint) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{legend}</legend>
      <ul className="grid max-h-64 grid-cols-4 gap-2 overflow-y-auto p-0.5">
        {ids.map((id) => (
          <li key={id.toString()}>
            <button
              type="button"
              aria-pressed={chosen.includes(id)}
              onClick={() => onToggle(id)}
              className={cn(
                "block w-full rounded-md border p-1",
                chosen.includes(id) ? "border-water ring-2 ring-water" : "hover:border-water",
              )}
            >
              <ItemImage collection={collection} tokenId={id} />
              <span className="figures block truncate pt-0.5 text-center text-xs">#{id.toString()}</span>
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
