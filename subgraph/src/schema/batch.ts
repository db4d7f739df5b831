import type { Row } from "../store/tables.ts";
import { builder } from "./builder.ts";
import { entityRef } from "./entityRef.ts";
import { page, pageComplexity } from "./page.ts";

const Batch = entityRef("Batch", "batches");

const BatchJob = builder.objectRef<Row<"batchJobs">>("BatchJob").implement({
  fields: (t) => ({
    key: t.exposeString("key", { description: "Unique for target, action and period" }),
    target: t.exposeString("target"),
    selector: t.exposeString("selector"),
    sender: t.exposeString("sender"),
    block: t.expose("block", { type: "BigInt" }),
    transactionIndex: t.exposeInt("transactionIndex"),
    transactionHash: t.exposeString("transactionHash"),
    gasUsed: t.expose("gasUsed", {
      type: "BigInt",
      nullable: true,
      description: "Of its whole transaction, which may have run other jobs too",
    }),
  }),
});

Batch.implement({
  description: "Keeper jobs that were planned to run in parallel.",
  fields: (t) => ({
    number: t.expose("number", { type: "BigInt" }),
    jobCount: t.exposeInt("jobCount"),
    firstBlock: t.expose("firstBlock", { type: "BigInt" }),
    lastBlock: t.expose("lastBlock", { type: "BigInt" }),
    timestamp: t.expose("timestamp", { type: "BigInt" }),
    jobs: t.field({
      type: [BatchJob],
      complexity: { field: 10, multiplier: 20 },
      resolve: ({ id }, _, context) => context.loadGroup("batchJobs", "batch", id),
    }),
  }),
});

const BatchConnection = builder.connectionObject(
  { type: Batch, name: "BatchConnection" },
  { name: "BatchEdge" },
);

builder.queryFields((t) => ({
  batch: t.field({
    type: Batch,
    nullable: true,
    args: { number: t.arg({ type: "BigInt", required: true }) },
    resolve: (_, { number }, context) => context.load("batches", number.toString()),
  }),
  batches: t.connection(
    {
      type: Batch,
      description: "Newest first",
      complexity: pageComplexity,
      resolve: (_, args, context) => page(context, "batches", { args, newestFirst: true }),
    },
    BatchConnection,
  ),
}));
