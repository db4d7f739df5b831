"use client";

import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { CURVE } from "@millrace/sdk/curve";
import { ArrowDownUp } from "lucide-react";
import { useState } from "react";
import { useReadContract } from "wagmi";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { SpendingField } from "#components/spending-field";
import { TransactionButton } from "#components/transaction-button";
import { Button } from "#components/ui/button";
import { useDeadline } from "#hooks/use-deadline";
import { useSpending } from "#hooks/use-spending";
import { approveSteps } from "#lib/approve-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { minOut } from "#lib/min-out";
import type { Pool } from "#lib/pool-view";

const SLIPPAGE_BPS = 50n;
const REFRESH_MS = 4_000;

/** Swaps an exact amount of one of a pool's tokens for the other. */
export function SwapForm({ pool }: { pool: Pool }) {
  const { router } = usePublicConfig();
  const deadline = useDeadline();
  const [reversed, setReversed] = useState(false);
  const [tokenIn, tokenOut] = reversed ? [pool.token1, pool.token0] : [pool.token0, pool.token1];
  const spending = useSpending(tokenIn, router);
  const { account, amount, missing, setText } = spending;

  const quote = useReadContract({
    address: pool.address,
    abi: poolAbi,
    functionName: "quoteOut",
    args: [tokenIn.address, amount],
    query: { enabled: amount > 0n, refetchInterval: REFRESH_MS },
  });
  const out = amount > 0n ? quote.data : undefined;
  const least = out === undefined ? undefined : minOut(out, SLIPPAGE_BPS);
  const blocked =
    missing ?? (out === undefined ? "Asking for the price…" : out === 0n ? "Too small to swap" : undefined);

  const steps: TransactionStep[] = [];
  if (account && blocked === undefined && least !== undefined && deadline !== undefined) {
    const params = {
      tokenIn: tokenIn.address,
      hops: [
        { tokenOut: tokenOut.address, feePips: pool.feePips, shard: pool.shard, curve: CURVE[pool.curve] },
      ],
      amountIn: amount,
      amountOut: least,
      to: account.address,
      deadline,
    };
    steps.push(...approveSteps(tokenIn, router, amount, account.allowance), {
      title: "Swap",
      call: contractCall({ address: router, abi: routerAbi, functionName: "swapExactIn", args: [params] }),
    });
  }

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <SpendingField label="You give" token={tokenIn} spending={spending} />
      <div className="flex items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="text-sm font-medium">You get</p>
          <p className="figures truncate text-xl">
            {out === undefined ? "–" : formatAmount(out, tokenOut.decimals, 6)}{" "}
            <span className="text-sm text-muted">{tokenOut.symbol}</span>
          </p>
        </div>
        <Button
          size="icon"
          aria-label="Swap the other way"
          onClick={() => {
            setReversed(!reversed);
            setText("");
          }}
        >
          <ArrowDownUp aria-hidden className="size-4" />
        </Button>
      </div>
      <FactList
        facts={[
          {
            name: "At least",
            value:
              least === undefined ? "–" : `${formatAmount(least, tokenOut.decimals, 6)} ${tokenOut.symbol}`,
          },
          { name: "Slippage limit", value: "0.5 %" },
          { name: "Pool fee", value: `${pool.feePips / 10_000} %` },
        ]}
      />
      <TransactionButton steps={steps} blocked={blocked} success="Swapped." onDone={() => setText("")} />
    </form>
  );
}
