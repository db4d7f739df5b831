import { type Hex, parseAbi, serializeTransaction } from "viem";
import type { Chain } from "../chain.ts";
import { reasonOfRevert } from "../observe/find-each.ts";

/**
 * The OP stack's oracle of what a transaction's bytes cost on the layer below, at an address that all its chains share.
 *
 * @see https://specs.optimism.io/protocol/predeploys.html#gaspriceoracle
 */
const oracle = "0x420000000000000000000000000000000000000F";
const oracleAbi = parseAbi(["function getL1Fee(bytes data) view returns (uint256)"]);

/** Where the oracle has the prices of the layer below from, with the time of the block that they are of. */
const source = "0x4200000000000000000000000000000000000015";
const sourceAbi = parseAbi(["function timestamp() view returns (uint64)"]);

/**
 * Prices of the layer below that are older than this say nothing of now.
 *
 * @remarks A sequencer may run ahead of the layer below by at most 1,800 s: https://specs.optimism.io/protocol/fjord/derivation.html
 */
const maxAgeSeconds = 3_600n;

export type DataFee = { readonly wei: bigint } | { readonly reason: string };

export interface DataFees {
  /** What publishing a call of the executor takes, or why that is not known. */
  of(data: Hex, gasLimit: bigint): Promise<DataFee>;
}

/** Finds out whether the chain has the oracle, and asks it; data costs nothing apart on a chain that has none. */
export async function createDataFees(chain: Chain): Promise<DataFees> {
  const { client } = chain;
  const [isCharged, isDated] = await Promise.all([hasCode(chain, oracle), hasCode(chain, source)]);
  if (!isCharged) return { of: async () => ({ wei: 0n }) };

  /** Why the oracle's prices are not those of now, at the block that is the latest. */
  const stale = async (): Promise<string | undefined> => {
    if (!isDated) return undefined;
    const [block, time] = await Promise.all([
      client.getBlock(),
      client.readContract({ address: source, abi: sourceAbi, functionName: "timestamp" }),
    ]);
    const ageSeconds = block.timestamp - time;
    if (ageSeconds <= maxAgeSeconds) return undefined;
    return `the prices of the data oracle ${oracle} are ${ageSeconds} s old, above ${maxAgeSeconds} s`;
  };

  return {
    async of(data, gas) {
      try {
        const [reason, wei] = await Promise.all([
          stale(),
          client.readContract({
            ...{ address: oracle, abi: oracleAbi, functionName: "getL1Fee" },
            // The oracle adds the signature's bytes itself; fields of fees and nonce count at a usual length.
            args: [
              serializeTransaction({
                ...{ type: "eip1559", chainId: chain.id, to: chain.deployment.executor, data, gas },
                ...{ nonce: 100_000, maxFeePerGas: 10n ** 9n, maxPriorityFeePerGas: 10n ** 6n },
              }),
            ],
          }),
        ]);
        return reason === undefined ? { wei } : { reason };
      } catch (error) {
        return { reason: `the data oracle ${oracle} does not answer: ${reasonOfRevert(error)}` };
      }
    },
  };
}

async function hasCode({ client }: Chain, address: Hex): Promise<boolean> {
  const code = await client.getCode({ address });
  return code !== undefined && code !== "0x";
}
