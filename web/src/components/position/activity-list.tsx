import { formatAmount } from "#lib/format-amount";
import { formatTime } from "#lib/format-time";
import type { Activity } from "#lib/position-view";
import { shortAddress } from "#lib/short-address";

/** A gauge position's id is derived by hash, and says nothing to people. */
const LARGEST_SHOWN_ID = 10_000_000n;

/** An event's name as words: "DepositItems" as "Deposit items". */
function kindText(kind: string): string {
  const words = kind.replace(/(?<=[a-z])(?=[A-Z])|_/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function ActivityList({ activity }: { activity: Activity[] }) {
  return (
    <ol className="divide-y rounded-lg border bg-sheet">
      {activity.map((event) => (
        <li
          key={event.id}
          className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 px-4 py-2.5 sm:grid-cols-[10rem_1fr_auto_auto] sm:px-5"
        >
          <span className="font-medium">{kindText(event.kind)}</span>
          <span className="figures text-right sm:text-left">
            {event.amount !== null && event.token && (
              <>
                {formatAmount(event.amount, event.token.decimals)}{" "}
                <span className="text-sm text-muted">{event.token.symbol}</span>
              </>
            )}
            {event.tokenId !== null && event.tokenId < LARGEST_SHOWN_ID && ` #${event.tokenId}`}
          </span>
          <span className="figures label hidden sm:inline" title={event.transactionHash}>
            {shortAddress(event.transactionHash)}
          </span>
          <time className="figures label">{formatTime(event.timestamp)}</time>
        </li>
      ))}
    </ol>
  );
}
