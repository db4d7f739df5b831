import type { Address, Hash, TransactionReceipt } from "viem";
import type { Intent, IntentTransaction } from "../journal/read-intents.ts";
import { findReceipts } from "./find-receipts.ts";
import type { IntentView } from "./next-step.ts";
import type { ActContext } from "./types.ts";

/** What is remembered of an intent while it is settled. */
export interface Memory {
  sentAt?: number;
  overtakenAt?: number;
  raises: number;
}

export interface Seen {
  readonly intent: Intent;
  readonly signed: readonly IntentTransaction[];
  readonly view: IntentView;
  readonly receipt: TransactionReceipt | undefined;
  readonly memory: Memory;
}

/** Asks the chain what became of intents, for all of them at once. */
export async function lookAtIntents(
  { chain, journal }: ActContext,
  open: readonly Intent[],
  finalBlock: bigint,
  memories: Map<number, Memory>,
): Promise<Seen[]> {
  const [transactions, unmoved] = await Promise.all([
    journal.transactionsOf(open.map(({ id }) => id)),
    findUnmoved(chain, open),
  ]);
  const asked = open.filter((intent) => !unmoved.has(intent));
  const hashes = asked.flatMap(({ id }) => (transactions.get(id) ?? []).map(({ hash }) => hash as Hash));
  const receipts = await findReceipts(chain, hashes);
  const receiptOf = (intent: Intent) =>
    (transactions.get(intent.id) ?? []).flatMap(({ hash }) => receipts.get(hash as Hash) ?? [])[0];
  const lost = asked.filter((intent) => receiptOf(intent) === undefined);
  const senders = [...new Set(lost.map(({ sender }) => sender as Address))];
  const counts = await Promise.all(senders.map((address) => chain.client.getTransactionCount({ address })));
  const used = new Map(senders.map((sender, index) => [sender, counts[index] ?? 0]));

  const now = Date.now();
  return open.map((intent) => {
    const memory = memories.get(intent.id) ?? { raises: 0 };
    memories.set(intent.id, memory);
    const signed = transactions.get(intent.id) ?? [];
    const receipt = receiptOf(intent);
    const count = used.get(intent.sender as Address) ?? 0;
    if (receipt !== undefined || count <= (intent.nonce ?? 0)) delete memory.overtakenAt;
    else memory.overtakenAt ??= now;
    const sinceSignedMs = now - (signed.at(-1)?.signedAt.getTime() ?? now);
    const view: IntentView = {
      ...{ intent, signed, finalBlock, used: count, sinceSignedMs },
      inclusion: unmoved.has(intent) ? inclusionOf(intent) : receipt,
      overtakenMs: memory.overtakenAt === undefined ? 0 : now - memory.overtakenAt,
      sinceSentMs: memory.sentAt === undefined ? sinceSignedMs : now - memory.sentAt,
    };
    return { intent, signed, view, receipt, memory };
  });
}

/** Those that are mined, and whose block is still the chain's at its height: their receipts need not be read. */
async function findUnmoved(chain: ActContext["chain"], open: readonly Intent[]): Promise<Set<Intent>> {
  const mined = open.filter(({ state, blockNumber }) => isOver(state) && blockNumber !== null);
  const numbers = [...new Set(mined.map(({ blockNumber }) => blockNumber as bigint))];
  const hashes = await Promise.all(
    numbers.map(async (blockNumber) => {
      const block = await chain.request<{ hash: Hash } | null>("eth_getBlockByNumber", [
        `0x${blockNumber.toString(16)}`,
        false,
      ]);
      return [blockNumber, block?.hash] as const;
    }),
  );
  const canonical = new Map(hashes);
  return new Set(
    mined.filter(({ blockNumber, blockHash }) => canonical.get(blockNumber as bigint) === blockHash),
  );
}

function inclusionOf({ blockNumber, blockHash }: Intent): IntentView["inclusion"] {
  return { blockNumber: blockNumber as bigint, blockHash: blockHash as Hash };
}

function isOver(state: Intent["state"]): boolean {
  return state === "mined" || state === "reverted";
}
