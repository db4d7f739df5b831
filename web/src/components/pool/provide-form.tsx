"use client";

import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { CURVE } from "@millrace/sdk/curve";
import { useId, useState } from "react";
import { useReadContract } from "wagmi";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { SpendingField } from "#components/spending-field";
import { TransactionButton } from "#components/transaction-button";
import { useDeadline } from "#hooks/use-deadline";
import { useSpending } from "#hooks/use-spending";
import { approveSteps } from "#lib/approve-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { minOut } from "#lib/min-out";
import { poolShareDecimals } from "#lib/pool-share-decimals";
import type { Pool } from "#lib/pool-view";
import { zapLiquidity, zapLiquidityAtQuote } from "#lib/zap-liquidity";

const SLIPPAGE_BPS = 100n;
const REFRESH_MS = 4_000;

/** Brings one token to a pool: the router swaps a part of it, adds both sides, and gives the pool's share. */
export function ProvideForm({ pool }: { pool: Pool }) {
  const { router } = usePublicConfig();
  const deadline = useDeadline();
  const field = useId();
  const [side, setSide] = useState<0 | 1>(1);
  const [tokenIn, other, reserveIn, reserveOut] =
    side === 0
      ? [pool.token0, pool.token1, pool.reserve0, pool.reserve1]
      : [pool.token1, pool.token0, pool.reserve1, pool.reserve0];
  const spending = useSpending(tokenIn, router);
  const { account, amount, missing, setText } = spending;
  const decimals = poolShareDecimals(pool);
  // The stable curve has no formula as short: the pool says what a half would be swapped for.
  const half = amount / 2n;
  const quote = useReadContract({
    address: pool.address,
    abi: poolAbi,
    functionName: "quoteOut",
    args: [tokenIn.address, half],
    query: { enabled: pool.curve === "STABLE" && half > 0n, refetchInterval: REFRESH_MS },
  });
  const expected =
    pool.curve === "STABLE"
      ? zapLiquidityAtQuote(amount, half, quote.data ?? 0n, reserveIn, reserveOut, pool.totalSupply)
      : zapLiquidity(amount, reserveIn, pool.totalSupply, pool.feePips);
  const least = minOut(expected, SLIPPAGE_BPS);

  const blocked = missing ?? (expected === 0n ? "Too small for a share" : undefined);

  const steps: TransactionStep[] = [];
  if (account && blocked === undefined && deadline !== undefined) {
    const params = {
      tokenA: tokenIn.address,
      tokenB: other.address,
      feePips: pool.feePips,
      shard: pool.shard,
      curve: CURVE[pool.curve],
      amountA: amount,
      amountB: 0n,
      minA: 0n,
      minB: 0n,
      to: account.address,
      deadline,
    };
    steps.push(...approveSteps(tokenIn, router, amount, account.allowance), {
      title: "Provide",
      call: contractCall({ address: router, abi: routerAbi, functionName: "zapIn", args: [params, least] }),
    });
  }

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <fieldset className="flex gap-2">
        <legend className="mb-1.5 text-sm font-medium">Bring</legend>
        {([pool.token0, pool.token1] as const).map((token, index) => (
          <label
            key={token.address}
            className="flex flex-1 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-3 py-2 text-sm has-checked:border-water has-checked:bg-water-soft"
          >
            <input
              type="radio"
              name={field}
              checked={side === index}
              onChange={() => {
                setSide(index === 0 ? 0 : 1);
                setText("");
              }}
              className="accent-water"
            />
            {token.symbol}
          </label>
        ))}
      </fieldset>
      <SpendingField label="Amount" token={tokenIn} spending={spending} />
      <FactList
        facts={[
          { name: "About", value: expected === 0n ? "–" : `${formatAmount(expected, decimals, 6)} LP` },
          { name: "At least", value: least === 0n ? "–" : `${formatAmount(least, decimals, 6)} LP` },
        ]}
      />
      <TransactionButton
        steps={steps}
        blocked={blocked}
        success="Provided. The pool’s share is in your wallet, ready for a vault."
        onDone={() => setText("")}
      />
    </form>
  );
}
