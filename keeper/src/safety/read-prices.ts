import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { type Address, ContractFunctionRevertedError, type BaseError as ViemError } from "viem";
import type { Chain } from "../chain.ts";
import { shortAddress } from "../observe/create-job.ts";
import { deviationBps, type Readings } from "./breakers.ts";

/** The mean is taken over ten minutes: longer than anybody holds a price that arbitrage moves back. */
const windowSeconds = 600;
/** The price now is that of a sale of a ten thousandth of the reserve, which moves it by less than the fee. */
const saleShare = 10_000n;

/** How far the price of each pool is from its mean, by which a price that someone has just moved is told. */
export async function readPrices(chain: Chain, pools: readonly Address[]): Promise<Readings["prices"]> {
  const readings = await Promise.all(pools.map((pool) => readPool(chain, pool)));
  return readings.filter((reading) => reading !== undefined);
}

async function readPool(chain: Chain, address: Address) {
  const contract = { address, abi: poolAbi } as const;
  try {
    const [[meanX112], [reserve0], token0] = await Promise.all([
      chain.client.readContract({ ...contract, functionName: "consult", args: [windowSeconds] }),
      chain.client.readContract({ ...contract, functionName: "reserves" }),
      chain.client.readContract({ ...contract, functionName: "token0" }),
    ]);
    const sale = reserve0 / saleShare;
    if (sale === 0n) return undefined;
    const paid = await chain.client.readContract({
      ...contract,
      functionName: "quoteOut",
      args: [token0, sale],
    });
    return {
      name: `pool ${shortAddress(address)}`,
      deviationBps: deviationBps((paid << 112n) / sale, meanX112),
    };
  } catch (error) {
    // A pool that is too young, or was not used within the window, has no mean price.
    if (isRevert(error)) return undefined;
    throw error;
  }
}

function isRevert(error: unknown): boolean {
  const walk = (error as Partial<ViemError>).walk;
  return (
    typeof walk === "function" &&
    (error as ViemError).walk((cause) => cause instanceof ContractFunctionRevertedError) !== null
  );
}
