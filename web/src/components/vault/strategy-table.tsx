import { Empty } from "#components/ui/empty";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { StrategyName } from "#components/vault/strategy-name";
import { formatCompact } from "#lib/format-compact";
import { formatPercent } from "#lib/format-percent";
import type { VaultDetail } from "#lib/vault-view";

/** Above this, in asset units, an absolute cap is as good as none. */
const NO_CAP = 2n ** 127n;

/** Where a vault puts its assets, in the order in which exits take from there. */
export function StrategyTable({ vault }: { vault: VaultDetail }) {
  if (vault.strategies.length === 0) {
    return <Empty title="No strategies">This vault keeps what it has as cash.</Empty>;
  }
  return (
    <div>
      <h2 className="mb-2 text-[0.95rem] font-semibold">Strategies</h2>
      <Table
        label="Strategies"
        head={
          <>
            <HeadCell>Strategy</HeadCell>
            <HeadCell className="text-right">Shares held</HeadCell>
            <HeadCell className="text-right">Cap</HeadCell>
            <HeadCell className="text-right">Of the vault</HeadCell>
          </>
        }
      >
        {vault.strategies.map(({ strategy, shares, absoluteCap, relativeCapWad }) => (
          <tr key={strategy}>
            <Cell>
              <StrategyName address={strategy} />
            </Cell>
            <Cell className="figures text-right">{formatCompact(shares, vault.asset.decimals)}</Cell>
            <Cell className="figures text-right">
              {absoluteCap >= NO_CAP ? "none" : formatCompact(absoluteCap, vault.asset.decimals)}
            </Cell>
            <Cell className="figures text-right">≤ {formatPercent(relativeCapWad)}</Cell>
          </tr>
        ))}
      </Table>
    </div>
  );
}
