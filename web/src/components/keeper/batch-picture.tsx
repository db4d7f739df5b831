"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { JobDetail } from "#components/keeper/job-detail";
import { KindDot, kindTexts } from "#components/keeper/kind-dot";
import type { Batch, BatchJob } from "#lib/batch-view";
import { formatTime } from "#lib/format-time";
import { jobKind, jobKinds } from "#lib/job-kind";

/** A batch's jobs in the order of the chain. */
function inOrder(batch: Batch): BatchJob[] {
  return batch.jobs.toSorted((a, b) => Number(a.block - b.block) || a.transactionIndex - b.transactionIndex);
}

/**
 * Batches as rows and their jobs as cells, coloured by kind.
 *
 * One cell is in the tab order; arrow keys go from job to job and from batch to batch.
 */
export function BatchPicture({ batches, names }: { batches: Batch[]; names: Record<string, string> }) {
  const rows = batches.map((batch) => ({ batch, jobs: inOrder(batch) }));
  const [current, setCurrent] = useState<{ row: number; cell: number }>({ row: 0, cell: 0 });
  const grid = useRef<HTMLDivElement>(null);
  const used = jobKinds.filter((kind) =>
    rows.some(({ jobs }) => jobs.some((job) => jobKind(job.selector) === kind)),
  );
  const selected = rows[current.row]?.jobs[current.cell];

  function onKeyDown(event: KeyboardEvent) {
    const moves: Record<string, [number, number]> = {
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const row = Math.min(rows.length - 1, Math.max(0, current.row + move[0]));
    const cell = Math.min((rows[row]?.jobs.length ?? 1) - 1, Math.max(0, current.cell + move[1]));
    setCurrent({ row, cell });
    grid.current?.querySelector<HTMLButtonElement>(`[data-cell="${row}-${cell}"]`)?.focus();
  }

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="overflow-hidden rounded-lg border bg-sheet">
        <ul className="flex flex-wrap gap-x-4 gap-y-1.5 border-b px-4 py-3 sm:px-5">
          {used.map((kind) => (
            <li key={kind} className="flex items-center gap-1.5 text-sm" title={kindTexts[kind].text}>
              <KindDot kind={kind} />
              {kindTexts[kind].title}
            </li>
          ))}
        </ul>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the buttons inside */}
        <div ref={grid} onKeyDown={onKeyDown} className="divide-y">
          {rows.map(({ batch, jobs }, row) => (
            <div
              key={batch.number.toString()}
              className="grid gap-x-5 gap-y-2 px-4 py-3 sm:grid-cols-[12rem_1fr] sm:px-5"
            >
              <div>
                <p className="font-medium">
                  Batch <span className="figures">{batch.number.toString()}</span>
                </p>
                <p className="label">
                  {jobs.length === 1 ? "1 job" : `${jobs.length} jobs`} in{" "}
                  {batch.firstBlock === batch.lastBlock
                    ? `block ${batch.firstBlock}`
                    : `blocks ${batch.firstBlock}–${batch.lastBlock}`}
                </p>
                <p className="label">{formatTime(batch.timestamp)}</p>
              </div>
              <div className="flex flex-wrap content-start gap-[3px]">
                {jobs.map((job, cell) => {
                  const active = current.row === row && current.cell === cell;
                  const kind = jobKind(job.selector);
                  return (
                    <button
                      key={job.key}
                      type="button"
                      data-cell={`${row}-${cell}`}
                      tabIndex={active ? 0 : -1}
                      aria-label={`${kindTexts[kind].title}, ${names[job.target.toLowerCase()] ?? job.target}, block ${job.block}`}
                      aria-pressed={active}
                      onFocus={() => setCurrent({ row, cell })}
                      onMouseEnter={() => setCurrent({ row, cell })}
                      className="size-[18px] rounded-[3px] transition-transform aria-pressed:scale-115 aria-pressed:ring-2 aria-pressed:ring-ink"
                      style={{ background: `var(--job-${kind})` }}
                    />
                  );
                })}
              </div>
            </div>
          ))}
        </div>
      </div>
      {selected && <JobDetail job={selected} name={names[selected.target.toLowerCase()]} />}
    </div>
  );
}
