"use client";

import Link from "next/link";
import type { VaultAccount } from "#hooks/use-vault-account";
import { useWallet } from "#hooks/use-wallet";
import { formatAmount } from "#lib/format-amount";
import type { VaultDetail } from "#lib/vault-view";

/** What the connected account has in this vault, as the chain says. */
export function MyPosition({ vault, account }: { vault: VaultDetail; account: VaultAccount | undefined }) {
  const { address } = useWallet();
  if (!address) return <p className="text-sm text-muted">Connect a wallet to see what you have here.</p>;
  if (!account) return <p className="text-sm text-muted">Reading the chain…</p>;
  return (
    <div>
      <p className="figures text-2xl font-medium" data-testid="my-assets">
        {formatAmount(account.assets, vault.asset.decimals, 6)}{" "}
        <span className="text-base text-muted">{vault.asset.symbol}</span>
      </p>
      <p className="label mt-1">
        <span className="figures" data-testid="my-shares">
          {formatAmount(account.shares, vault.decimals, 6)}
        </span>{" "}
        {vault.symbol}
      </p>
      <Link
        href={`/positions/${account.address}`}
        className="mt-2 inline-block text-sm text-water hover:underline"
      >
        All my positions
      </Link>
    </div>
  );
}
