import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { numberToHex, type TransactionReceipt } from "viem";
import type { Prestate, TracedAccount } from "../keeper/src/sets/sets-from-prestate.ts";
import type { BenchRow } from "../scripts/bench.ts";
import { benchRow } from "./lib/bench-row.ts";
import { openWorld, type World } from "./lib/keeper-world.ts";
import { recordCycle } from "./lib/record-cycle.ts";
import { type RpcBlock, runBlock } from "./lib/run-block.ts";
import { type BenchDevnet, withDevnet } from "./lib/with-devnet.ts";

/**
 * Writes the fullest block of a mined cycle to `out`: `block.json` as `eth_getBlockByNumber` gives it with full
 * transactions, and `prestate.json` in geth's format, all state that the block touches as it was before it. Both are then
 * put to the test: a chain that knows nothing else runs the block and has to come to the same receipts.
 */
export function run(args: { readonly out?: string | undefined }): Promise<BenchRow[]> {
  const { out } = args;
  if (out === undefined) throw new Error("name a directory: npm run bench -- export --out DIR");
  return withDevnet((devnet) => measure(devnet, out));
}

export async function measure({ client, keeperEnv }: BenchDevnet, out: string): Promise<BenchRow[]> {
  const world = await openWorld({ ...keeperEnv, KEEPER_PAYOUT_IDS: "2" });
  const { batches } = await recordCycle(client, world);
  const fullest = batches.toSorted((a, b) => b.mined.length - a.mined.length)[0];
  if (fullest === undefined) throw new Error("no batch was mined");
  const number = numberToHex(fullest.blockNumber);
  const block = (await client.request({
    method: "eth_getBlockByNumber",
    params: [number, true],
  } as never)) as RpcBlock;
  const prestate = await prestateOf(world, number);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "block.json"), `${JSON.stringify(block, null, 2)}\n`);
  writeFileSync(join(out, "prestate.json"), `${JSON.stringify(prestate, null, 2)}\n`);

  const accounts = Object.keys(prestate);
  const slots = Object.values(prestate).reduce(
    (sum, { storage }) => sum + Object.keys(storage ?? {}).length,
    0,
  );
  const withSender = block.transactions.filter(
    ({ from }) => prestate[from.toLowerCase()] !== undefined,
  ).length;
  const jobs = fullest.mined.length;
  const [mined, again] = await Promise.all([
    Promise.all(block.transactions.map(({ hash }) => client.getTransactionReceipt({ hash }))),
    runBlock(block, prestate),
  ]);
  const alike = mined.filter((receipt, index) => effectsOf(receipt) === effectsOf(again[index])).length;
  return [
    benchRow(
      "transactions in block.json",
      block.transactions.length,
      "jobs",
      `= ${jobs}`,
      block.transactions.length === jobs,
    ),
    benchRow("their senders in prestate.json", withSender, "jobs", `= ${jobs}`, withSender === jobs),
    benchRow(
      "alike when run from the files alone: status, gas, logs",
      alike,
      "jobs",
      `= ${jobs}`,
      alike === jobs && mined.length === jobs,
    ),
    benchRow("accounts in prestate.json", accounts.length, "accounts", null, true),
    benchRow("slots in prestate.json", slots, "slots", null, true),
  ];
}

/** What a transaction did, apart from where it was mined. */
function effectsOf(receipt: TransactionReceipt | undefined): string {
  const logs = receipt?.logs.map(({ address, topics, data }) => [address, topics, data]);
  return JSON.stringify([receipt?.status, `${receipt?.gasUsed}`, logs]);
}

/** What a block touches as it was before it: of each account and slot, what the first transaction that touches it found. */
async function prestateOf({ chain }: World, number: string): Promise<Record<string, TracedAccount>> {
  const traces = await chain.request<readonly { result: Prestate }[]>("debug_traceBlockByNumber", [
    number,
    { tracer: "prestateTracer" },
  ]);
  const union: Record<string, TracedAccount & { storage?: Record<string, string> }> = {};
  for (const { result } of traces) {
    for (const [address, account] of Object.entries(result)) {
      const known = union[address.toLowerCase()];
      if (known === undefined) {
        union[address.toLowerCase()] = { ...account, storage: { ...account.storage } };
        continue;
      }
      known.storage = { ...account.storage, ...known.storage };
    }
  }
  return union;
}
