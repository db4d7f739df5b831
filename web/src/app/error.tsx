"use client";

import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";

/** What a page shows when making it failed. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <div className="space-y-4">
      <Notice tone="bad" title="This page could not be made">
        The server logged the reason. Your assets are not touched by it.
      </Notice>
      <Button onClick={reset}>Try again</Button>
    </div>
  );
}
