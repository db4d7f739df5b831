import { Notice } from "#components/ui/notice";
import type { Sourced } from "#server/sourced";

/** Says what is down and what that means for this page; nothing where all is well. */
export function SourceNotice({ sourced, missing }: { sourced: Sourced<unknown>; missing?: string }) {
  if (sourced.source === "indexer") return null;
  if (sourced.source === "chain") {
    return (
      <Notice title={sourced.problem}>
        This page is read from the chain instead. {missing ?? "Nothing of it is missing."} All its forms work
        as ever.
      </Notice>
    );
  }
  return (
    <Notice tone="bad" title={sourced.problem}>
      This page has nothing to show until it does. Your assets are not touched by it: the contracts go on, and
      the pages of vaults, NFTs and the marketplace ask the chain’s node themselves.
    </Notice>
  );
}
