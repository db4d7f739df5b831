import type { ReactNode } from "react";

/** One figure with its name; inside a `dl`. */
export function Stat({
  label,
  children,
  detail,
}: {
  label: string;
  children: ReactNode;
  detail?: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <dt className="label">{label}</dt>
      <dd className="figures mt-0.5 truncate text-[1.15rem] font-medium">{children}</dd>
      {detail && <dd className="label mt-0.5">{detail}</dd>}
    </div>
  );
}
