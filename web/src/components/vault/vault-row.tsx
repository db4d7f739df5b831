import { RAY, toAssetsDown, unlockedRay } from "@millrace/sdk/rate";
import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { LaneStrip } from "#components/vault/lane-strip";
import { formatCompact } from "#lib/format-compact";
import { formatPercent } from "#lib/format-percent";
import { lookThrough } from "#lib/look-through";
import { WAD } from "#lib/price";
import { rateOf, type VaultSummary } from "#lib/vault-view";

/** The columns of the vaults' list, shared by its heading and rows. */
export const vaultColumns = "md:grid-cols-[minmax(0,2.2fr)_1.1fr_0.9fr_0.8fr_1.3fr]";

/** One vault of the list; the whole row leads to it. */
export function VaultRow({ vault, time }: { vault: VaultSummary; time: bigint }) {
  const price = unlockedRay(rateOf(vault), time);
  const assets = toAssetsDown(vault.totalSupply, price);
  const worth = lookThrough([{ token: vault.asset, amount: assets }], vault.pool ? [vault.pool] : []);
  // Profit that still streams counts: it is reported, and belongs to those who are here. At the start one whole share
  // is one whole asset.
  const startRay = (RAY * 10n ** BigInt(vault.asset.decimals)) / 10n ** BigInt(vault.decimals);
  const growthWad = ((vault.fullRay - startRay) * WAD) / startRay;
  return (
    <li>
      <Link
        href={`/vaults/${vault.address}`}
        className={`grid grid-cols-2 items-center gap-x-4 gap-y-2 px-4 py-3.5 transition-colors hover:bg-water-soft/50 sm:px-5 ${vaultColumns}`}
      >
        <span className="col-span-2 min-w-0 md:col-span-1">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium">{vault.name}</span>
            {vault.paused && <Badge tone="bad">paused</Badge>}
          </span>
          <span className="label">
            {vault.symbol} ·{" "}
            {vault.strategies.length === 1 ? "1 strategy" : `${vault.strategies.length} strategies`}
          </span>
        </span>
        <span className="figures md:text-right">
          {worth.map(({ token, amount }) => (
            <span key={token.address} className="block">
              {formatCompact(amount, token.decimals)}{" "}
              <span className="text-sm text-muted">{token.symbol}</span>
            </span>
          ))}
        </span>
        <span className="figures text-right">
          {growthWad > 0n && "+"}
          {formatPercent(growthWad, 3)}
        </span>
        <span className="figures hidden text-right md:block">{vault.positionCount ?? "–"}</span>
        <LaneStrip
          amounts={vault.laneCash}
          label={`Cash by lane, ${vault.laneCash.filter((cash) => cash > 0n).length} of ${vault.lanes} lanes hold some`}
          className="col-span-2 md:col-span-1 md:ml-4"
        />
      </Link>
    </li>
  );
}
