import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#lib/cn";

/** Tells of something that is down or unusual, and the way out. */
export function Notice({
  title,
  children,
  tone = "info",
}: {
  title: string;
  children?: ReactNode;
  tone?: "info" | "bad";
}) {
  const Icon = tone === "bad" ? CircleAlert : Info;
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={cn(
        "flex gap-3 rounded-lg border p-4",
        tone === "bad" ? "border-bad/40 bg-bad-soft" : "bg-brass-soft",
      )}
    >
      <Icon
        aria-hidden
        className={cn("mt-0.5 size-4.5 shrink-0", tone === "bad" ? "text-bad" : "text-brass")}
      />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-0.5 text-sm text-muted">{children}</div>}
      </div>
    </div>
  );
}
