"use client";

import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { CURVE } from "@millrace/sdk/curve";
import { useState } from "react";
import { AmountField } from "#components/amount-field";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { TransactionButton } from "#components/transaction-button";
import { useDeadline } from "#hooks/use-deadline";
import { useTokenAccount } from "#hooks/use-token-account";
import { approveSteps } from "#lib/approve-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { minOut } from "#lib/min-out";
import { parseAmount } from "#lib/parse-amount";
import { poolShareDecimals } from "#lib/pool-share-decimals";
import type { Pool } from "#lib/pool-view";

const SLIPPAGE_BPS = 100n;

/** Gives a pool's share back for its part of both sides. */
export function RemoveForm({ pool }: { pool: Pool }) {
  const { router } = usePublicConfig();
  const deadline = useDeadline();
  const [text, setText] = useState("");
  const account = useTokenAccount(pool.address, router);
  const decimals = poolShareDecimals(pool);
  const parsed = parseAmount(text, decimals);
  const liquidity = parsed?.amount ?? 0n;
  const part = (reserve: bigint) => (pool.totalSupply === 0n ? 0n : (reserve * liquidity) / pool.totalSupply);
  const amount0 = part(pool.reserve0);
  const amount1 = part(pool.reserve1);

  const blocked =
    liquidity === 0n
      ? "Enter an amount"
      : account && liquidity > account.balance
        ? "More than you have in your wallet"
        : undefined;

  const steps: TransactionStep[] = [];
  if (account && blocked === undefined && deadline !== undefined) {
    const params = {
      tokenA: pool.token0.address,
      tokenB: pool.token1.address,
      feePips: pool.feePips,
      shard: pool.shard,
      curve: CURVE[pool.curve],
      amountA: 0n,
      amountB: 0n,
      minA: minOut(amount0, SLIPPAGE_BPS),
      minB: minOut(amount1, SLIPPAGE_BPS),
      to: account.address,
      deadline,
    };
    const share = { address: pool.address, symbol: "the pool’s share" };
    steps.push(...approveSteps(share, router, liquidity, account.allowance), {
      title: "Remove",
      call: contractCall({
        address: router,
        abi: routerAbi,
        functionName: "removeLiquidity",
        args: [params, liquidity],
      }),
    });
  }

  const [text0, text1] = (
    [
      [pool.token0, amount0],
      [pool.token1, amount1],
    ] as const
  ).map(([token, amount]) =>
    amount === 0n ? "–" : `${formatAmount(amount, token.decimals, 6)} ${token.symbol}`,
  );

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <AmountField
        label="Pool’s share"
        symbol="LP"
        decimals={decimals}
        text={text}
        onText={setText}
        parsed={parsed}
        max={account?.balance}
      />
      <FactList
        facts={[
          { name: "You receive about", value: text0 },
          { name: "and", value: text1 },
        ]}
      />
      <TransactionButton
        steps={steps}
        blocked={blocked}
        success="Removed. Both sides are in your wallet."
        onDone={() => setText("")}
      />
    </form>
  );
}
