import { OrderPrice } from "#components/marketplace/order-price";
import { Badge } from "#components/ui/badge";
import { formatTime } from "#lib/format-time";
import type { ItemPage } from "#lib/item-view";

/** An item's state at a glance: where it is, until when it is rented, and at what it is listed. */
export function ItemBadges({ page: { place, orders } }: { page: ItemPage }) {
  const best = (kind: "SALE" | "RENTAL") =>
    orders.filter((order) => order.kind === kind).toSorted((a, b) => (a.price < b.price ? -1 : 1))[0];
  const [sale, rental] = [best("SALE"), best("RENTAL")];
  return (
    <ul aria-label="State" className="flex flex-wrap gap-1.5">
      {place?.state === "POOLED" && (
        <li>
          <Badge>pooled</Badge>
        </li>
      )}
      {place?.reserved && (
        <li>
          <Badge tone="water">{place.recalled ? "reserved, not for rent" : "reserved"}</Badge>
        </li>
      )}
      {place?.state === "RENTED" && (
        <li>
          <Badge tone="brass">rented until {formatTime(place.rentedUntil)}</Badge>
        </li>
      )}
      {sale && (
        <li>
          <Badge tone="water">
            <span className="mr-1">for sale at</span>
            <OrderPrice {...sale} />
          </Badge>
        </li>
      )}
      {rental && (
        <li>
          <Badge tone="brass">
            <span className="mr-1">for rent at</span>
            <OrderPrice {...rental} />
          </Badge>
        </li>
      )}
    </ul>
  );
}
