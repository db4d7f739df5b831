import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import type { Deployment } from "@millrace/sdk/deployment";
import { type Address, type Hex, isAddressEqual } from "viem";
import { freeSenders } from "../../src/act/free-senders.ts";
import { reconcile } from "../../src/act/reconcile.ts";
import { encodeExecute, sendBatch } from "../../src/act/send-batch.ts";
import { deriveSenders } from "../../src/act/senders.ts";
import type { ActContext, ActEvent } from "../../src/act/types.ts";
import { connectChain } from "../../src/chain.ts";
import { BaseError, FencedError } from "../../src/errors.ts";
import { openJournal } from "../../src/journal/open-journal.ts";
import { createJob } from "../../src/observe/create-job.ts";
import { createRpc } from "../../src/rpc/create-rpc.ts";
import { createGuard } from "../../src/safety/create-guard.ts";

/** A journal method whose end is a state, right after which a life may be killed. */
export const killPoints = ["plan", "claim", "sign", "accept", "mine", "finalise"] as const;

export interface LifeParameters {
  readonly urls: readonly string[];
  readonly quorum: number;
  readonly databaseUrl: string;
  /** The name of the journal. */
  readonly name: string;
  readonly deployment: Deployment;
  readonly privateKey: Hex;
  readonly senders: number;
  readonly jobs: readonly { readonly target: Address; readonly data: Hex; readonly period: string }[];
  /** A job is due from this time on, in milliseconds of the wall clock; all at once where it is left out. */
  readonly dueAt?: readonly number[];
  /** Ends this process by SIGKILL when the method has come to its end for the `times`th time. */
  readonly killAfter?: { readonly point: (typeof killPoints)[number]; readonly times: number } | undefined;
  readonly leaseMs: number;
  readonly rpcTimeoutMs: number;
  /** Ends once the lease has passed to another, instead of standing by. */
  readonly endWhenFenced?: boolean;
  readonly forMs: number;
  readonly finalBlocks: number;
}

export interface LifeReturnType {
  readonly done: boolean;
  readonly events: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
  /** What was still open, for a life that did not come to its end. */
  readonly open?: readonly string[];
}

/**
 * The acting half of a keeper by itself: takes the lease, brings to an end what is open, and sends the jobs that are due
 * until the chain says that all are done.
 */
export async function liveOnce(parameters: LifeParameters): Promise<LifeReturnType> {
  const { urls, quorum, deployment, privateKey, killAfter } = parameters;
  const ends = Date.now() + parameters.forMs;
  const events: Record<string, number> = {};
  const failures: string[] = [];
  let left: string[] = [];
  const jobs = parameters.jobs.map(({ target, data, period }, index) =>
    createJob({ kind: "settle", label: `job ${index}`, target, data, period: BigInt(period) }),
  );

  while (Date.now() < ends) {
    let close = async () => {};
    try {
      const chain = await connectChain(
        createRpc({ urls, quorum, timeoutMs: parameters.rpcTimeoutMs }),
        deployment,
      );
      const journal = await openJournal({
        ...{ dataDir: "", databaseUrl: parameters.databaseUrl, chain: parameters.name },
        ...{ leaseMs: parameters.leaseMs, signal: AbortSignal.timeout(Math.max(1, ends - Date.now())) },
      });
      close = journal.close;
      if (killAfter !== undefined) armKill(journal as never, killAfter);
      const senders = deriveSenders(privateKey, parameters.senders);
      const context: ActContext = {
        ...{ chain, journal },
        log: { debug() {}, info() {}, warn() {}, error() {} },
        policy: {
          ...{ finalBlocks: parameters.finalBlocks, replaceAfterMs: 700, maxReplacements: 2 },
          ...{ maxFeePerGas: 10n ** 15n, receiptTimeoutMs: 4_000 },
        },
        senderOf: (address) => senders.find((sender) => sender.address === address),
        guard: createGuard({
          ...{ chainId: chain.id, executor: deployment.executor, accessManager: deployment.accessManager },
          ...{ operator: deployment.accessManager, senders: senders.map(({ address }) => address) },
          ...{ maxPaymentWei: 0n, maxFeePerGas: 10n ** 15n },
          isListed: (target) => jobs.some((job) => isAddressEqual(job.target, target)),
        }),
        earnedBy: async () => ({ wei: 0n }),
        tell: (event: ActEvent) => {
          events[event.type] = (events[event.type] ?? 0) + 1;
        },
      };
      let batch = await journal.lastBatch();
      let first = true;
      while (Date.now() < ends) {
        await reconcile(context, first ? 2_000 : 0);
        first = false;
        const executed = await Promise.all(
          jobs.map((job) =>
            chain.client.readContract({
              address: deployment.executor,
              abi: executorAbi,
              functionName: "executed",
              args: [job.key],
            }),
          ),
        );
        const open = await journal.open();
        left = open.map(
          ({ state, sender, nonce, kind }) => `${kind} ${state} ${sender?.slice(0, 6)} ${nonce}`,
        );
        const underWay = open.filter(({ state }) => state !== "mined" && state !== "reverted");
        if (executed.every(Boolean) && underWay.length === 0) return { done: true, events, failures };
        const due = jobs.filter(
          (_, index) => !executed[index] && (parameters.dueAt?.[index] ?? 0) <= Date.now(),
        );
        const free = await freeSenders(context, senders);
        batch += 1n;
        const planned = await journal.plan(due.slice(0, free.length), batch);
        const nonces = await Promise.all(
          planned.map((_, index) =>
            chain.client.getTransactionCount({ address: (free[index] as (typeof free)[number]).address }),
          ),
        );
        await sendBatch(
          context,
          planned.map(({ job, intent }, index) => ({
            ...{ job, intent, sender: free[index] as (typeof free)[number], nonce: nonces[index] ?? 0 },
            ...{ data: encodeExecute(job, job.data, batch), gasLimit: 300_000n },
          })),
        );
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    } catch (error) {
      if (error instanceof FencedError && parameters.endWhenFenced === true) {
        return { done: false, events, failures: [...failures, error.name] };
      }
      failures.push(error instanceof BaseError ? error.name : String(error).slice(0, 300));
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await close().catch(() => {});
    }
  }
  return { done: false, events, failures, open: left };
}

function armKill(
  journal: Record<string, (...args: unknown[]) => Promise<unknown>>,
  { point, times }: { point: string; times: number },
): void {
  const method = journal[point] as (...args: unknown[]) => Promise<unknown>;
  let calls = 0;
  journal[point] = async (...args) => {
    const result = await method(...args);
    // A call about nothing changes no state.
    if ((args[0] as readonly unknown[]).length > 0 && ++calls >= times) process.kill(process.pid, "SIGKILL");
    return result;
  };
}
