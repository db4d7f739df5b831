import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { CURVE } from "@millrace/sdk/curve";
import UniswapV2Factory from "@uniswap/v2-core/build/UniswapV2Factory.json" with { type: "json" };
import UniswapV3Factory from "@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json" with {
  type: "json",
};
import { type Abi, type Address, erc20Abi, type Hex, parseAbi, parseEther } from "viem";
import type { BenchRow } from "../../scripts/bench.ts";
import { devAccount } from "../../scripts/devnet/chain.ts";
import { call, createWaves, type Waves } from "../../scripts/devnet/wave.ts";
import type { BenchChain } from "./bench-chain.ts";

const LIQUIDITY = parseEther("1000");
const FEE_PIPS = 3_000;
const EVEN_SQRT_PRICE_X96 = 2n ** 96n;
const AMOUNT_IN = parseEther("1");
const AMOUNT_OUT = parseEther("0.99");

const traderAbi = parseAbi([
  "function swap(address pair, address tokenIn, uint256 amountIn, uint256 amount0Out, uint256 amount1Out, bool isUniswap) returns (uint256 gas, uint256 gasWithInput)",
]);
const traderV3Abi = parseAbi([
  "function provide(address pool, uint128 liquidity)",
  "function swap(address pool, uint256 amountIn) returns (uint256 gas)",
]);
const uniswapV3Abi = parseAbi([
  "function createPool(address a, address b, uint24 fee) returns (address)",
  "function getPool(address a, address b, uint24 fee) view returns (address)",
  "function initialize(uint160 sqrtPriceX96)",
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
 * published on npm; for what v3 takes through its callback, the swap with its input. Measured inside one contract that sends the input and calls, so that no transaction's cost is in it.
 */
export async function poolGas(chain: BenchChain): Promise<BenchRow[]> {
  const { client, deploy } = chain;
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
    call(admin, factory, poolFactoryAbi, "createPool", [a, b, FEE_PIPS, 0, CURVE.PRODUCT]),
    call(admin, uniswap, uniswapFactoryAbi, "createPair", [a, b]),
  ]);
  const pool = await client.readContract({
    address: factory,
    abi: poolFactoryAbi,
    functionName: "poolFor",
    args: [a, b, FEE_PIPS, 0, CURVE.PRODUCT],
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
    let gas: readonly [bigint, bigint] = [0n, 0n];
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
    return { alone: Number(gas[0]), withInput: Number(gas[1]) };
  };
  const ours = await measure(pool, false);
  const peer = await measure(pair, true);
  const peerV3 = await swapOfV3(chain, waves, [a, b]);
  return [
    {
      ...{ case: "pool swap", value: ours.alone, unit: "gas", baseline: peer.alone },
      ...{ target: "≤ 1.00 × peer", ok: ours.alone <= peer.alone },
    },
    {
      ...{ case: "pool swap with its input, beside v3", value: ours.withInput, unit: "gas" },
      ...{ baseline: peerV3, target: null, ok: true },
    },
  ];
}

/** The gas of a swap with its payment in a pool of Uniswap v3 with the same fee, its liquidity at all prices. */
async function swapOfV3({ client, deploy }: BenchChain, waves: Waves, [a, b]: readonly [Address, Address]) {
  const admin = devAccount(0);
  await client.setAutomine(true);
  const { address: trader } = await deploy("bench/contracts/SwapMeterV3", []);
  const hash = await client.deployContract({
    ...{ abi: UniswapV3Factory.abi as Abi, bytecode: UniswapV3Factory.bytecode as Hex },
    ...{ args: [], account: admin, chain: client.chain },
  });
  const { contractAddress: factory } = await client.waitForTransactionReceipt({ hash });
  if (!factory) throw new Error("Uniswap v3's factory could not be deployed");
  // Its pools take more gas to create than what the waves allow a call.
  const created = await client.writeContract({
    ...{ address: factory, abi: uniswapV3Abi, functionName: "createPool", args: [a, b, FEE_PIPS] },
    ...{ account: admin, chain: client.chain, gas: 10_000_000n },
  });
  await client.waitForTransactionReceipt({ hash: created });
  await client.setAutomine(false);
  waves.forgetNonces();
  const pool = await client.readContract({
    ...{ address: factory, abi: uniswapV3Abi, functionName: "getPool", args: [a, b, FEE_PIPS] },
  });
  await waves.send([
    call(admin, pool, uniswapV3Abi, "initialize", [EVEN_SQRT_PRICE_X96]),
    ...[a, b].map((token) => call(admin, token, devnetTokenAbi, "mint", [trader, LIQUIDITY * 2n])),
    call(admin, trader, traderV3Abi, "provide", [pool, LIQUIDITY]),
  ]);
  let gas = 0n;
  for (let round = 0; round < 3; round++) {
    const { result } = await client.simulateContract({
      ...{ address: trader, abi: traderV3Abi, functionName: "swap", args: [pool, AMOUNT_IN], account: admin },
    });
    gas = result;
    await waves.send([call(admin, trader, traderV3Abi, "swap", [pool, AMOUNT_IN])]);
  }
  return Number(gas);
}
