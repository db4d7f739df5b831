import type { ReactNode } from "react";
import { cn } from "#lib/cn";

const tones = {
  plain: "border-line-strong text-muted",
  water: "border-transparent bg-water-soft text-water",
  brass: "border-transparent bg-brass-soft text-brass",
  bad: "border-transparent bg-bad-soft text-bad",
};

export function Badge({ tone = "plain", children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={cn("inline-flex h-5 items-center rounded-sm border px-1.5 text-xs font-medium", tones[tone])}
    >
      {children}
    </span>
  );
}
