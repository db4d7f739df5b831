import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import type { Address, Hex } from "viem";
import type { Intent } from "../journal/read-intents.ts";
import { correlationOf } from "./correlation-of.ts";
import { currentFees, raiseFees } from "./fees.ts";
import { fillKey, fillNonce, idleTransaction } from "./fill-nonce.ts";
import { lookAtIntents, type Memory, type Seen } from "./look-at-intents.ts";
import { nextStep } from "./next-step.ts";
import { type Mined, recordMined } from "./record-mined.ts";
import { parseSigned, signFor, submit } from "./submit.ts";
import type { ActContext } from "./types.ts";

const pollMs = 100;
/** So many times in a row the fee is raised for a node that finds it too low, before it is given time. */
const maxRaises = 6;

export interface SettleParameters {
  /** Settles these intents alone. */
  readonly only?: readonly number[];
  /** How long to go on while something is under way; 0 for one look. */
  readonly forMs: number;
  /** The highest block that is final; nothing becomes final where it is left out. */
  readonly finalBlock?: bigint;
}

/** How many intents were found mined, final, sent again and given up. */
export interface SettleReturnType {
  mined: number;
  final: number;
  resent: number;
  abandoned: number;
}

/**
 * Brings intents that were signed to an end: finds them mined, sends them again, replaces them at the same nonce with a
 * higher fee, then uses the nonce for nothing; takes up again what a reorganisation undid.
 *
 * @remarks An intent never gets a second nonce, and what was signed stays known, so that whatever of it is mined is found.
 */
export async function settle(context: ActContext, parameters: SettleParameters): Promise<SettleReturnType> {
  const { only, forMs, finalBlock = -1n } = parameters;
  const result = { mined: 0, final: 0, resent: 0, abandoned: 0 };
  const memories = new Map<number, Memory>();
  const started = performance.now();
  for (;;) {
    const open = (await context.journal.open()).filter(
      ({ id, hash }) => hash !== null && (only === undefined || only.includes(id)),
    );
    const seen = await lookAtIntents(context, open, finalBlock, memories);
    const underWay = await stepAll(context, seen, result);
    if (underWay === 0 || performance.now() - started >= forMs) return result;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Takes the next step of each, and tells how many are still under way. */
async function stepAll(
  context: ActContext,
  seen: readonly Seen[],
  result: SettleReturnType,
): Promise<number> {
  const { journal, log, policy, tell } = context;
  const mined: Mined[] = [];
  const final: number[] = [];
  let underWay = 0;
  for (const one of seen) {
    const { intent, receipt, view } = one;
    const step = nextStep(view, policy);
    const correlation = correlationOf(intent.key, intent.id);
    switch (step.do) {
      case "wait":
        if (intent.state === "signed" || intent.state === "accepted") underWay++;
        break;
      case "mine":
        if (receipt === undefined) break;
        mined.push({
          ...{ intent: intent.id, key: intent.key, idle: intent.kind === "fill", receipt },
          started: performance.now() - view.sinceSignedMs,
        });
        log.info({ correlation, hash: receipt.transactionHash }, "intent found mined");
        break;
      case "finalise":
        final.push(intent.id);
        break;
      case "reopen":
        underWay++;
        await reopen(context, intent);
        break;
      case "close":
        await close(context, intent, result);
        break;
      case "rebroadcast":
        underWay++;
        result.resent++;
        await rebroadcast(context, one);
        break;
      case "replace":
      case "cancel":
        underWay++;
        result.resent++;
        log.warn({ correlation, nonce: intent.nonce }, `intent is late: ${step.do}`);
        await supersede(context, one, step.do);
        break;
      case "fill":
        underWay++;
        await fillNonce(context, intent.sender as Address, step.nonce);
        break;
    }
  }
  await recordMined(context, mined);
  await journal.finalise(final);
  for (const _ of final) tell({ type: "final" });
  result.mined += mined.length;
  result.final += final.length;
  return underWay;
}

/** A reorganisation undid it. Where another attempt has its job by now, its nonce is used for nothing. */
async function reopen(context: ActContext, intent: Intent): Promise<void> {
  const { journal, log, tell } = context;
  const reason = "its block was reorganised away";
  log.warn({ correlation: correlationOf(intent.key, intent.id), block: `${intent.blockNumber}` }, reason);
  tell({ type: "reorganised" });
  const other = await journal.ofKey(intent.key);
  if (other !== undefined && other.id !== intent.id) {
    await journal.detach(
      intent.id,
      fillKey(intent.sender as Address, intent.nonce ?? 0, journal.era),
      reason,
    );
  }
  await journal.reopen(intent.id, reason);
}

/** Its nonce was used by a transaction that the journal does not know. */
async function close(context: ActContext, intent: Intent, result: SettleReturnType): Promise<void> {
  const { chain, journal, log } = context;
  const done =
    intent.kind === "fill" ||
    (await chain.client.readContract({
      address: chain.deployment.executor,
      abi: executorAbi,
      functionName: "executed",
      args: [intent.key as Hex],
    }));
  const reason = done ? "another transaction did it" : "its nonce was used by another transaction";
  log.warn({ correlation: correlationOf(intent.key, intent.id), nonce: intent.nonce }, reason);
  if (done) {
    await journal.finalise([intent.id], reason);
    result.final++;
  } else {
    await journal.abandon([intent.id], reason);
    result.abandoned++;
  }
}

async function rebroadcast(context: ActContext, { intent, signed, memory, view }: Seen): Promise<void> {
  const last = signed.at(-1);
  if (last === undefined) return;
  memory.sentAt = Date.now();
  context.tell({ type: "rebroadcast" });
  const outcome = await submit(context, last.raw as Hex);
  if (outcome === "underpriced" && memory.raises++ < maxRaises) {
    return supersede(context, { intent, signed, memory, view, receipt: undefined }, "replace");
  }
  const taken = outcome === "known" || outcome === "unknown" || outcome === "nonceUsed";
  if (taken && intent.state === "signed") await context.journal.accept([intent.id]);
}

/** Signs another transaction at the same nonce that pays more, for the same job or for nothing. */
async function supersede(
  context: ActContext,
  { intent, signed, memory }: Seen,
  how: "replace" | "cancel",
): Promise<void> {
  const { chain, journal, policy, tell } = context;
  const last = signed.at(-1);
  const sender = context.senderOf(intent.sender as Address);
  if (last === undefined || sender === undefined) return;
  const fees = raiseFees(last, await currentFees(chain, policy.maxFeePerGas), policy.maxFeePerGas);
  memory.sentAt = Date.now();
  if (fees === undefined) {
    await submit(context, last.raw as Hex);
    return;
  }
  const purpose = how === "cancel" || last.purpose === "cancel" ? "cancel" : "job";
  const transaction =
    how === "cancel"
      ? idleTransaction(chain.id, sender.address, intent.nonce ?? 0, fees)
      : { ...parseSigned(last.raw as Hex), ...fees };
  const next = await signFor(context, intent.id, sender, transaction, purpose);
  await journal.sign([next]);
  tell({ type: how === "cancel" ? "cancelled" : "replaced" });
  const outcome = await submit(context, next.raw);
  if (outcome !== "underpriced" && outcome !== "unfunded") await journal.accept([intent.id]);
}
