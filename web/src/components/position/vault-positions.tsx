"use client";

import { toAssetsDown, unlockedRay } from "@millrace/sdk/rate";
import Link from "next/link";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { useChainTime } from "#hooks/use-chain-time";
import { formatAmount } from "#lib/format-amount";
import type { VaultPosition } from "#lib/position-view";
import { rateOf } from "#lib/vault-view";

/** What an account has in vaults, worth what it would leave with now. */
export function VaultPositions({
  positions,
  blockTimestamp,
  withHistory,
}: {
  positions: VaultPosition[];
  blockTimestamp: bigint;
  /** Whether what went in and out is known. */
  withHistory: boolean;
}) {
  const time = useChainTime(blockTimestamp);
  return (
    <Table
      label="Vault positions"
      head={
        <>
          <HeadCell>Vault</HeadCell>
          <HeadCell className="text-right">Worth now</HeadCell>
          <HeadCell className="hidden text-right sm:table-cell">Earned</HeadCell>
          <HeadCell className="hidden text-right sm:table-cell">Shares</HeadCell>
        </>
      }
    >
      {positions.map(({ vault, shares, deposited, withdrawn }) => {
        const assets = toAssetsDown(shares, unlockedRay(rateOf(vault), time));
        const earned = assets + withdrawn - deposited;
        return (
          <tr key={vault.address} data-vault={vault.address.toLowerCase()}>
            <Cell>
              <Link href={`/vaults/${vault.address}`} className="font-medium hover:text-water">
                {vault.name}
              </Link>
            </Cell>
            <Cell className="figures text-right sm:whitespace-nowrap" data-testid="position-assets">
              {formatAmount(assets, vault.asset.decimals, 6)}{" "}
              <span className="text-sm text-muted">{vault.asset.symbol}</span>
            </Cell>
            <Cell
              className={`figures hidden text-right sm:table-cell ${withHistory && earned > 0n ? "text-good" : "text-muted"}`}
            >
              {withHistory
                ? `${earned > 0n ? "+" : ""}${formatAmount(earned, vault.asset.decimals, 6)}`
                : "–"}
            </Cell>
            <Cell
              className="figures hidden text-right text-muted sm:table-cell"
              data-testid="position-shares"
            >
              {formatAmount(shares, vault.decimals, 6)}
            </Cell>
          </tr>
        );
      })}
    </Table>
  );
}
