import { AddressLink } from "#components/address-link";
import { FactList } from "#components/fact-list";
import { KindDot, kindTexts } from "#components/keeper/kind-dot";
import type { BatchJob } from "#lib/batch-view";
import { formatAmount } from "#lib/format-amount";
import { jobKind } from "#lib/job-kind";
import { shortAddress } from "#lib/short-address";

/** The job under the pointer or the focus. */
export function JobDetail({ job, name }: { job: BatchJob; name: string | undefined }) {
  const kind = jobKind(job.selector);
  return (
    <aside
      aria-label="Job"
      className="sticky bottom-16 rounded-lg border bg-sheet p-4 shadow-lg lg:top-20 lg:bottom-auto lg:p-5 lg:shadow-none"
    >
      <h2 className="flex items-center gap-2 font-semibold">
        <KindDot kind={kind} />
        {kindTexts[kind].title}
      </h2>
      <p className="label mt-0.5 mb-3">{kindTexts[kind].text}</p>
      <FactList
        facts={[
          ...(name ? [{ name: "Of", value: <span className="font-sans">{name}</span> }] : []),
          { name: "Target", value: <AddressLink address={job.target} /> },
          { name: "Sender", value: <AddressLink address={job.sender} /> },
          { name: "Block", value: `${job.block}, index ${job.transactionIndex}` },
          { name: "Gas used", value: job.gasUsed === null ? "–" : formatAmount(job.gasUsed, 0) },
          {
            name: "Transaction",
            value: <span title={job.transactionHash}>{shortAddress(job.transactionHash)}</span>,
          },
        ]}
      />
    </aside>
  );
}
