import {
  type Hash,
  type Hex,
  hexToBigInt,
  hexToNumber,
  serializeTransaction,
  type TransactionReceipt,
} from "viem";
import type { TracedAccount } from "../../keeper/src/sets/sets-from-prestate.ts";
import { withChain } from "./bench-chain.ts";

/** What of a block as `eth_getBlockByNumber` gives it with full transactions is needed to run it. */
export interface RpcBlock {
  readonly timestamp: Hex;
  readonly baseFeePerGas: Hex;
  readonly transactions: readonly RpcTransaction[];
}

export interface RpcTransaction {
  readonly hash: Hash;
  readonly from: Hex;
  readonly to: Hex;
  readonly chainId: Hex;
  readonly nonce: Hex;
  readonly gas: Hex;
  readonly maxFeePerGas: Hex;
  readonly maxPriorityFeePerGas: Hex;
  readonly value: Hex;
  readonly input: Hex;
  readonly r: Hex;
  readonly s: Hex;
  readonly yParity?: Hex;
  readonly v: Hex;
}

/** Runs a block on a chain that knows nothing but a prestate, its transactions as they were signed. */
export function runBlock(
  block: RpcBlock,
  prestate: Readonly<Record<string, TracedAccount>>,
): Promise<TransactionReceipt[]> {
  return withChain(async ({ client }) => {
    const set = (method: string, params: readonly unknown[]) => client.request({ method, params } as never);
    await client.setAutomine(false);
    await Promise.all(
      Object.entries(prestate).flatMap(([address, { balance = "0x0", nonce = 0, code, storage = {} }]) => [
        set("anvil_setBalance", [address, balance]),
        set("anvil_setNonce", [address, `0x${nonce.toString(16)}`]),
        ...(code === undefined ? [] : [set("anvil_setCode", [address, code])]),
        ...Object.entries(storage).map(([slot, value]) => set("anvil_setStorageAt", [address, slot, value])),
      ]),
    );
    await client.setNextBlockTimestamp({ timestamp: hexToBigInt(block.timestamp) });
    await client.setNextBlockBaseFeePerGas({ baseFeePerGas: hexToBigInt(block.baseFeePerGas) });
    // One after another: transactions of the same fee are mined in the order of their arrival.
    for (const transaction of block.transactions) {
      await client.sendRawTransaction({ serializedTransaction: serialize(transaction) });
    }
    await client.mine({ blocks: 1 });
    return Promise.all(block.transactions.map(({ hash }) => client.getTransactionReceipt({ hash })));
  });
}

function serialize(transaction: RpcTransaction): Hex {
  const { to, input, r, s, yParity, v } = transaction;
  return serializeTransaction(
    {
      ...{ type: "eip1559", to, data: input, chainId: hexToNumber(transaction.chainId) },
      ...{ nonce: hexToNumber(transaction.nonce), gas: hexToBigInt(transaction.gas) },
      maxFeePerGas: hexToBigInt(transaction.maxFeePerGas),
      maxPriorityFeePerGas: hexToBigInt(transaction.maxPriorityFeePerGas),
      value: hexToBigInt(transaction.value),
    },
    { r, s, yParity: hexToNumber(yParity ?? v) },
  );
}
