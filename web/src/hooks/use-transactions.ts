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
import { larger } from "#lib/bigint-bounds";
import type { ContractCall, TransactionStep } from "#lib/contract-call";
import { describeError } from "#lib/describe-error";
import { waitForIndexer } from "#lib/wait-for-indexer";

export type TransactionStatus =
  | { phase: "idle" }
  | { phase: "authorising" | "checking" | "signing" | "mining" | "indexing"; step: number; hash?: Hex }
  | { phase: "done"; hash: Hex; indexed: boolean; told?: string | undefined }
  | { phase: "failed"; step: number; message: string; hash?: Hex };

/**
 * What a transaction may use beyond its estimate, in percent: by the time it is mined, a pool may have to begin a new
 * observation, or a lane to fall through to the next.
 */
const GAS_MARGIN_PERCENT = 30n;

/** What a call with parts uses itself, and for each part that can't be estimated because it fails now. */
const BASE_GAS = 60_000n;
const FAILING_PART_GAS = 150_000n;

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

  function estimateCall(call: ContractCall): Promise<bigint> {
    const { address: to, value } = call;
    return estimateGas(config, {
      to,
      data: encodeFunctionData(call),
      ...(value !== undefined && { value }),
    });
  }

  /** Each part gets a like share of what is left, so all of them get what the dearest needs. */
  async function estimateParts(parts: readonly ContractCall[]): Promise<bigint> {
    const estimates = await Promise.all(
      parts.map((part) => estimateCall(part).catch(() => FAILING_PART_GAS)),
    );
    const dearest = estimates.reduce((most, gas) => larger(gas, most), 0n);
    return BASE_GAS + dearest * BigInt(parts.length);
  }

  async function run(steps: readonly TransactionStep[]): Promise<boolean> {
    let step = 0;
    let hash: Hex | undefined;
    try {
      let block = 0n;
      let told: string | undefined;
      for (const item of steps) {
        hash = undefined;
        if ("sign" in item) setStatus({ phase: "authorising", step });
        const call = "sign" in item ? item.call(await signTypedData(config, item.sign)) : item.call;
        setStatus({ phase: "checking", step });
        const { request } = await simulateContract(config, call);
        const parts = "parts" in item ? item.parts : undefined;
        const estimate = parts ? await estimateParts(parts) : await estimateCall(call);
        setStatus({ phase: "signing", step });
        const gas = (estimate * (100n + GAS_MARGIN_PERCENT)) / 100n;
        hash = await writeContract(config, { ...request, gas });
        setStatus({ phase: "mining", step, hash });
        const receipt = await waitForTransactionReceipt(config, { hash });
        block = receipt.blockNumber;
        told = "tell" in item ? item.tell?.(receipt) : undefined;
        step += 1;
      }
      if (!hash) return false;
      setStatus({ phase: "indexing", step: step - 1, hash });
      const indexed = await waitForIndexer(block);
      await queries.invalidateQueries();
      startRefresh(() => router.refresh());
      setStatus({ phase: "done", hash, indexed, told });
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
