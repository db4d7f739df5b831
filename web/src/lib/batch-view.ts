import { z } from "zod";
import { address, bigint, hex } from "./scalars.ts";

const batchJob = z.object({
  key: hex,
  target: address,
  selector: hex,
  sender: address,
  block: bigint,
  transactionIndex: z.number().int(),
  transactionHash: hex,
  gasUsed: bigint.nullable(),
});

export const batch = z.object({
  number: bigint,
  jobCount: z.number().int(),
  firstBlock: bigint,
  lastBlock: bigint,
  timestamp: bigint,
  jobs: z.array(batchJob),
});

export type BatchJob = z.infer<typeof batchJob>;
export type Batch = z.infer<typeof batch>;
