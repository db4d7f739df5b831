"use client";

import { nftRouterAbi } from "@millrace/sdk/abis/nftRouterAbi";
import { CURVE } from "@millrace/sdk/curve";
import { useState } from "react";
import { zeroAddress } from "viem";
import { useReadContract } from "wagmi";
import { DevnetFaucet } from "#components/devnet-faucet";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { ItemCountField } from "#components/nft/item-count-field";
import { TransactionButton } from "#components/transaction-button";
import { useDeadline } from "#hooks/use-deadline";
import { useTokenAccount } from "#hooks/use-token-account";
import { approveSteps } from "#lib/approve-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { describeError } from "#lib/describe-error";
import { formatAmount } from "#lib/format-amount";
import { ITEM_SLIPPAGE_BPS, ITEM_SLIPPAGE_TEXT } from "#lib/item-slippage";
import { maxIn } from "#lib/max-in";
import type { ItemPool, NftVault } from "#lib/nft-view";
import { parseAmount } from "#lib/parse-amount";

const REFRESH_MS = 4_000;

/** Buys the items chosen in the grid, or any, for the quote token: a swap, a redemption and the royalty in one. */
export function BuyItemsForm({
  vault,
  pool,
  selected,
  onDone,
}: {
  vault: NftVault;
  pool: ItemPool;
  selected: readonly bigint[];
  onDone: () => void;
}) {
  const { nftRouter } = usePublicConfig();
  const deadline = useDeadline();
  const { quoteToken } = vault;
  const account = useTokenAccount(quoteToken.address, nftRouter);
  const [text, setText] = useState("1");
  const targeted = selected.length > 0;
  const parsed = parseAmount(text, 0);
  const count = targeted ? BigInt(selected.length) : (parsed?.amount ?? 0n);

  const trade = {
    vault: vault.address,
    feePips: pool.feePips,
    shard: pool.shard,
    curve: CURVE[pool.curve],
    ids: selected,
    count: targeted ? 0n : count,
    limit: 0n,
    to: account?.address ?? zeroAddress,
    deadline: 0n,
  };
  const quote = useReadContract({
    address: nftRouter,
    abi: nftRouterAbi,
    functionName: "quoteBuy",
    args: [trade],
    query: { enabled: count > 0n, refetchInterval: REFRESH_MS },
  });
  const cost = count > 0n && !quote.isError ? quote.data : undefined;
  const limit = cost === undefined ? undefined : maxIn(cost, ITEM_SLIPPAGE_BPS);
  const blocked =
    count === 0n
      ? "Choose items or a number"
      : quote.isError
        ? "They can’t be bought now"
        : limit === undefined || deadline === undefined
          ? "Asking for the price…"
          : account && account.balance < limit
            ? `Not enough ${quoteToken.symbol}`
            : undefined;

  const steps: TransactionStep[] = [];
  if (account && limit !== undefined && deadline !== undefined && blocked === undefined) {
    steps.push(...approveSteps(quoteToken, nftRouter, limit, account.allowance), {
      title:
        targeted && count === 1n
          ? `Buy #${selected[0]}`
          : count === 1n
            ? "Buy an item"
            : `Buy ${count} items`,
      call: contractCall({
        address: nftRouter,
        abi: nftRouterAbi,
        functionName: "buy",
        args: [{ ...trade, limit, deadline }],
      }),
    });
  }
  const amount = (value: bigint | undefined) =>
    value === undefined ? "–" : `${formatAmount(value, quoteToken.decimals)} ${quoteToken.symbol}`;

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <ItemCountField selected={selected} text={text} onText={setText} parsed={parsed} />
      {account && limit !== undefined && account.balance < limit && (
        <DevnetFaucet token={quoteToken} to={account.address} />
      )}
      <FactList
        facts={[
          { name: "Price, royalty included", value: amount(cost) },
          { name: "At most", value: amount(limit) },
          { name: "Slippage limit", value: ITEM_SLIPPAGE_TEXT },
        ]}
      />
      {quote.isError && <p className="text-sm text-bad">{describeError(quote.error)}</p>}
      <TransactionButton steps={steps} blocked={blocked} success="Bought." onDone={onDone} />
    </form>
  );
}
