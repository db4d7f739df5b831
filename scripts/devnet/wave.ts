import {
  type Abi,
  type Address,
  BaseError,
  type ContractFunctionArgs,
  type ContractFunctionName,
  decodeErrorResult,
  encodeFunctionData,
  type Hex,
  type LocalAccount,
  type TransactionReceipt,
} from "viem";
import type { DevnetClient } from "./chain.ts";

/** One transaction of a person: a call of `to`. */
export interface Call {
  from: LocalAccount;
  to: Address;
  data: Hex;
  /** For messages: what it does, and the ABI that decodes its errors. */
  label: string;
  abi: Abi;
}

/** A call as the person who makes it would write it. */
export function call<const abi extends Abi, name extends ContractFunctionName<abi, "nonpayable" | "payable">>(
  from: LocalAccount,
  to: Address,
  abi: abi,
  functionName: name,
  args: ContractFunctionArgs<abi, "nonpayable" | "payable", name>,
): Call {
  const data = encodeFunctionData({ abi, functionName, args } as Parameters<typeof encodeFunctionData>[0]);
  return { from, to, data, label: functionName, abi };
}

/** The gas limit of one transaction: the devnet's blocks are roomy, and unused gas is not charged. */
const GAS_LIMIT = 4_000_000n;
const MAX_FEE_PER_GAS = 100_000_000n;
/** Transactions a block where nothing else is said: a block's gas limit holds them all. */
const BLOCK_CALLS = 200;

/** Sends waves of transactions: those of one wave may be mined together, and all are mined before the next. */
export interface Waves {
  /**
   * @param blockCalls The most transactions that are sent before they are waited for.
   * @throws Error where one of them reverts, naming it and its custom error.
   */
  send(calls: Call[], blockCalls?: number): Promise<TransactionReceipt[]>;
  /** Asks the chain for every account's nonce again, after a failure. */
  forgetNonces(): void;
}

/**
 * @param mine Whether a wave mines its own blocks; otherwise it waits for the chain's.
 */
export function createWaves(client: DevnetClient, mine: boolean): Waves {
  const nonces = new Map<Address, Promise<number>>();

  /** The next nonce of an account; calls for one account queue up behind each other. */
  function nonceOf(address: Address): Promise<number> {
    const last = nonces.get(address);
    const next = last
      ? last.then((nonce) => nonce + 1)
      : client.getTransactionCount({ address, blockTag: "pending" });
    nonces.set(address, next);
    return next;
  }

  async function sendBlock(calls: Call[]): Promise<TransactionReceipt[]> {
    const hashes: Hex[] = await Promise.all(
      calls.map(async ({ from, to, data }) => {
        const nonce = await nonceOf(from.address);
        const serializedTransaction = await from.signTransaction({
          ...{ chainId: client.chain.id, type: "eip1559", to, data, nonce, gas: GAS_LIMIT },
          ...{ maxFeePerGas: MAX_FEE_PER_GAS, maxPriorityFeePerGas: 0n },
        });
        return client.sendRawTransaction({ serializedTransaction });
      }),
    );
    if (mine) await client.mine({ blocks: 1 });
    // What was just mined need not be waited for, which takes a polling interval.
    const receipts = await Promise.all(
      hashes.map((hash) =>
        mine ? client.getTransactionReceipt({ hash }) : client.waitForTransactionReceipt({ hash }),
      ),
    );
    for (const [index, receipt] of receipts.entries()) {
      const failed = calls[index];
      if (receipt.status === "reverted" && failed)
        throw await whyReverted(client, failed, receipt.blockNumber);
    }
    return receipts;
  }

  return {
    forgetNonces: () => nonces.clear(),
    async send(calls, blockCalls = BLOCK_CALLS) {
      const receipts: TransactionReceipt[] = [];
      for (let start = 0; start < calls.length; start += blockCalls) {
        receipts.push(...(await sendBlock(calls.slice(start, start + blockCalls))));
      }
      return receipts;
    },
  };
}

/** The error of a transaction that reverted, its custom error decoded. */
async function whyReverted(client: DevnetClient, { from, to, data, label, abi }: Call, blockNumber: bigint) {
  try {
    await client.call({ account: from.address, to, data, gas: GAS_LIMIT, blockNumber });
  } catch (error) {
    const raw =
      error instanceof BaseError
        ? error.walk((cause) => typeof (cause as { data?: unknown }).data === "string")
        : null;
    const revertData = (raw as { data?: Hex } | null)?.data;
    if (revertData) {
      try {
        const { errorName, args } = decodeErrorResult({ abi, data: revertData });
        return new Error(
          `${label} of ${from.address} on ${to} reverted: ${errorName}(${(args ?? []).join(", ")})`,
        );
      } catch {}
    }
    return new Error(`${label} of ${from.address} on ${to} reverted`, { cause: error });
  }
  return new Error(
    `${label} of ${from.address} on ${to} reverted in block ${blockNumber}, out of gas or by its order`,
  );
}
