import type { ComponentProps, ReactNode } from "react";
import { cn } from "#lib/cn";

/** A table that scrolls sideways by itself where the screen is narrow; `label` names it to screen readers. */
export function Table({ label, head, children }: { label: string; head: ReactNode; children: ReactNode }) {
  return (
    <section className="overflow-x-auto rounded-lg border bg-sheet" aria-label={label}>
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b">{head}</tr>
        </thead>
        <tbody className="divide-y">{children}</tbody>
      </table>
    </section>
  );
}

export function HeadCell({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn("label px-4 py-2.5 whitespace-nowrap first:pl-5 last:pr-5", className)}
      {...props}
    />
  );
}

export function Cell({ className, ...props }: ComponentProps<"td">) {
  return <td className={cn("px-4 py-3 align-middle first:pl-5 last:pr-5", className)} {...props} />;
}
