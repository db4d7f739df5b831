import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { liquidatorAbi } from "@millrace/sdk/abis/liquidatorAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { registryAbi } from "@millrace/sdk/abis/registryAbi";
import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { CURVE } from "@millrace/sdk/curve";
import type { Deployment } from "@millrace/sdk/deployment";
import {
  type Abi,
  type Address,
  maxUint256,
  parseAbi,
  parseUnits,
  toFunctionSelector,
  zeroAddress,
} from "viem";
import type { AnvilClient } from "./anvil.ts";
import { account, deployContract } from "./scene.ts";

const keeperRole = 2n;
const wad = 10n ** 18n;
const managerAbi = parseAbi([
  "function setTargetFunctionRole(address target, bytes4[] selectors, uint64 roleId)",
  "function grantRole(uint64 roleId, address account, uint32 executionDelay)",
]);
const feedAbi = parseAbi(["function set(int256 answer)"]);

type Send = (from: Address, target: Address, abi: Abi, name: string, args: unknown[]) => Promise<unknown>;

export interface LendingScene {
  readonly deployment: Deployment;
  readonly market: Address;
  readonly liquidator: Address;
  readonly loan: Address;
  readonly collateral: Address;
  readonly recipient: Address;
  /** Who borrowed nearly all that may be borrowed. */
  readonly thin: Address;
  readonly send: Send;
  /** Sets the feed, in whole dollars a bitcoin. */
  setPrice(dollars: number): Promise<unknown>;
  /** Sells collateral to the pool. */
  sell(from: Address, amount: bigint): Promise<unknown>;
}

/** A market of dollars against bitcoin at 100,000, a deep pool of the two, a thin borrower and a careful one. */
export async function deployLendingScene(client: AnvilClient, operator: Address): Promise<LendingScene> {
  const [lender, thin, careful, recipient] = ["lender", "thin", "careful", "recipient"].map(account) as [
    ...[Address, Address, Address, Address],
  ];
  for (const address of [operator, lender, thin, careful])
    await client.setBalance({ address, value: 10_000n * wad });
  const startBlock = Number(await client.getBlockNumber()) + 1;
  const deploy = (source: string, args: unknown[]) => deployContract(client, operator, source, args);
  const send: Send = async (from, address, abi, functionName, args) => {
    // An estimate would be short where a call costs more in the next second than in this one.
    const hash = await client.writeContract({
      ...{ account: from, address, abi, functionName, args, chain: null, gas: 5_000_000n },
    });
    const receipt = await client.waitForTransactionReceipt({ hash });
    if (receipt.status !== "success") throw new Error(`${functionName} reverted`);
  };

  const manager = await deploy("@openzeppelin/contracts/access/manager/AccessManager.sol", [operator]);
  const registry = await deploy("contracts/keeper/Registry.sol", [manager]);
  const executor = await deploy("contracts/keeper/Executor.sol", [manager]);
  const poolFactory = await deploy("contracts/pools/PoolFactory.sol", [manager, operator, 1_000n]);
  const router = await deploy("contracts/pools/Router.sol", [poolFactory]);
  const loan = await deploy("contracts/devnet/DevnetToken.sol", ["Dollar", "USD", 6]);
  const collateral = await deploy("contracts/devnet/DevnetToken.sol", ["Bitcoin", "BTC", 8]);
  const feed = await deploy("contracts/devnet/DevnetFeed.sol", [parseUnits("100000", 8)]);
  const none = { aggregator: zeroAddress, maxAgeSeconds: 0n, min: 0n, max: 0n };
  const oracle = await deploy("contracts/oracles/ChainlinkOracle.sol", [
    {
      base: { aggregator: feed, maxAgeSeconds: 604_800n, min: 1n, max: parseUnits("1000000", 8) },
      ...{ quote: none, sequencer: zeroAddress, graceSeconds: 0n, collateralDecimals: 8n, loanDecimals: 6n },
    },
  ]);
  const market = await deploy("contracts/lending/Market.sol", [
    {
      terms: {
        ...{ asset: loan, collateral, oracle, lltvWad: (wad * 4n) / 5n, incentiveWad: wad / 20n },
        ...{ closeFactorWad: wad / 2n, fullLiquidationHealthWad: (wad * 95n) / 100n },
        ...{ seedAssets: 1_000_000n, minEpochSeconds: 900n, streamPeriod: 3_600n },
      },
      ...{ name: "Lent Dollar", symbol: "mlUSD", lanes: 4n, authority: manager, feeRecipient: operator },
      ...{ feeWad: wad / 10n, supplyCap: 2n ** 128n - 1n, borrowCap: 2n ** 128n - 1n },
      rateModel: { baseRateWad: 0n, kinkRateWad: wad / 25n, maxRateWad: wad, kinkWad: (wad * 9n) / 10n },
    },
  ]);
  const liquidator = await deploy("contracts/lending/Liquidator.sol", [manager, router, recipient, 300n]);

  const selectors = (...signatures: string[]) => signatures.map((signature) => toFunctionSelector(signature));
  const liquidate = selectors("liquidate(address,address,uint256)");
  const execute = executorAbi
    .filter((item) => item.type === "function" && item.name.startsWith("execute") && item.inputs.length === 2)
    .map((item) => toFunctionSelector(item as never));
  await send(operator, manager, managerAbi, "setTargetFunctionRole", [executor, execute, keeperRole]);
  await send(operator, manager, managerAbi, "setTargetFunctionRole", [liquidator, liquidate, keeperRole]);
  for (const member of [executor, operator])
    await send(operator, manager, managerAbi, "grantRole", [keeperRole, member, 0]);
  await send(operator, executor, executorAbi as Abi, "setTarget", [liquidator, liquidate, true]);
  await send(operator, executor, executorAbi as Abi, "setTarget", [market, selectors("accrue()"), true]);
  await send(operator, registry, registryAbi as Abi, "register", [5, [market]]);
  await send(operator, registry, registryAbi as Abi, "register", [6, [liquidator]]);
  await send(operator, liquidator, liquidatorAbi as Abi, "setRoute", [
    market,
    [{ tokenOut: loan, feePips: 3_000, shard: 0, curve: CURVE.PRODUCT }],
  ]);

  const token = devnetTokenAbi as Abi;
  const fund = async (who: Address, of: Address, amount: bigint, spender: Address) => {
    await send(who, of, token, "mint", [who, amount]);
    await send(who, of, token, "approve", [spender, maxUint256]);
  };
  const [loanSide, collateralSide] = [parseUnits("10000000", 6), parseUnits("100", 8)];
  await send(operator, poolFactory, poolFactoryAbi as Abi, "createPool", [
    ...[loan, collateral, 3_000, 0, CURVE.PRODUCT],
  ]);
  await fund(operator, loan, loanSide, router);
  await fund(operator, collateral, collateralSide, router);
  await send(operator, router, routerAbi as Abi, "addLiquidity", [
    {
      ...{ tokenA: loan, tokenB: collateral, feePips: 3_000, shard: 0, curve: CURVE.PRODUCT },
      ...{ amountA: loanSide, amountB: collateralSide, minA: 0n, minB: 0n },
      ...{ to: operator, deadline: 2n ** 40n },
    },
  ]);

  const lend = marketAbi as Abi;
  await fund(lender, loan, parseUnits("200000", 6), market);
  await send(lender, market, lend, "seed", []);
  await send(lender, market, lend, "deposit", [parseUnits("190000", 6), lender]);
  for (const [who, dollars] of [
    [thin, "39500"],
    [careful, "37000"],
  ] as const) {
    await fund(who, collateral, parseUnits("0.5", 8), market);
    await send(who, market, lend, "supplyCollateral", [parseUnits("0.5", 8), who]);
    await send(who, market, lend, "borrow", [parseUnits(dollars, 6), who, who]);
  }

  const chainId = await client.getChainId();
  return {
    // There are no items here to be traded.
    deployment: {
      ...{ chainId, startBlock, accessManager: manager, registry, executor, poolFactory, router },
      ...{ nftRouter: zeroAddress, marketplace: zeroAddress, orderBook: zeroAddress },
    },
    ...{ market, liquidator, loan, collateral, recipient, thin, send },
    setPrice: (dollars) => send(operator, feed, feedAbi as Abi, "set", [parseUnits(String(dollars), 8)]),
    async sell(from, amount) {
      await send(from, collateral, token, "approve", [router, maxUint256]);
      await send(from, router, routerAbi as Abi, "swapExactIn", [
        {
          tokenIn: collateral,
          hops: [{ tokenOut: loan, feePips: 3_000, shard: 0, curve: CURVE.PRODUCT }],
          ...{ amountIn: amount, amountOut: 0n, to: from, deadline: 2n ** 40n },
        },
      ]);
    },
  };
}
