import type { Metadata } from "next";
import Link from "next/link";
import { BatchPicture } from "#components/keeper/batch-picture";
import { BatchTable } from "#components/keeper/batch-table";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { buttonClass } from "#components/ui/button";
import { Empty } from "#components/ui/empty";
import { batchPage } from "#server/batches";

export const metadata: Metadata = { title: "Keeper" };

export default async function KeeperPage({
  searchParams,
}: {
  searchParams: Promise<{ after?: string | string[] }>;
}) {
  const { after } = await searchParams;
  const sourced = await batchPage(typeof after === "string" ? after : undefined);
  const { data } = sourced;
  return (
    <>
      <PageTitle title="Keeper">
        Each row is a batch, each cell a job. The jobs of one batch share no storage slot that one of them
        writes, so they run at the same time; what would collide waits for the next row.
      </PageTitle>
      <SourceNotice sourced={sourced} />
      {data && data.batches.length === 0 && (
        <Empty title="No batches yet">The keeper’s first cycle appears here as it is mined.</Empty>
      )}
      {data && data.batches.length > 0 && (
        <>
          <BatchPicture batches={data.batches} names={data.names} />
          <nav aria-label="Batches" className="flex items-center gap-3">
            {after && (
              <Link href="/keeper" className={buttonClass({ size: "sm" })}>
                Newest
              </Link>
            )}
            {data.next && (
              <Link
                href={`/keeper?after=${encodeURIComponent(data.next)}`}
                className={buttonClass({ size: "sm" })}
              >
                Older
              </Link>
            )}
            <span className="label">{data.batchCount} batches in all</span>
          </nav>
          <details>
            <summary className="text-sm font-medium text-water">The same as a table</summary>
            <div className="mt-3">
              <BatchTable batches={data.batches} names={data.names} />
            </div>
          </details>
        </>
      )}
    </>
  );
}
