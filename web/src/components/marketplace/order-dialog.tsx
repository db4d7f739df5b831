"use client";

import { BuyForm } from "#components/marketplace/buy-form";
import { CancelForm } from "#components/marketplace/cancel-form";
import { SellForm } from "#components/marketplace/sell-form";
import { Dialog } from "#components/ui/dialog";
import { useWallet } from "#hooks/use-wallet";
import { formatTime } from "#lib/format-time";
import type { PublishedOrder } from "#lib/order-view";

/** One order, and what the connected account may do with it: take it, or as its maker call it back. */
export function OrderDialog({
  order,
  name,
  promised,
  onClose,
}: {
  order: PublishedOrder;
  /** The collection's. */
  name: string;
  /** What the account's other open offers may take of the order's currency. */
  promised: bigint;
  onClose: () => void;
}) {
  const { address } = useWallet();
  const subject = order.kind === "COLLECTION_OFFER" ? `any ${name}` : `#${order.tokenId}`;
  const mine = order.maker === address;
  const selling = order.kind === "SALE";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        mine
          ? `Cancel ${selling ? "the sale of" : "the offer for"} ${subject}`
          : `${selling ? "Buy" : "Sell"} ${subject}`
      }
      description={`${name}, open until ${formatTime(order.end)}`}
    >
      {mine ? (
        <CancelForm order={order} />
      ) : selling ? (
        <BuyForm order={order} promised={promised} />
      ) : (
        <SellForm order={order} />
      )}
    </Dialog>
  );
}
