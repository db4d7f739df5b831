import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AddressLink } from "#components/address-link";
import { ItemBadges } from "#components/item/item-badges";
import { ItemHistory } from "#components/item/item-history";
import { ItemView } from "#components/item/item-view";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { Empty } from "#components/ui/empty";
import { itemName } from "#lib/item-name";
import { parseAddress } from "#lib/parse-address";
import { parseItemId } from "#lib/parse-item-id";
import { itemPage } from "#server/item";

interface Props {
  params: Promise<{ collection: string; id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = parseItemId((await params).id);
  return { title: id === undefined ? "Item" : `Item ${itemName(id)}` };
}

export default async function ItemRoute({ params }: Props) {
  const { collection: collectionText, id: idText } = await params;
  const [address, id] = [parseAddress(collectionText), parseItemId(idText)];
  if (!address || id === undefined) notFound();
  const sourced = await itemPage(address, id);
  const { data } = sourced;
  return (
    <>
      <PageTitle
        title={
          <>
            {data?.collection && `${data.collection.name} `}
            <span className="figures whitespace-nowrap">{itemName(id)}</span>
          </>
        }
        aside={data && <ItemBadges page={data} />}
      >
        <span className="flex flex-wrap items-center gap-x-3 text-sm">
          <span>
            collection <AddressLink address={address} />
          </span>
        </span>
      </PageTitle>
      <SourceNotice sourced={sourced} />
      {data && (
        <>
          <ItemView collection={address} id={id} page={data} />
          <section>
            <h2 className="mb-2.5 text-[1.05rem] font-semibold">History</h2>
            {data.trades.length + data.rentals.length === 0 ? (
              <Empty title="It was never traded or rented here" />
            ) : (
              <ItemHistory page={data} />
            )}
          </section>
        </>
      )}
    </>
  );
}
