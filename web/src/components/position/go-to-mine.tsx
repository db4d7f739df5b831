"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Button } from "#components/ui/button";
import { useOpenWalletDialog } from "#components/wallet/wallet-dialog";
import { useWallet } from "#hooks/use-wallet";

/** Leads the connected account to its positions; offers to connect where there is none. */
export function GoToMine() {
  const { address } = useWallet();
  const router = useRouter();
  const openWallet = useOpenWalletDialog();
  useEffect(() => {
    if (address) router.replace(`/positions/${address}`);
  }, [address, router]);
  if (address) return <p className="text-muted">Opening your positions…</p>;
  return <Button onClick={openWallet}>Connect a wallet to see yours</Button>;
}
