import { RpcRequestError } from "viem";
import { QuorumError } from "../errors.ts";

/** What one node answered: a result, a revert, or nothing that can be believed. */
type Ballot = { readonly answer: string; readonly result?: unknown; readonly error?: unknown };

/**
 * Asks all nodes at once and gives the first answer that `quorum` of them share.
 *
 * @remarks Nodes that fail take part in nothing: with fewer than `quorum` that answer alike there is no answer, however
 * few nodes are left. A revert is an answer like any other.
 * @param normalise What of a result has to be the same.
 * @throws QuorumError where no answer has `quorum` voices.
 */
export function vote<T>(
  ask: readonly (() => Promise<T>)[],
  quorum: number,
  normalise: (result: T) => unknown,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const voices = new Map<string, number>();
    const failures: unknown[] = [];
    let outstanding = ask.length;

    const count = (ballot: Ballot | undefined) => {
      outstanding--;
      if (ballot !== undefined) {
        const total = (voices.get(ballot.answer) ?? 0) + 1;
        voices.set(ballot.answer, total);
        if (total === quorum) {
          if ("error" in ballot) reject(ballot.error);
          else resolve(ballot.result as T);
        }
      }
      if (outstanding === 0) reject(noQuorum(voices, failures, ask.length, quorum));
    };

    for (const request of ask) {
      request().then(
        (result) => count({ answer: JSON.stringify(normalise(result)) ?? "undefined", result }),
        (error) => {
          const revert = revertOf(error);
          if (revert === undefined) failures.push(error);
          count(revert === undefined ? undefined : { answer: revert, error });
        },
      );
    }
  });
}

function noQuorum(
  voices: ReadonlyMap<string, number>,
  failures: readonly unknown[],
  nodes: number,
  quorum: number,
): QuorumError {
  const answered = nodes - failures.length;
  const disagreement = voices.size > 1;
  const message = disagreement
    ? `The nodes contradict each other: ${answered} answered in ${voices.size} ways, ${quorum} alike are needed.`
    : `Only ${answered} of ${nodes} nodes answered, and ${quorum} are needed.`;
  return new QuorumError(message, { cause: failures[0], disagreement });
}

/** A revert as a comparable answer. Code 3 is geth's and anvil's for it; others say it in words. */
function revertOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof RpcRequestError && (at.code === 3 || /revert/i.test(at.details))) {
      return `reverted ${JSON.stringify(at.data ?? null)}`;
    }
  }
  return undefined;
}
