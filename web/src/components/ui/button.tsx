import type { ComponentProps } from "react";
import { cn } from "#lib/cn";

const base =
  "inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55";

const variants = {
  primary: "bg-water text-on-water hover:bg-water/88 disabled:hover:bg-water aria-disabled:hover:bg-water",
  outline: "border border-line-strong bg-sheet text-ink hover:border-water hover:text-water",
  quiet: "text-muted hover:bg-line/60 hover:text-ink",
};

const sizes = {
  md: "h-10 px-4",
  sm: "h-8 px-3 text-sm",
  icon: "size-9",
};

interface Look {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
}

/** The look of a button, for links that act as one. */
export function buttonClass({ variant = "outline", size = "md" }: Look = {}): string {
  return cn(base, variants[variant], sizes[size]);
}

export function Button({
  variant,
  size,
  className,
  type = "button",
  ...props
}: ComponentProps<"button"> & Look) {
  return <button type={type} className={cn(buttonClass({ variant, size } as Look), className)} {...props} />;
}
