import { findLoss } from "./find-loss.ts";
import { type SettleReturnType, settle } from "./settle.ts";
import type { ActContext } from "./types.ts";

/**
 * Finds out what became of the intents that are open, by sender and nonce, and brings them to an end.
 *
 * @remarks What was never signed is given up. What was signed is either mined, or its nonce was used by something else,
 * or it is sent again: never with a second nonce, and the executor takes its key once in any case.
 * @param forMs How long to wait for what is sent again; 0 where it may be found in a later cycle.
 */
export async function reconcile(context: ActContext, forMs: number): Promise<SettleReturnType> {
  const { journal } = context;
  const finalBlock = await findLoss(context);
  const unsigned = (await journal.open()).filter(({ hash }) => hash === null).map(({ id }) => id);
  await journal.abandon(unsigned, "the keeper stopped before it was signed");
  const settled = await settle(context, { forMs, finalBlock });
  return { ...settled, abandoned: settled.abandoned + unsigned.length };
}
