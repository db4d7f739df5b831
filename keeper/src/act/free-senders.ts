import type { Address } from "viem";
import { reclaim } from "./fill-nonce.ts";
import type { Sender } from "./senders.ts";
import type { ActContext } from "./types.ts";

/**
 * The senders whose next nonce belongs to nothing yet, and so can be given to a job.
 *
 * @remarks The next nonce is what the chain says, never a counter of ours. Where the journal has given it away already, the
 * chain went back, or a node told a wrong one: that attempt is taken up again before the sender is used.
 */
export async function freeSenders(context: ActContext, senders: readonly Sender[]): Promise<Sender[]> {
  const { chain, journal } = context;
  const counts = await Promise.all(
    senders.map(({ address }) => chain.client.getTransactionCount({ address })),
  );
  const places = senders.map(({ address }, index) => ({ sender: address, nonce: counts[index] ?? 0 }));
  const [holders, open] = await Promise.all([journal.atNonces(places), journal.open()]);
  const busy = new Set<Address>();
  for (const { sender, state } of open) {
    // Until it is mined nobody knows what the sender's next nonce is.
    if (state === "signed" || state === "accepted") busy.add(sender as Address);
  }
  for (const holder of holders) {
    busy.add(holder.sender as Address);
    await reclaim(context, holder);
  }
  return senders.filter(({ address }) => !busy.has(address));
}
