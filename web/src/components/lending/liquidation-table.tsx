import { AddressLink } from "#components/address-link";
import { Panel } from "#components/ui/panel";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { formatAmount } from "#lib/format-amount";
import { formatTime } from "#lib/format-time";
import type { Liquidation, Market } from "#lib/market-view";

/** The latest liquidations of a market. */
export function LiquidationTable({
  liquidations,
  market: { asset, collateral },
}: {
  liquidations: Liquidation[];
  market: Market;
}) {
  if (liquidations.length === 0) {
    return (
      <Panel title="Liquidations">
        <p className="text-sm text-muted">Nobody was liquidated here yet.</p>
      </Panel>
    );
  }
  return (
    <Table
      label="Liquidations"
      head={
        <>
          <HeadCell>When</HeadCell>
          <HeadCell>Borrower</HeadCell>
          <HeadCell className="text-right">Repaid</HeadCell>
          <HeadCell className="text-right">Seized</HeadCell>
          <HeadCell className="text-right">Written off</HeadCell>
        </>
      }
    >
      {liquidations.map(
        ({ borrower, assets, seizedCollateral, badDebtAssets, timestamp, transactionHash }) => (
          <tr key={`${transactionHash}-${borrower}`}>
            <Cell className="figures text-sm whitespace-nowrap">{formatTime(timestamp)}</Cell>
            <Cell>
              <AddressLink address={borrower} />
            </Cell>
            <Cell className="figures text-right whitespace-nowrap">
              {formatAmount(assets, asset.decimals)} {asset.symbol}
            </Cell>
            <Cell className="figures text-right whitespace-nowrap">
              {formatAmount(seizedCollateral, collateral.decimals)} {collateral.symbol}
            </Cell>
            <Cell className="figures text-right whitespace-nowrap">
              {badDebtAssets === 0n ? "–" : `${formatAmount(badDebtAssets, asset.decimals)} ${asset.symbol}`}
            </Cell>
          </tr>
        ),
      )}
    </Table>
  );
}
