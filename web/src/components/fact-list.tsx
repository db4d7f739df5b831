import type { ReactNode } from "react";

/** Names and values of a preview, one a line. */
export function FactList({ facts }: { facts: { name: string; value: ReactNode; note?: ReactNode }[] }) {
  return (
    <dl className="space-y-1.5 text-sm">
      {facts.map(({ name, value, note }) => (
        <div key={name}>
          <div className="flex items-baseline justify-between gap-4">
            <dt className="text-muted">{name}</dt>
            <dd className="figures text-right">{value}</dd>
          </div>
          {note && <dd className="label mt-0.5 max-w-[34ch]">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
