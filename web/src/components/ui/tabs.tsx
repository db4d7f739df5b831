"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cn } from "#lib/cn";

/** More tabs than these take a second row: a form's column has no room for their names. */
const ONE_ROW = 4;

/** Panels of which one shows. */
export function Tabs({
  tabs,
  label,
}: {
  label: string;
  tabs: { value: string; title: string; content: ReactNode }[];
}) {
  return (
    <Base.Root defaultValue={tabs[0]?.value}>
      <Base.List
        aria-label={label}
        className={cn(
          "relative mb-4 gap-1 rounded-md bg-paper p-1",
          tabs.length > ONE_ROW ? "grid grid-cols-3" : "flex",
        )}
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="z-10 h-8 flex-1 rounded-sm px-2 text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-ink data-active:text-ink"
          >
            {tab.title}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute top-0 left-0 h-8 w-(--active-tab-width) translate-x-(--active-tab-left) translate-y-(--active-tab-top) rounded-sm border border-line-strong bg-sheet transition-[translate,width] duration-150" />
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="rounded-sm inert:hidden">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
