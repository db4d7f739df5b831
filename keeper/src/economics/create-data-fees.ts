import { type Hex, parseAbi, serializeTransaction } from "viem";
import type { Chain } from "../chain.ts";

/**
 * The OP stack's oracle of what a transaction's bytes cost on the layer below, at an address that all its chains share.
 *
 * @see https://specs.optimism.io/protocol/predeploys.html#gaspriceoracle
 */
const oracle = "0x420000000000000000000000000000000000000F";
const oracleAbi = parseAbi(["function getL1Fee(bytes data) view returns (uint256)"]);

export interface DataFees {
  /** Whether the chain charges for data apart from gas. */
  readonly areCharged: boolean;
  /** What publishing a call of the executor takes, in wei. */
  of(data: Hex, gasLimit: bigint): Promise<bigint>;
}

/** Finds out whether the chain has the oracle, and asks it. */
export async function createDataFees(chain: Chain): Promise<DataFees> {
  const code = await chain.client.getCode({ address: oracle });
  if (code === undefined || code === "0x") return { areCharged: false, of: async () => 0n };
  return {
    areCharged: true,
    of: (data, gas) =>
      chain.client.readContract({
        ...{ address: oracle, abi: oracleAbi, functionName: "getL1Fee" },
        // The oracle adds the signature's bytes itself; fields of fees and nonce count at a usual length.
        args: [
          serializeTransaction({
            ...{ type: "eip1559", chainId: chain.id, to: chain.deployment.executor, data, gas },
            ...{ nonce: 100_000, maxFeePerGas: 10n ** 9n, maxPriorityFeePerGas: 10n ** 6n },
          }),
        ],
      }),
  };
}
