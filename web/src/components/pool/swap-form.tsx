"use client";

import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { ArrowDownUp } from "lucide-react";
import { useState } from "react";
import { erc20Abi, zeroAddress } from "viem";
import { useBlock, useConnection, useReadContract, useReadContracts } from "wagmi";
import { AmountField } from "#components/amount-field";
import { DevnetFaucet } from "#components/devnet-faucet";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { TransactionButton } from "#components/transaction-button";
import { Button } from "#components/ui/button";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { minOut } from "#lib/min-out";
import { parseAmount } from "#lib/parse-amount";
import type { Pool } from "#lib/pool-view";

const SLIPPAGE_BPS = 50n;
/** How long a swap may wait to be mined, in seconds of the chain's clock. */
const DEADLINE_SECONDS = 600n;
const REFRESH_MS = 4_000;

/** Swaps an exact amount of one of a pool's tokens for the other. */
export function SwapForm({ pool }: { pool: Pool }) {
  const { router } = usePublicConfig();
  const { address } = useConnection();
  const owner = address ?? zeroAddress;
  const [reversed, setReversed] = useState(false);
  const [text, setText] = useState("");
  const [tokenIn, tokenOut] = reversed ? [pool.token1, pool.token0] : [pool.token0, pool.token1];
  const parsed = parseAmount(text, tokenIn.decimals);
  const amount = parsed?.amount ?? 0n;

  const quote = useReadContract({
    address: pool.address,
    abi: poolAbi,
    functionName: "quoteOut",
    args: [tokenIn.address, amount],
    query: { enabled: amount > 0n, refetchInterval: REFRESH_MS },
  });
  const account = useReadContracts({
    allowFailure: false,
    query: { enabled: address !== undefined, refetchInterval: REFRESH_MS },
    contracts: [
      { address: tokenIn.address, abi: erc20Abi, functionName: "balanceOf", args: [owner] },
      { address: tokenIn.address, abi: erc20Abi, functionName: "allowance", args: [owner, router] },
    ],
  });
  const block = useBlock({ query: { refetchInterval: REFRESH_MS } });

  const [balance, allowance] = account.data ?? [];
  const out = amount > 0n ? quote.data : undefined;
  const least = out === undefined ? undefined : minOut(out, SLIPPAGE_BPS);
  const blocked =
    amount === 0n
      ? "Enter an amount"
      : balance !== undefined && amount > balance
        ? `Not enough ${tokenIn.symbol}`
        : out === undefined
          ? "Asking for the price…"
          : out === 0n
            ? "Too small to swap"
            : undefined;

  const steps: TransactionStep[] = [];
  if (address && blocked === undefined && least !== undefined && allowance !== undefined && block.data) {
    if (allowance < amount) {
      steps.push({
        title: `Approve ${tokenIn.symbol}`,
        call: contractCall({
          address: tokenIn.address,
          abi: erc20Abi,
          functionName: "approve",
          args: [router, amount],
        }),
      });
    }
    const params = {
      tokenIn: tokenIn.address,
      hops: [{ tokenOut: tokenOut.address, feePips: pool.feePips, shard: pool.shard }],
      amountIn: amount,
      amountOut: least,
      to: address,
      deadline: block.data.timestamp + DEADLINE_SECONDS,
    };
    steps.push({
      title: "Swap",
      call: contractCall({ address: router, abi: routerAbi, functionName: "swapExactIn", args: [params] }),
    });
  }

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <AmountField
        label="You give"
        symbol={tokenIn.symbol}
        decimals={tokenIn.decimals}
        text={text}
        onText={setText}
        parsed={parsed}
        max={balance}
      />
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
      {address && balance === 0n && <DevnetFaucet token={tokenIn} to={address} />}
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
