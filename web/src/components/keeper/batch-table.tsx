import { kindTexts } from "#components/keeper/kind-dot";
import { Cell, HeadCell, Table } from "#components/ui/table";
import type { Batch } from "#lib/batch-view";
import { formatAmount } from "#lib/format-amount";
import { jobKind } from "#lib/job-kind";
import { shortAddress } from "#lib/short-address";

/** The picture's content as a table, for those who would rather read it. */
export function BatchTable({ batches, names }: { batches: Batch[]; names: Record<string, string> }) {
  return (
    <Table
      label="Jobs of the batches"
      head={
        <>
          <HeadCell>Batch</HeadCell>
          <HeadCell>Job</HeadCell>
          <HeadCell>Instance</HeadCell>
          <HeadCell className="text-right">Block</HeadCell>
          <HeadCell className="text-right">Gas used</HeadCell>
          <HeadCell>Sender</HeadCell>
        </>
      }
    >
      {batches.flatMap((batch) =>
        batch.jobs.map((job) => (
          <tr key={job.key}>
            <Cell className="figures">{batch.number.toString()}</Cell>
            <Cell>{kindTexts[jobKind(job.selector)].title}</Cell>
            <Cell title={job.target} className="whitespace-nowrap">
              {names[job.target.toLowerCase()] ?? <span className="figures">{shortAddress(job.target)}</span>}
            </Cell>
            <Cell className="figures text-right">{job.block.toString()}</Cell>
            <Cell className="figures text-right">
              {job.gasUsed === null ? "–" : formatAmount(job.gasUsed, 0)}
            </Cell>
            <Cell className="figures">{shortAddress(job.sender)}</Cell>
          </tr>
        )),
      )}
    </Table>
  );
}
