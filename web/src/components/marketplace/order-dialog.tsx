"use client";

import { BuyForm } from "#components/marketplace/buy-form";
import { CancelForm } from "#components/marketplace/cancel-form";
import { RentOrderForm } from "#components/marketplace/rent-order-form";
import { SellForm } from "#components/marketplace/sell-form";
import { Dialog } from "#components/ui/dialog";
import { useWallet } from "#hooks/use-wallet";
import { formatTime } from "#lib/format-time";
import { type Collection, isOffer, orderSubject, type PublishedOrder } from "#lib/order-view";
import { shortAddress } from "#lib/short-address";

const actions = {
  SALE: { take: "Buy", own: "the sale of" },
  RENTAL: { take: "Rent", own: "the rental of" },
  OFFER: { take: "Sell", own: "the offer for" },
  COLLECTION_OFFER: { take: "Sell", own: "the offer for" },
} as const;

/** What the button of an order says to who looks at it. */
export function orderAction({ kind, maker }: PublishedOrder, viewer: string | undefined): string {
  return maker === viewer ? "Cancel" : actions[kind].take;
}

/** One order, and what the connected account may do with it: take it, or as its maker call it back. */
export function OrderDialog({
  order,
  collection,
  onClose,
}: {
  order: PublishedOrder;
  /** Undefined where it is not one of those known here. */
  collection: Collection | undefined;
  onClose: () => void;
}) {
  const { address } = useWallet();
  const subject = orderSubject(order);
  const mine = order.maker === address;
  const name = collection?.name ?? shortAddress(order.collection);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={mine ? `Cancel ${actions[order.kind].own} ${subject}` : `${actions[order.kind].take} ${subject}`}
      description={`${name}. Open until: ${formatTime(order.end)}`}
    >
      {mine ? (
        <CancelForm order={order} />
      ) : isOffer(order) ? (
        <SellForm order={order} collection={collection} />
      ) : order.kind === "RENTAL" ? (
        <RentOrderForm order={order} />
      ) : (
        <BuyForm order={order} collection={collection} />
      )}
    </Dialog>
  );
}
