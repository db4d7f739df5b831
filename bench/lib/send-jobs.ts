import type { Hash, Hex, TransactionReceipt } from "viem";
import type { PreparedJob } from "../../keeper/src/prepare-jobs.ts";
import type { DevnetClient } from "../../scripts/devnet/chain.ts";
import type { World } from "./keeper-world.ts";

const MAX_FEE_PER_GAS = 1_000_000_000n;

/** Sends prepared jobs each from the sender of its place, mines one block, and gives the receipts in their order. */
export async function sendJobs(
  client: DevnetClient,
  { chain, senders }: World,
  prepared: readonly Pick<PreparedJob, "data" | "gasLimit">[],
): Promise<TransactionReceipt[]> {
  const hashes: Hash[] = await Promise.all(
    prepared.map(async ({ data, gasLimit }, index) => {
      const sender = senders[index % senders.length];
      if (sender === undefined) throw new Error("the keeper has no senders");
      const nonce = await client.getTransactionCount({ address: sender.address });
      const serializedTransaction: Hex = await sender.signTransaction({
        ...{
          type: "eip1559",
          chainId: chain.id,
          to: chain.deployment.executor,
          value: 0n,
          data,
          gas: gasLimit,
        },
        nonce: nonce + Math.floor(index / senders.length),
        ...{ maxFeePerGas: MAX_FEE_PER_GAS, maxPriorityFeePerGas: 0n },
      });
      return client.sendRawTransaction({ serializedTransaction });
    }),
  );
  await client.mine({ blocks: 1 });
  return Promise.all(hashes.map((hash) => client.waitForTransactionReceipt({ hash })));
}
