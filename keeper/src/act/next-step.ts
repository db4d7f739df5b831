import type { Hash } from "viem";
import type { Intent, IntentTransaction } from "../journal/read-intents.ts";
import type { SendPolicy } from "./types.ts";

/** The block that one of an intent's transactions is in. */
export interface Inclusion {
  readonly blockNumber: bigint;
  readonly blockHash: Hash;
}

/** An intent with a signed transaction, and what the chain says of it now. */
export interface IntentView {
  readonly intent: Pick<Intent, "state" | "nonce" | "blockHash">;
  /** What was signed for it, the oldest first. */
  readonly signed: readonly Pick<IntentTransaction, "purpose">[];
  readonly inclusion: Inclusion | undefined;
  /** The highest block that is final. */
  readonly finalBlock: bigint;
  /** How many nonces of the sender are used. */
  readonly used: number;
  /** Since when, in milliseconds, the nonce is seen as used without any of its transactions being mined. */
  readonly overtakenMs: number;
  readonly sinceSignedMs: number;
  readonly sinceSentMs: number;
}

export type Step =
  | { readonly do: "mine" | "finalise" | "reopen" | "close" }
  | { readonly do: "wait" | "rebroadcast" | "replace" | "cancel" }
  /** An earlier nonce of the sender is missing, and nothing of it is mined before that is used. */
  | { readonly do: "fill"; readonly nonce: number };

/** So long must a nonce be used by something else before the intent is given up: one node may be ahead of another. */
const overtakenForMs = 1_000;

/** What is to be done next about an intent that was signed. */
export function nextStep(view: IntentView, policy: SendPolicy): Step {
  const { intent, signed, inclusion } = view;
  if (inclusion !== undefined) {
    if (isOver(intent.state) && intent.blockHash === inclusion.blockHash) {
      return { do: inclusion.blockNumber <= view.finalBlock ? "finalise" : "wait" };
    }
    return { do: "mine" };
  }

  if (isOver(intent.state)) return { do: "reopen" };
  const nonce = intent.nonce ?? 0;
  if (view.used > nonce) return { do: view.overtakenMs >= overtakenForMs ? "close" : "wait" };
  const patient = view.sinceSignedMs < policy.replaceAfterMs;
  if (view.used < nonce && !patient) return { do: "fill", nonce: view.used };
  if (intent.state === "signed") return { do: "rebroadcast" };
  if (!patient && view.used === nonce) {
    const cancelling = signed.some(({ purpose }) => purpose === "cancel");
    return { do: cancelling || signed.length <= policy.maxReplacements ? "replace" : "cancel" };
  }
  return { do: view.sinceSentMs < policy.replaceAfterMs / 2 ? "wait" : "rebroadcast" };
}

function isOver(state: Intent["state"]): boolean {
  return state === "mined" || state === "reverted";
}
