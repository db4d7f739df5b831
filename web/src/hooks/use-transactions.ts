"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { encodeFunctionData, type Hex } from "viem";
import { useConfig } from "wagmi";
import {
  estimateGas,
  signTypedData,
  simulateContract,
  waitForTransactionReceipt,
  writeContract,
} from "wagmi/actions";
import type { TransactionStep } from "#lib/contract-call";
import { describeError } from "#lib/describe-error";
import { waitForIndexer } from "#lib/wait-for-indexer";

export type TransactionStatus =
  | { phase: "idle" }
  | { phase: "authorising" | "checking" | "signing" | "mining" | "indexing"; step: number; hash?: Hex }
  | { phase: "done"; hash: Hex; indexed: boolean }
  | { phase: "failed"; step: number; message: string; hash?: Hex };

/**
 * What a transaction may use beyond its estimate, in percent: by the time it is mined, a pool may have to begin a new
 * observation, or a lane to fall through to the next.
 */
const GAS_MARGIN_PERCENT = 30n;

/**
 * Sends a form's steps one after another: each is simulated, then signed, then mined before the next. A step that
 * carries a signature asks the wallet for that first.
 *
 * It is done when the indexer has seen the last block and the page shows it.
 */
export function useTransactions(): {
  status: TransactionStatus;
  run: (steps: readonly TransactionStep[]) => Promise<boolean>;
  reset: () => void;
} {
  const config = useConfig();
  const queries = useQueryClient();
  const router = useRouter();
  const [status, setStatus] = useState<TransactionStatus>({ phase: "idle" });
  const [refreshing, startRefresh] = useTransition();

  async function run(steps: readonly TransactionStep[]): Promise<boolean> {
    let step = 0;
    let hash: Hex | undefined;
    try {
      let block = 0n;
      for (const item of steps) {
        hash = undefined;
        if ("sign" in item) setStatus({ phase: "authorising", step });
        const call = "sign" in item ? item.call(await signTypedData(config, item.sign)) : item.call;
        setStatus({ phase: "checking", step });
        const { request } = await simulateContract(config, call);
        const estimate = await estimateGas(config, {
          to: call.address,
          data: encodeFunctionData(call),
          ...(call.value !== undefined && { value: call.value }),
        });
        setStatus({ phase: "signing", step });
        const gas = (estimate * (100n + GAS_MARGIN_PERCENT)) / 100n;
        hash = await writeContract(config, { ...request, gas });
        setStatus({ phase: "mining", step, hash });
        const receipt = await waitForTransactionReceipt(config, { hash });
        block = receipt.blockNumber;
        step += 1;
      }
      if (!hash) return false;
      setStatus({ phase: "indexing", step: step - 1, hash });
      const indexed = await waitForIndexer(block);
      await queries.invalidateQueries();
      startRefresh(() => router.refresh());
      setStatus({ phase: "done", hash, indexed });
      return true;
    } catch (error) {
      setStatus({ phase: "failed", step, message: describeError(error), ...(hash && { hash }) });
      // What was mined before the failure, an approval say, must not be asked for again.
      await queries.invalidateQueries();
      return false;
    }
  }

  const shown: TransactionStatus =
    status.phase === "done" && refreshing ? { phase: "indexing", step: 0, hash: status.hash } : status;
  return { status: shown, run, reset: () => setStatus({ phase: "idle" }) };
}
