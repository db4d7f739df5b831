"use client";

import { Check, ShoppingCart } from "lucide-react";
import Link from "next/link";
import type { Address } from "viem";
import { orderAction } from "#components/marketplace/order-dialog";
import { OrderPrice } from "#components/marketplace/order-price";
import { ItemImage } from "#components/nft/item-image";
import { Badge } from "#components/ui/badge";
import { buttonClass } from "#components/ui/button";
import { useWallet } from "#hooks/use-wallet";
import { cn } from "#lib/cn";
import { itemName } from "#lib/item-name";
import { itemPath } from "#lib/item-path";
import type { PublishedOrder } from "#lib/order-view";
import { shortAddress } from "#lib/short-address";

/** The items that are for sale or for rent; choosing one opens it, and sales may be put into a cart. */
export function OrderGrid({
  orders,
  nameOf,
  inCart,
  onChoose,
  onCart,
}: {
  orders: readonly PublishedOrder[];
  nameOf: (collection: Address) => string;
  inCart: ReadonlySet<string>;
  onChoose: (order: PublishedOrder) => void;
  onCart: (order: PublishedOrder) => void;
}) {
  const { address } = useWallet();
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
      {orders.map((order) => {
        const mine = order.maker === address;
        const name = itemName(order.tokenId);
        const action = orderAction(order, address);
        const chosen = inCart.has(order.hash);
        return (
          <li
            key={order.hash}
            className={cn(
              "flex flex-col rounded-lg border bg-sheet p-1.5 transition-colors",
              chosen ? "border-water ring-2 ring-water" : "hover:border-water",
            )}
          >
            <Link href={itemPath(order.collection, order.tokenId)} aria-label={`About ${name}`}>
              <ItemImage collection={order.collection} tokenId={order.tokenId} />
            </Link>
            <span className="flex items-center justify-between gap-2 px-0.5 pt-1.5">
              <span className="figures truncate text-sm">{name}</span>
              {mine && <Badge tone="water">yours</Badge>}
            </span>
            <span className="label truncate px-0.5">{nameOf(order.collection)}</span>
            <span className="label truncate px-0.5">by {shortAddress(order.maker)}</span>
            <span className="px-0.5 pt-1 pb-2 font-medium">
              <OrderPrice {...order} />
            </span>
            <span className="mt-auto flex gap-1.5">
              <button
                type="button"
                aria-label={
                  mine
                    ? `Cancel the ${order.kind === "SALE" ? "sale" : "rental"} of ${name}`
                    : `${action} ${name}`
                }
                onClick={() => onChoose(order)}
                className={cn(buttonClass({ size: "sm" }), "min-w-0 flex-1")}
              >
                {action}
              </button>
              {!mine && order.kind === "SALE" && (
                <button
                  type="button"
                  aria-pressed={chosen}
                  aria-label={`Put ${name} into the cart`}
                  onClick={() => onCart(order)}
                  className={buttonClass({ size: "sm", variant: chosen ? "primary" : "outline" })}
                >
                  {chosen ? (
                    <Check aria-hidden className="size-4" />
                  ) : (
                    <ShoppingCart aria-hidden className="size-4" />
                  )}
                </button>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
