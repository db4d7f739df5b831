import { type Address, encodePacked, type Hex, keccak256, type TransactionSerializableEIP1559 } from "viem";
import type { Intent } from "../journal/read-intents.ts";
import { currentFees, type Fees } from "./fees.ts";
import { signFor, submit } from "./submit.ts";
import type { ActContext } from "./types.ts";

/** Gas of a transfer of nothing: 21,000, and more on chains that charge more for a transaction as such. */
const idleGas = 100_000n;

/** A transaction that does nothing but use a nonce. */
export function idleTransaction(
  chainId: number,
  sender: Address,
  nonce: number,
  fees: Fees,
): TransactionSerializableEIP1559 {
  return { ...{ type: "eip1559", chainId, to: sender, value: 0n, nonce, gas: idleGas }, ...fees };
}

/** The key under which the journal keeps a transaction that does nothing but use a nonce. */
export function fillKey(sender: Address, nonce: number, era: number): Hex {
  return keccak256(encodePacked(["address", "uint256", "uint256"], [sender, BigInt(nonce), BigInt(era)]));
}

/** Uses a nonce that was skipped, so that what was sent with the next ones can be mined. */
export async function fillNonce(context: ActContext, address: Address, nonce: number): Promise<void> {
  const { chain, journal, log, policy, tell } = context;
  const sender = context.senderOf(address);
  if (sender === undefined) return;
  const [holder] = await journal.atNonces([{ sender: address, nonce }]);
  if (holder !== undefined) return reclaim(context, holder);
  const job = { kind: "fill", label: `use nonce ${nonce} of ${address}`, target: address };
  const [planned] = await journal.plan([{ ...job, key: fillKey(address, nonce, journal.era) }], 0n);
  if (planned === undefined) return;
  await journal.claim([{ intent: planned.intent, sender: address, nonce }]);
  const fees = await currentFees(chain, policy.maxFeePerGas);
  const transaction = idleTransaction(chain.id, address, nonce, fees);
  const signed = await signFor(context, planned.intent, sender, transaction, "cancel");
  await journal.sign([signed]);
  log.warn({ sender: address, nonce }, "a nonce was skipped: it is used for nothing");
  tell({ type: "filled" });
  await submit(context, signed.raw);
}

/** Takes up again an attempt that was over and whose nonce turned out to be free: what was signed may still be mined. */
export async function reclaim({ journal, log, tell }: ActContext, intent: Intent): Promise<void> {
  if (intent.state !== "abandoned" && intent.state !== "final") return;
  const reason = "its nonce is free again";
  const key = fillKey(intent.sender as Address, intent.nonce ?? 0, journal.era);
  log.warn({ sender: intent.sender, nonce: intent.nonce }, reason);
  tell({ type: "filled" });
  await journal.detach(intent.id, key, reason);
  await journal.reopen(intent.id, reason);
}
