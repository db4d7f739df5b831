/** What a node's refusal of a transaction means for its intent. */
export type SendOutcome =
  /** The node has this very transaction already: as good as accepted. */
  | "known"
  /** The nonce is used: this transaction was mined, or another took its place. */
  | "nonceUsed"
  /** The fee is too low for now: the same nonce again with a higher one. */
  | "underpriced"
  /** The sender cannot pay. */
  | "unfunded"
  /** No answer, or one that says nothing of the transaction: the same transaction may be sent again. */
  | "unknown";

const patterns: readonly (readonly [RegExp, SendOutcome])[] = [
  [/already known|already imported|known transaction/i, "known"],
  [/nonce too low|nonce is too low|lower than the current nonce/i, "nonceUsed"],
  [/underpriced|fee too low|less than block base fee|max fee per gas less|fee cap less/i, "underpriced"],
  [/insufficient funds|insufficient balance/i, "unfunded"],
];

/** Classifies what a node answered to a transaction, by the words that geth, reth, anvil and others use. */
export function classifySendError(error: unknown): SendOutcome {
  const words: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    const details = (at as { details?: unknown }).details;
    words.push(at.message, typeof details === "string" ? details : "");
  }
  const text = words.join("\n");
  return patterns.find(([pattern]) => pattern.test(text))?.[1] ?? "unknown";
}
