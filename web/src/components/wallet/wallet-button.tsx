"use client";

import { Button } from "#components/ui/button";
import { useOpenWalletDialog } from "#components/wallet/wallet-dialog";
import { useWallet } from "#hooks/use-wallet";
import { shortAddress } from "#lib/short-address";

export function WalletButton() {
  const { address } = useWallet();
  const open = useOpenWalletDialog();
  if (!address) {
    return (
      <Button variant="primary" size="sm" className="h-9" onClick={open}>
        Connect
      </Button>
    );
  }
  return (
    <Button size="sm" className="figures h-9" onClick={open} aria-label={`Account ${address}`}>
      <span aria-hidden className="size-2 rounded-full bg-good" />
      {shortAddress(address)}
    </Button>
  );
}
