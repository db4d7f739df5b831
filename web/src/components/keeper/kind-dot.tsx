import type { JobKind } from "#lib/job-kind";

/** What each kind is called, and what it does. */
export const kindTexts: Record<JobKind, { title: string; text: string }> = {
  harvest: { title: "Harvest", text: "claims a strategy’s rewards and compounds them" },
  report: { title: "Report", text: "counts a vault’s assets and lets the gain stream" },
  settle: { title: "Settle", text: "closes a gauge’s epoch and credits it" },
  payOut: { title: "Pay out", text: "pays a lane’s positions" },
  collect: { title: "Collect", text: "brings rent and fees to a gauge" },
  sweep: { title: "Sweep", text: "moves lanes’ cash to the buffer" },
  allocate: { title: "Allocate", text: "moves the buffer into a strategy, or back" },
  accrue: { title: "Accrue", text: "gives a market’s interest to its suppliers, and sets its rate" },
  liquidate: { title: "Liquidate", text: "repays an unhealthy debt for its collateral" },
  other: { title: "Other", text: "any other call" },
};

export function KindDot({ kind }: { kind: JobKind }) {
  return (
    <span
      aria-hidden
      className="inline-block size-3 shrink-0 rounded-[3px]"
      style={{ background: `var(--job-${kind})` }}
    />
  );
}
