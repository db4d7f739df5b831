"use client";

import Link from "next/link";
import { CancelAll } from "#components/marketplace/cancel-all";
import { Panel } from "#components/ui/panel";
import { useOwnOrders } from "#hooks/use-own-orders";
import { useWallet } from "#hooks/use-wallet";

/** How many orders the connected account has open, and the way to call them back. */
export function OwnOrders() {
  const { address } = useWallet();
  const orders = useOwnOrders();
  if (!address) return null;
  return (
    <Panel title="Your orders">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm">
          {orders === undefined ? (
            <span className="text-muted">Published orders show when the indexer answers.</span>
          ) : orders.length === 0 ? (
            <span className="text-muted">None is open.</span>
          ) : (
            <Link
              href={`/positions/${address}`}
              className="underline decoration-line-strong underline-offset-4 hover:decoration-water"
            >
              {orders.length === 1 ? "1 is open" : `${orders.length} are open`}
            </Link>
          )}
        </p>
        <CancelAll />
      </div>
    </Panel>
  );
}
