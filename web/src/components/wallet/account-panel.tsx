"use client";

import { Check, Copy, LogOut, WalletCards } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { type Address, formatEther } from "viem";
import { useBalance, useDisconnect } from "wagmi";
import { usePublicConfig } from "#components/layout/providers";
import { Button, buttonClass } from "#components/ui/button";

/** The connected account: its address, what it has for gas, and the ways out. */
export function AccountPanel({ address, onLeave }: { address: Address; onLeave: () => void }) {
  const disconnect = useDisconnect();
  const { chain } = usePublicConfig();
  const balance = useBalance({ address });
  const [copied, setCopied] = useState(false);

  async function copy() {
    await navigator.clipboard.writeText(address);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  }

  return (
    <div className="space-y-4">
      <p className="figures rounded-md bg-paper p-3 text-sm break-all">{address}</p>
      <p className="text-sm text-muted">
        {balance.data ? `${formatEther(balance.data.value).slice(0, 9)} ${chain.currency.symbol}` : "…"} for
        gas on {chain.name}
      </p>
      <div className="grid grid-cols-2 gap-2">
        <Button onClick={copy}>
          {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
          {copied ? "Copied" : "Copy"}
        </Button>
        <Button
          onClick={() => {
            disconnect.mutate({});
            onLeave();
          }}
        >
          <LogOut aria-hidden className="size-4" />
          Disconnect
        </Button>
        <Link
          href={`/positions/${address}`}
          onClick={onLeave}
          className={`${buttonClass({ variant: "primary" })} col-span-2`}
        >
          <WalletCards aria-hidden className="size-4" />
          My positions
        </Link>
      </div>
    </div>
  );
}
