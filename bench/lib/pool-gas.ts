import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { CURVE } from "@millrace/sdk/curve";
import UniswapV2Factory from "@uniswap/v2-core/build/UniswapV2Factory.json" with { type: "json" };
import { type Abi, type Address, erc20Abi, type Hex, parseAbi, parseEther } from "viem";
import type { BenchRow } from "../../scripts/bench.ts";
import { devAccount } from "../../scripts/devnet/chain.ts";
import { call, createWaves } from "../../scripts/devnet/wave.ts";
import type { BenchChain } from "./bench-chain.ts";

const LIQUIDITY = parseEther("1000");
const AMOUNT_IN = parseEther("1");
const AMOUNT_OUT = parseEther("0.99");

const traderAbi = parseAbi([
  "function swap(address pair, address tokenIn, uint256 amountIn, uint256 amount0Out, uint256 amount1Out, bool isUniswap) returns (uint256 gas)",
]);
const pairAbi = parseAbi([
  "function mint(address to) returns (uint256)",
  "function token0() view returns (address)",
]);
const uniswapFactoryAbi = parseAbi([
  "function createPair(address a, address b) returns (address)",
  "function getPair(address a, address b) view returns (address)",
]);

/**
 * What the low-level swap itself uses, both pools with liquidity and both sides' slots warm, beside Uniswap v2's pair as
 * published on npm. Measured inside one contract that sends the input and calls, so that no transaction's cost is in it.
 */
export async function poolGas({ client, deploy }: BenchChain): Promise<BenchRow[]> {
  const admin = devAccount(0);
  const at = async (source: string, args: readonly unknown[]): Promise<Address> =>
    (await deploy(source, args)).address;
  await client.setAutomine(true);
  const authority = await at("@openzeppelin/contracts/access/manager/AccessManager", [admin.address]);
  const [a, b] = [
    await at("contracts/devnet/DevnetToken", ["A", "A", 18]),
    await at("contracts/devnet/DevnetToken", ["B", "B", 18]),
  ];
  const factory = await at("contracts/pools/PoolFactory", [authority, admin.address, 1_000n]);
  const trader = await at("bench/contracts/SwapMeter", []);
  const hash = await client.deployContract({
    ...{ abi: UniswapV2Factory.abi as Abi, bytecode: `0x${UniswapV2Factory.bytecode}` as Hex },
    ...{ args: [admin.address], account: admin, chain: client.chain },
  });
  const { contractAddress: uniswap } = await client.waitForTransactionReceipt({ hash });
  if (!uniswap) throw new Error("Uniswap's factory could not be deployed");
  await client.setAutomine(false);

  const waves = createWaves(client, true);
  await waves.send([
    call(admin, factory, poolFactoryAbi, "createPool", [a, b, 3_000, 0, CURVE.PRODUCT]),
    call(admin, uniswap, uniswapFactoryAbi, "createPair", [a, b]),
  ]);
  const pool = await client.readContract({
    address: factory,
    abi: poolFactoryAbi,
    functionName: "poolFor",
    args: [a, b, 3_000, 0, CURVE.PRODUCT],
  });
  const pair = await client.readContract({
    address: uniswap,
    abi: uniswapFactoryAbi,
    functionName: "getPair",
    args: [a, b],
  });
  await waves.send([
    ...[a, b].flatMap((token) => [
      call(admin, token, devnetTokenAbi, "mint", [admin.address, LIQUIDITY * 2n]),
      call(admin, token, devnetTokenAbi, "mint", [trader, LIQUIDITY]),
      ...[pool, pair].map((to) => call(admin, token, erc20Abi, "transfer", [to, LIQUIDITY])),
    ]),
    ...[pool, pair].map((to) => call(admin, to, pairAbi, "mint", [admin.address])),
  ]);
  const token0 = await client.readContract({ address: pair, abi: pairAbi, functionName: "token0" });

  /** The gas of the last of a few swaps, each in a block of its own, within the pool's observation interval. */
  const measure = async (of: Address, isUniswap: boolean) => {
    let gas = 0n;
    for (let round = 0; round < 3; round++) {
      const args = [of, token0, AMOUNT_IN, 0n, (AMOUNT_OUT * BigInt(100 - round)) / 100n, isUniswap] as const;
      const { result } = await client.simulateContract({
        address: trader,
        abi: traderAbi,
        functionName: "swap",
        args,
        account: admin,
      });
      gas = result;
      await waves.send([call(admin, trader, traderAbi, "swap", args)]);
    }
    return Number(gas);
  };
  const value = await measure(pool, false);
  const baseline = await measure(pair, true);
  return [
    { case: "pool swap", value, unit: "gas", baseline, target: "≤ 1.00 × peer", ok: value <= baseline },
  ];
}
