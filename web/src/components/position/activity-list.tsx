import { formatAmount } from "#lib/format-amount";
import { formatTime } from "#lib/format-time";
import type { Activity } from "#lib/position-view";
import { shortAddress } from "#lib/short-address";

/** An event's name as words: "DepositItems" as "Deposit items". */
function kindText(kind: string): string {
  const words = kind.replace(/(?<=[a-z])(?=[A-Z])|_/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function ActivityList({ activity }: { activity: Activity[] }) {
  return (
    <ol className="divide-y rounded-lg border bg-sheet">
      {activity.map((event) => (
        <li key={event.id} className="flex flex-wrap items-baseline gap-x-4 px-4 py-2.5 sm:px-5">
          <span className="w-36 font-medium">{kindText(event.kind)}</span>
          <span className="figures flex-1">
            {event.amount !== null && event.token && (
              <>
                {formatAmount(event.amount, event.token.decimals, 6)} {event.token.symbol}
              </>
            )}
            {event.tokenId !== null && event.tokenId < 1_000_000n && ` #${event.tokenId}`}
          </span>
          <span className="figures label" title={event.transactionHash}>
            {shortAddress(event.transactionHash)}
          </span>
          <time className="figures label">{formatTime(event.timestamp)}</time>
        </li>
      ))}
    </ol>
  );
}
