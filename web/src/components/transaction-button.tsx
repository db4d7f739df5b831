"use client";

import { Check, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { useSwitchChain } from "wagmi";
import { usePublicConfig } from "#components/layout/providers";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { useOpenWalletDialog } from "#components/wallet/wallet-dialog";
import { type TransactionStatus, useTransactions } from "#hooks/use-transactions";
import { useWallet } from "#hooks/use-wallet";
import { cn } from "#lib/cn";
import type { TransactionStep } from "#lib/contract-call";
import { describeError } from "#lib/describe-error";
import { shortAddress } from "#lib/short-address";

const phaseTexts = {
  authorising: "Sign in your wallet…",
  checking: "Checking…",
  signing: "Confirm in your wallet…",
  mining: "Being mined…",
  indexing: "Updating the page…",
};

/**
 * The one button that writes. It shows the first thing that is missing: a wallet, the right chain, then the steps.
 *
 * `steps` are the transactions still needed, in order; `blocked` says why there are none yet.
 */
export function TransactionButton({
  steps,
  blocked,
  success,
  onDone,
}: {
  steps: readonly TransactionStep[];
  blocked?: string | undefined;
  success: string;
  onDone?: () => void;
}) {
  const { address, chainId } = useWallet();
  const { chain } = usePublicConfig();
  const openWallet = useOpenWalletDialog();
  const switchChain = useSwitchChain();
  const { status, run } = useTransactions();
  // The steps as they were at the click: approving shortens `steps` while it runs.
  const [started, setStarted] = useState<readonly TransactionStep[]>([]);

  if (!address) {
    return (
      <Button variant="primary" className="w-full" onClick={openWallet}>
        Connect a wallet
      </Button>
    );
  }
  if (chainId !== chain.id) {
    return (
      <div className="space-y-3">
        <Button
          variant="primary"
          className="w-full"
          disabled={switchChain.isPending}
          onClick={() => switchChain.mutate({ chainId: chain.id })}
        >
          Switch to {chain.name}
        </Button>
        {switchChain.error && <Notice tone="bad" title={describeError(switchChain.error)} />}
      </div>
    );
  }

  const busy = status.phase in phaseTexts;
  const idle = busy || blocked !== undefined || steps.length === 0;
  const visible = busy ? started : steps;
  async function start() {
    setStarted(steps);
    if (await run(steps)) onDone?.();
  }

  return (
    <div className="space-y-3">
      {stages(visible).length > 1 && <Steps steps={visible} status={status} />}
      <Button
        variant="primary"
        className="w-full"
        // Not `disabled`, which would take the focus from whoever works by keyboard, and hide the reason from their reader.
        aria-disabled={idle}
        onClick={() => idle || start()}
      >
        {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
        {busy ? phaseTexts[status.phase as keyof typeof phaseTexts] : (blocked ?? steps.at(0)?.title ?? "…")}
      </Button>
      <Outcome status={status} success={success} />
    </div>
  );
}

/** What a person goes through for the steps: signing comes before the transaction that carries the signature. */
function stages(steps: readonly TransactionStep[]): { title: string; step: number; signing: boolean }[] {
  return steps.flatMap((item, step) => [
    ...("sign" in item ? [{ title: "Sign", step, signing: true }] : []),
    { title: "sign" in item ? "Publish" : item.title, step, signing: false },
  ]);
}

function Steps({ steps, status }: { steps: readonly TransactionStep[]; status: TransactionStatus }) {
  const all = stages(steps);
  const unsigned = status.phase === "authorising" || status.phase === "failed";
  const now =
    "step" in status
      ? all.findIndex(({ step, signing }) => step === status.step && (unsigned || !signing))
      : 0;
  return (
    <ol className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {all.map(({ title, step }, index) => (
        <li
          key={`${step}-${title}`}
          aria-current={index === now ? "step" : undefined}
          className={cn("flex items-center gap-1.5", index > now ? "text-muted" : "text-ink")}
        >
          <span
            className={cn(
              "figures grid size-5 place-items-center rounded-full text-xs",
              index < now ? "bg-water text-on-water" : "border border-line-strong",
            )}
          >
            {index < now ? <Check aria-label="done" className="size-3" /> : index + 1}
          </span>
          {title}
        </li>
      ))}
    </ol>
  );
}

function Outcome({ status, success }: { status: TransactionStatus; success: string }) {
  const { chain } = usePublicConfig();
  const hash = "hash" in status ? status.hash : undefined;
  const link = hash && chain.explorerUrl && (
    <a className="underline" href={`${chain.explorerUrl}/tx/${hash}`} target="_blank" rel="noreferrer">
      {shortAddress(hash)}
    </a>
  );
  return (
    <div aria-live="polite">
      {status.phase === "done" && (
        <p className="flex items-start gap-2 text-sm text-good" data-testid="transaction-success">
          <Check aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            {status.told ?? success}{" "}
            {link || <span className="figures text-muted">{hash && shortAddress(hash)}</span>}
            {!status.indexed && (
              <span className="block text-muted">
                It is on the chain; the indexer is behind, so lists show it a little later.
              </span>
            )}
          </span>
        </p>
      )}
      {status.phase === "failed" && <Notice tone="bad" title={status.message} />}
    </div>
  );
}
