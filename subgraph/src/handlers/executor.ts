import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { createDispatch } from "./createDispatch.ts";
import { place } from "./recordActivity.ts";

export const dispatchExecutor = createDispatch(executorAbi, {
  async Execute(context, { key, batch, target, selector, sender }) {
    const { rows, client, log, nextOrdinal } = context;
    const id = batch.toString();
    const found = await rows.get("batches", id);
    if (found) {
      rows.update("batches", id, { jobCount: found.jobCount + 1, lastBlock: log.block });
    } else {
      rows.insert("batches", {
        id,
        ordinal: nextOrdinal(),
        number: batch,
        jobCount: 1,
        firstBlock: log.block,
        lastBlock: log.block,
        timestamp: log.timestamp,
      });
    }
    rows.insert("batchJobs", {
      ...place(context),
      batch: id,
      key,
      target,
      selector,
      sender,
      transactionIndex: log.transactionIndex,
      gasUsed: (await client.getTransactionReceipt({ hash: log.transactionHash })).gasUsed,
    });
  },
});
