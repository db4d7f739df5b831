import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { PoolList } from "#components/pool/pool-list";
import { Empty } from "#components/ui/empty";
import { pools } from "#server/pools";

export const metadata: Metadata = { title: "Pools" };

export default async function PoolsPage() {
  const sourced = await pools();
  const { data } = sourced;
  return (
    <>
      <PageTitle title="Pools">
        Pairs on the constant-product curve, and on the stable curve for tokens of one value. One pair may
        have several pools, told apart by a shard, so that trades need not queue.
      </PageTitle>
      <SourceNotice sourced={sourced} />
      {data && data.length === 0 && (
        <Empty title="There are no pools yet">Anyone can create one at the factory.</Empty>
      )}
      {data && data.length > 0 && <PoolList pools={data} />}
    </>
  );
}
