import { Empty } from "#components/ui/empty";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { formatAmount } from "#lib/format-amount";
import { formatCompact } from "#lib/format-compact";
import { formatTime } from "#lib/format-time";
import type { Token } from "#lib/scalars";
import { shortAddress } from "#lib/short-address";
import type { VaultReport } from "#lib/vault-view";

/** How many of the latest reports are listed. */
const SHOWN = 10;

/** What the latest reports found, newest first. */
export function ReportTable({ reports, asset }: { reports: VaultReport[]; asset: Token }) {
  return (
    <div>
      <h2 className="mb-2 text-[0.95rem] font-semibold">Reports</h2>
      {reports.length === 0 ? (
        <Empty title="No reports yet">The keeper reports what the strategies earned.</Empty>
      ) : (
        <Table
          label="Reports"
          head={
            <>
              <HeadCell>When</HeadCell>
              <HeadCell className="text-right">Result, {asset.symbol}</HeadCell>
              <HeadCell className="text-right">Assets after</HeadCell>
              <HeadCell className="text-right">Transaction</HeadCell>
            </>
          }
        >
          {reports
            .toReversed()
            .slice(0, SHOWN)
            .map((report) => (
              <tr key={report.id}>
                <Cell className="figures text-sm whitespace-nowrap">{formatTime(report.timestamp)}</Cell>
                <Cell className={`figures text-right ${report.loss > 0n ? "text-bad" : "text-good"}`}>
                  {report.loss > 0n
                    ? formatAmount(-report.loss, asset.decimals, 6)
                    : `+${formatAmount(report.gain, asset.decimals, 6)}`}
                </Cell>
                <Cell className="figures text-right">{formatCompact(report.assets, asset.decimals)}</Cell>
                <Cell className="figures text-right text-sm text-muted" title={report.transactionHash}>
                  {shortAddress(report.transactionHash)}
                </Cell>
              </tr>
            ))}
        </Table>
      )}
    </div>
  );
}
