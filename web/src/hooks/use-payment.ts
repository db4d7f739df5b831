"use client";

import { erc20Abi, zeroAddress } from "viem";
import { useBalance, useReadContracts } from "wagmi";
import { usePublicConfig } from "#components/layout/providers";
import { useOwnOrders } from "#hooks/use-own-orders";
import { useWallet } from "#hooks/use-wallet";
import { approveSteps } from "#lib/approve-steps";
import type { CartTotal } from "#lib/cart-totals";
import type { TransactionStep } from "#lib/contract-call";
import { promised } from "#lib/order-view";
import type { Token } from "#lib/scalars";

const REFRESH_MS = 4_000;

/** Whether the connected account can pay at the marketplace, and what must come before. */
export interface Payment {
  /** Whether balances and allowances are known. */
  known: boolean;
  /** What there is too little of, in words; undefined where there is enough. */
  missing: string | undefined;
  /** The tokens of which the account has too little. */
  short: Token[];
  /** The approvals still needed. */
  steps: TransactionStep[];
}

/** Looks at what paying these totals takes. Open offers keep their approval: a purchase uses up the same one. */
export function usePayment(totals: readonly CartTotal[]): Payment {
  const { chain, marketplace } = usePublicConfig();
  const { address } = useWallet();
  const offers = useOwnOrders();
  const owner = address ?? zeroAddress;
  const tokens = totals.flatMap(({ currency, amount }) => (currency ? [{ token: currency, amount }] : []));
  const coins = totals.reduce((sum, { currency, amount }) => (currency ? sum : sum + amount), 0n);
  const query = { enabled: address !== undefined, refetchInterval: REFRESH_MS };
  const coin = useBalance({ address: owner, query });
  const { data } = useReadContracts({
    allowFailure: false,
    query: { ...query, enabled: query.enabled && tokens.length > 0 },
    contracts: tokens.flatMap(
      ({ token }) =>
        [
          { address: token.address, abi: erc20Abi, functionName: "balanceOf", args: [owner] },
          { address: token.address, abi: erc20Abi, functionName: "allowance", args: [owner, marketplace] },
        ] as const,
    ),
  });
  if (!address || (tokens.length > 0 && !data) || (coins > 0n && !coin.data)) {
    return { known: false, missing: undefined, short: [], steps: [] };
  }
  const accounts = tokens.map(({ token, amount }, index) => ({
    ...{ token, amount, balance: data?.[2 * index] ?? 0n, allowance: data?.[2 * index + 1] ?? 0n },
  }));
  const short = accounts.filter(({ amount, balance }) => balance < amount).map(({ token }) => token);
  const missing = short[0]
    ? `Not enough ${short[0].symbol}`
    : coins > (coin.data?.value ?? 0n)
      ? `Not enough ${chain.currency.symbol}`
      : undefined;
  return {
    known: true,
    missing,
    short,
    steps: accounts.flatMap(({ token, amount, allowance }) =>
      approveSteps(token, marketplace, promised(offers ?? [], address, token.address) + amount, allowance),
    ),
  };
}
