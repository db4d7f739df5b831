"use client";

import { useSyncExternalStore } from "react";
import type { Address } from "viem";
import { useConnection } from "wagmi";

const subscribe = () => () => {};

/**
 * The connected account, or none while the page comes alive.
 *
 * A remembered wallet reconnects before the parts of a page that stream in late are hydrated; React must find there what
 * the server sent, which knows no wallet.
 */
export function useWallet(): { address: Address | undefined; chainId: number | undefined } {
  const { address, chainId } = useConnection();
  const hydrated = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  return hydrated ? { address, chainId } : { address: undefined, chainId: undefined };
}
