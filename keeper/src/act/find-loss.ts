import { ChainError } from "../errors.ts";
import { correlationOf } from "./correlation-of.ts";
import type { ActContext } from "./types.ts";

/**
 * Moves the line below which blocks are final, and begins a new era where the chain lost a block below it: a devnet that
 * was restored from an older state, or a reorganisation deeper than was thought possible.
 *
 * @remarks In a new era nonces are counted from the chain again, and jobs that the loss undid are done again. What was
 * signed before may still be mined: it has a nonce in common with what is sent now, and the executor takes a key once.
 * @returns The highest block that is final.
 * @throws ChainError where the node is behind what the keeper has seen as final.
 */
export async function findLoss({ chain, journal, log, policy, tell }: ActContext): Promise<bigint> {
  const latest = await chain.client.getBlock();
  const anchor = await journal.anchor();
  if (anchor !== undefined) {
    if (latest.number >= anchor.number) {
      const { hash } = await chain.client.getBlock({ blockNumber: anchor.number });
      if (hash !== anchor.hash) await begin(`block ${anchor.number} was final and is another now`);
    } else if (latest.timestamp > anchor.time) {
      // No ancestor of a block is younger than it, so this is no node that only lags.
      await begin(
        `block ${anchor.number} was final and is gone: the chain is at ${latest.number}, and later`,
      );
    } else {
      throw new ChainError(
        `The node is at block ${latest.number}, and block ${anchor.number} was final already: wait for it to catch up, or use another node.`,
        { retryable: true },
      );
    }
  }

  const depth = BigInt(policy.finalBlocks);
  const line = latest.number > depth ? latest.number - depth : 0n;
  const kept = await journal.anchor();
  if (kept !== undefined && kept.number >= line) return kept.number;
  const { hash, timestamp } = await chain.client.getBlock({ blockNumber: line });
  await journal.setAnchor({ number: line, hash, time: timestamp });
  return line;

  async function begin(reason: string): Promise<void> {
    const open = await journal.open();
    const lost = open.map(({ key, id }) => correlationOf(key, id));
    await journal.beginEra(reason);
    tell({ type: "era" });
    log.error({ reason, era: journal.era, lost }, "the chain lost final blocks: a new era begins");
  }
}
