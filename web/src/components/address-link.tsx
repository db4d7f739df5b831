"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { usePublicConfig } from "#components/layout/providers";
import { shortAddress } from "#lib/short-address";

/** A contract's address, short: to its page in the explorer where there is one, and to copy. */
export function AddressLink({ address }: { address: string }) {
  const { chain } = usePublicConfig();
  const [copied, setCopied] = useState(false);
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {chain.explorerUrl ? (
        <a
          href={`${chain.explorerUrl}/address/${address}`}
          target="_blank"
          rel="noreferrer"
          className="figures underline decoration-line-strong underline-offset-4 hover:decoration-water"
        >
          {shortAddress(address)}
        </a>
      ) : (
        <span className="figures" title={address}>
          {shortAddress(address)}
        </span>
      )}
      <button
        type="button"
        aria-label={`Copy ${address}`}
        className="grid size-6 place-items-center rounded-sm text-muted hover:text-water"
        onClick={async () => {
          await navigator.clipboard.writeText(address);
          setCopied(true);
          setTimeout(() => setCopied(false), 1_500);
        }}
      >
        {copied ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}
      </button>
    </span>
  );
}
