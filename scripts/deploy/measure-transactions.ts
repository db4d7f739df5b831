import { type Address, type Hash, type Hex, hexToBigInt } from "viem";
import type { Limits } from "../../ignition/parameters/networks.ts";
import type { LocalNetwork } from "./start-network.ts";

/** The gas that the dry run's node takes for setting a slot that was zero, with a cold access. */
const NEW_SLOT_GAS = 22_100;
const INTRINSIC_GAS = 21_000;

export interface MeasuredTransaction {
  hash: Hash;
  /** The contract that it creates, or null. */
  creates: Address | null;
  /** Gas on the node, and by the chain's own prices where they are known. */
  gasUsed: number;
  chainGas: number;
  /** Slots that were zero and accounts that were not there. */
  newSlots: number;
  /** Bytes of the largest contract that it creates. */
  codeBytes: number;
}

type Prestate = Record<Address, { storage?: Record<Hex, Hex>; code?: Hex }>;

/** What every transaction of a local node cost, by tracing it. */
export async function measureTransactions(
  { client }: LocalNetwork,
  limits: Limits,
): Promise<MeasuredTransaction[]> {
  const head = await client.getBlockNumber();
  const measured: MeasuredTransaction[] = [];
  for (let blockNumber = 1n; blockNumber <= head; blockNumber++) {
    const { transactions } = await client.getBlock({ blockNumber });
    for (const hash of transactions) {
      const receipt = await client.getTransactionReceipt({ hash });
      const { pre, post } = await trace(client, hash);
      const gasUsed = Number(receipt.gasUsed);
      let slots = 0;
      let accounts = 0;
      let codeBytes = 0;
      for (const [address, { storage = {}, code }] of Object.entries(post)) {
        const before = pre[address as Address];
        if (before === undefined) accounts++;
        if (code !== undefined) codeBytes = Math.max(codeBytes, (code.length - 2) / 2);
        for (const [slot, value] of Object.entries(storage)) {
          const was = before?.storage?.[slot as Hex] ?? "0x0";
          if (hexToBigInt(was) === 0n && hexToBigInt(value) !== 0n) slots++;
        }
      }
      measured.push({
        ...{ hash, creates: receipt.contractAddress ?? null, gasUsed, codeBytes },
        newSlots: slots + accounts,
        chainGas:
          gasUsed +
          (limits.intrinsicGas - INTRINSIC_GAS) +
          slots * Math.max(0, (limits.newSlotGas ?? NEW_SLOT_GAS) - NEW_SLOT_GAS),
      });
    }
  }
  return measured;
}

async function trace(client: LocalNetwork["client"], hash: Hash): Promise<{ pre: Prestate; post: Prestate }> {
  const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>;
  return (await request({
    method: "debug_traceTransaction",
    params: [hash, { tracer: "prestateTracer", tracerConfig: { diffMode: true } }],
  })) as { pre: Prestate; post: Prestate };
}

/** In words, which limits of a chain a transaction breaks. */
export function findBreaches(transaction: MeasuredTransaction, limits: Limits): string[] {
  const { hash, chainGas, newSlots, codeBytes } = transaction;
  const gasLimit = Math.min(limits.blockGas, limits.transactionGas ?? limits.blockGas);
  const breaches: string[] = [];
  if (chainGas > gasLimit) breaches.push(`${hash} takes ${chainGas} gas of ${gasLimit}`);
  if (codeBytes > limits.codeBytes)
    breaches.push(`${hash} creates ${codeBytes} bytes of ${limits.codeBytes}`);
  if (limits.newSlots !== undefined && newSlots > limits.newSlots) {
    breaches.push(`${hash} sets ${newSlots} new slots of ${limits.newSlots}`);
  }
  return breaches;
}
