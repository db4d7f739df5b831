import { readFileSync } from "node:fs";
import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { orderBookAbi } from "@millrace/sdk/abis/orderBookAbi";
import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { registryAbi } from "@millrace/sdk/abis/registryAbi";
import { rentalWrapperAbi } from "@millrace/sdk/abis/rentalWrapperAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { CURVE } from "@millrace/sdk/curve";
import type { Deployment } from "@millrace/sdk/deployment";
import { type Linkable, linkBytecode } from "@millrace/sdk/link-bytecode";
import { ORDER_KIND, type Order, orderTypedData, type SignedOrder } from "@millrace/sdk/order";
import {
  type Abi,
  type Address,
  encodeFunctionData,
  isAddressEqual,
  maxUint256,
  numberToHex,
  parseAbi,
  toFunctionSelector,
  zeroAddress,
} from "viem";
import { type AnvilClient, account } from "./startAnvil.ts";

export const collectionAbi = parseAbi([
  "function mint(address to, uint256[] ids)",
  "function setApprovalForAll(address operator, bool approved)",
]);
export const adminAbi = parseAbi(["function setGauge(address gauge)"]);

export type Market = Awaited<ReturnType<typeof deployMarket>>;

/** Units of the tokens of 6 decimals, and of those of 18. */
export const usd = (amount: number) => BigInt(amount) * 10n ** 6n;
export const wad = (amount: number) => BigInt(amount) * 10n ** 18n;

const wadPart = (part: number) => BigInt(Math.round(part * 1e18));

/**
 * A small deployment: a vault that has another one as its strategy, a gauge of its shares, a pool, an NFT vault with
 * a gauge, a lending market. Vault and gauge are set up, and used, before they are registered.
 */
export async function deployMarket(client: AnvilClient) {
  const startBlock = Number(await client.getBlockNumber());
  const admin = account(0).address;

  async function deploy(path: string, args: readonly unknown[]): Promise<Address> {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const file = new URL(`../../../artifacts/${path}.sol/${name}.json`, import.meta.url);
    const artifact = JSON.parse(readFileSync(file, "utf8")) as Linkable & { abi: Abi };
    const { abi } = artifact;
    const bytecode = await linkBytecode(artifact, (library) => deploy(library, []));
    const hash = await client.deployContract({ abi, bytecode, args });
    const { contractAddress } = await client.waitForTransactionReceipt({ hash });
    if (!contractAddress) throw new Error(`${name} was not deployed`);
    return contractAddress;
  }
  async function send(
    address: Address,
    abi: Abi,
    functionName: string,
    args: readonly unknown[],
  ): Promise<void> {
    const hash = await client.writeContract({ address, abi, functionName, args });
    const { status } = await client.waitForTransactionReceipt({ hash });
    if (status !== "success") throw new Error(`${functionName} failed`);
  }
  const deployVault = async (name: string, symbol: string, asset: Address) =>
    deploy("contracts/vaults/Vault", [
      {
        ...{ asset, name, symbol, lanes: 4n, authority: accessManager, feeRecipient: admin },
        ...{ performanceFeeWad: wadPart(0.1), managementFeeWad: 0n, streamPeriod: 3_600n },
        ...{ maxGainWad: wadPart(0.5), maxLossWad: wadPart(0.5), gracePeriod: 86_400n },
        settlement: await deploy("contracts/vaults/VaultSettlement", [asset, 4n]),
      },
    ]);
  const deployGauge = (stakeToken: Address, rewards: Address[]) =>
    deploy("contracts/gauges/Gauge", [
      {
        ...{
          name: "Gauge",
          symbol: "GAUGE",
          stakeToken,
          lanes: 4n,
          authority: accessManager,
          minEpochSeconds: 1n,
        },
        rewards: rewards.map((token) => ({ token, streamPeriod: 1_000n })),
      },
    ]);

  /** A market that lends dollars against MILL, and its oracle: what slot 0 says. */
  async function deployLending(): Promise<{ oracle: Address; lending: Address }> {
    const hash = await client.sendTransaction({ data: slotOracleCode });
    const { contractAddress: oracle } = await client.waitForTransactionReceipt({ hash });
    if (!oracle) throw new Error("the oracle was not deployed");
    const lending = await deploy("contracts/lending/Market", [
      {
        terms: {
          ...{ asset: usdc, collateral: mill, oracle, lltvWad: wadPart(0.8), incentiveWad: wadPart(0.05) },
          ...{ closeFactorWad: wadPart(0.5), fullLiquidationHealthWad: wadPart(0.95) },
          ...{ seedAssets: usd(1), minEpochSeconds: 60n, streamPeriod: 3_600n },
        },
        ...{ name: "Lent dollars", symbol: "lUSDC", lanes: 4n, authority: accessManager },
        ...{ feeRecipient: admin, feeWad: wadPart(0.1), supplyCap: usd(1e9), borrowCap: usd(1e9) },
        rateModel: {
          ...{ baseRateWad: wadPart(0.01), kinkRateWad: wadPart(0.1) },
          ...{ maxRateWad: wadPart(1), kinkWad: wadPart(0.8) },
        },
      },
    ]);
    return { oracle, lending };
  }

  const accessManager = await deploy("@openzeppelin/contracts/access/manager/AccessManager", [admin]);
  const registry = await deploy("contracts/keeper/Registry", [accessManager]);
  const executor = await deploy("contracts/keeper/Executor", [accessManager]);
  const poolFactory = await deploy("contracts/pools/PoolFactory", [accessManager, admin, 1_000n]);
  const marketplace = await deploy("contracts/nfts/Marketplace", [accessManager, 4n, admin, 100n]);
  const orderBook = await deploy("contracts/nfts/OrderBook", [marketplace]);
  const deployment: Deployment = {
    chainId: client.chain.id,
    startBlock,
    ...{ accessManager, registry, executor, poolFactory, marketplace, orderBook },
    ...{ router: zeroAddress, nftRouter: zeroAddress },
  };

  const usdc = await deploy("contracts/devnet/DevnetToken", ["USD Coin", "USDC", 6]);
  const mill = await deploy("contracts/devnet/DevnetToken", ["Millrace", "MILL", 18]);
  const collection = await deploy("contracts/devnet/DevnetRentableCollection", [
    "Land",
    "LAND",
    admin,
    500n,
    0,
  ]);
  const wrapper = await deploy("contracts/nfts/RentalWrapper", [collection, "Wrapped land", "wLAND", 4n]);
  const inner = await deployVault("Inner", "iUSDC", usdc);
  const vault = await deployVault("Outer", "oUSDC", usdc);
  const gauge = await deployGauge(vault, [mill, usdc]);
  const nftVault = await deploy("contracts/nfts/NftVault", [
    {
      ...{
        collection,
        quoteToken: usdc,
        receipts: await deploy("contracts/nfts/NftReceipts", []),
        name: "Land vault",
        symbol: "vLAND",
        lanes: 4n,
        authority: accessManager,
      },
      fees: { depositFeeWad: wadPart(0.01), targetedRedeemFeeWad: wadPart(0.02), swapFeeWad: wadPart(0.01) },
      rentTerms: {
        pricePerSecondWad: wad(10),
        minSeconds: 60,
        maxSeconds: 86_400,
        maxRentedWad: wadPart(0.8),
      },
    },
  ]);
  const nftGauge = await deployGauge(nftVault, [usdc, nftVault]);
  await send(nftVault, adminAbi, "setGauge", [nftGauge]);
  await send(vault, vaultAbi, "setStrategy", [inner, usd(1_000_000), wad(1)]);
  const { oracle, lending } = await deployLending();
  // Registered after they were set up; the strategy after the vault that names it.
  await send(registry, registryAbi, "register", [1, [vault]]);
  await send(registry, registryAbi, "register", [1, [inner]]);
  await send(registry, registryAbi, "register", [3, [gauge, nftGauge]]);
  await send(registry, registryAbi, "register", [4, [nftVault]]);
  await send(registry, registryAbi, "register", [5, [lending]]);
  const settleSelector = toFunctionSelector("function settle()");
  await send(executor, executorAbi, "setTarget", [gauge, [settleSelector], true]);
  await send(poolFactory, poolFactoryAbi, "createPool", [usdc, mill, 3000, 0, CURVE.PRODUCT]);
  const pool = await client.readContract({
    ...{
      address: poolFactory,
      abi: poolFactoryAbi,
      functionName: "poolFor",
      args: [usdc, mill, 3000, 0, CURVE.PRODUCT],
    },
  });
  const token0 = await client.readContract({ address: pool, abi: poolAbi, functionName: "token0" });

  for (let index = 0; index < 4; index++) {
    const owner = account(index);
    for (const token of [usdc, mill]) {
      await write(client, index, token, devnetTokenAbi, "mint", [
        owner.address,
        token === usdc ? usd(1e9) : wad(1e9),
      ]);
      for (const spender of [vault, gauge, nftGauge, nftVault, lending, marketplace]) {
        await write(client, index, token, devnetTokenAbi, "approve", [spender, maxUint256]);
      }
    }
    await write(client, index, vault, devnetTokenAbi, "approve", [gauge, maxUint256]);
    const ids = [0n, 1n, 2n, 3n].map((id) => BigInt(index) * 10n + id);
    await write(client, index, collection, collectionAbi, "mint", [owner.address, ids]);
    await write(client, index, collection, collectionAbi, "setApprovalForAll", [nftVault, true]);
    await write(client, index, collection, collectionAbi, "setApprovalForAll", [marketplace, true]);
  }
  return {
    deployment,
    usdc,
    mill,
    collection,
    wrapper,
    vault,
    inner,
    gauge,
    nftVault,
    nftGauge,
    pool,
    usdcIs0: isAddressEqual(token0, usdc),
    lending,
    oracle,
  };
}

/** Supply, loans, and one of them liquidated whole with bad debt, another in part. */
async function lend(client: AnvilClient, { lending, oracle }: Market, round: number): Promise<void> {
  const by = (sender: number, name: string, args: readonly unknown[]) =>
    write(client, sender, lending, marketAbi, name, args);
  const price = (millionths: number) =>
    client.setStorageAt({
      address: oracle,
      index: 0,
      // 1e36 scaled by the decimals of dollars less those of MILL.
      value: numberToHex(BigInt(millionths) * 10n ** 18n, { size: 32 }),
    });
  await price(2_000_000);
  if (round === 0) await by(0, "seed", []);
  await by(1, "deposit", [usd(50_000) + BigInt(round), account(1).address]);
  await by(2, "deposit", [usd(20_000), account(3).address]);
  for (const [sender, debt] of [
    [2, usd(11_000)],
    [3, usd(15_500)],
    [0, usd(3_000)],
  ] as const) {
    const { address } = account(sender);
    await by(sender, "supplyCollateral", [wad(10_000), address]);
    await by(sender, "borrow", [debt, address, address]);
  }
  await client.increaseTime({ seconds: 3_600 + round });
  await by(0, "accrue", []);
  await by(0, "repay", [usd(1_234), account(0).address]);
  await by(0, "withdrawCollateral", [wad(3), account(0).address, account(0).address]);
  await price(1_300_000);
  await by(0, "liquidate", [account(2).address, usd(100), 0n, account(0).address, "0x"]);
  await by(1, "liquidate", [account(3).address, maxUint256, 0n, account(1).address, "0x"]);
  await price(2_000_000);
  await by(2, "repay", [maxUint256, account(2).address]);
  const { collateral } = await client.readContract({
    ...{ address: lending, abi: marketAbi, functionName: "positionOf", args: [account(2).address] },
  });
  await by(2, "withdrawCollateral", [collateral, account(2).address, account(2).address]);
  await by(1, "withdraw", [usd(1_000), account(1).address, account(1).address]);
  await by(1, "transfer", [account(2).address, usd(7)]);
}

/** A sale and a rental that are filled, an offer for any item that stays open, sales that are cancelled one by one and all at once. */
async function trade(client: AnvilClient, market: Market, round: number): Promise<void> {
  if (round > 1) return;
  const { collection, usdc } = market;
  const { marketplace, orderBook, chainId } = market.deployment;
  const { timestamp } = await client.getBlock();
  const publish = async (sender: number, fields: Partial<Order>): Promise<SignedOrder> => {
    const order: Order = {
      ...{ kind: ORDER_KIND.SALE, maker: account(sender).address, taker: zeroAddress, collection, id: 0n },
      ...{ currency: usdc, price: usd(500), minProceeds: 0n, minStake: 0n, minSeconds: 0, maxSeconds: 0 },
      ...{ start: 0n, end: timestamp + 1_000_000n, nonce: 0n, counter: BigInt(round), ...fields },
    };
    const signature = await account(sender).signTypedData(orderTypedData(order, { chainId, marketplace }));
    await write(client, 3, orderBook, orderBookAbi, "publish", [order, signature]);
    return { order, signature };
  };
  // Not among the items that go to the NFT vault.
  const id = BigInt((3 - round) * 10 + 3);
  const owner = 3 - round;
  const nonce = BigInt(round * 10);
  const sale = await publish(owner, { id, nonce, counter: 0n });
  const fill = { ...sale, id, durationSeconds: 0n, minProceeds: 0n, to: account(1 - round).address };
  await write(client, 1 - round, marketplace, marketplaceAbi, "fill", [fill]);
  await publish(0, { kind: ORDER_KIND.COLLECTION_OFFER, nonce: nonce + 1n });
  await publish(0, { nonce: nonce + 2n, id: 1n });
  await write(client, 0, marketplace, marketplaceAbi, "cancel", [[nonce + 2n]]);
  if (round > 0) return;
  await rentOut(client, market, publish);
  await publish(0, { nonce: nonce + 3n, id: 1n });
  await write(client, 0, marketplace, marketplaceAbi, "cancelAll", []);
}

/** An item is wrapped, and rented out of its owner's wallet for an hour. */
async function rentOut(
  client: AnvilClient,
  { wrapper, collection, deployment }: Market,
  publish: (sender: number, fields: Partial<Order>) => Promise<SignedOrder>,
): Promise<void> {
  const id = 14n;
  const owner = account(1).address;
  await write(client, 1, collection, collectionAbi, "mint", [owner, [id]]);
  await write(client, 1, collection, collectionAbi, "setApprovalForAll", [wrapper, true]);
  await write(client, 1, wrapper, rentalWrapperAbi, "wrap", [[id], owner]);
  await write(client, 1, wrapper, collectionAbi, "setApprovalForAll", [deployment.marketplace, true]);
  const rental = await publish(1, {
    ...{ kind: ORDER_KIND.RENTAL, collection: wrapper, id, counter: 0n, nonce: id },
    ...{ price: 2_000n * 10n ** 18n, minSeconds: 60, maxSeconds: 7_200 },
  });
  const fill = { ...rental, id, durationSeconds: 3_600n, minProceeds: 0n, to: account(2).address };
  await write(client, 2, deployment.marketplace, marketplaceAbi, "fill", [fill]);
}

/** A contract that answers any call with its slot 0. */
const slotOracleCode = "0x60088060095f395ff35f545f5260205ff3";

/** A position that becomes two in one epoch, of which one goes back in the next and one is paid out for a bounty. */
async function splitAndMerge(client: AnvilClient, { gauge }: Market, round: number): Promise<void> {
  const by = (sender: number, name: string, args: readonly unknown[]) =>
    write(client, sender, gauge, gaugeAbi, name, args);
  const { address } = account(3);
  await by(0, "stake", [usd(31), address]);
  const events = { address: gauge, abi: gaugeAbi, fromBlock: 0n } as const;
  const created = (await client.getContractEvents({ ...events, eventName: "Stake" })).at(-1)?.args.id;
  await by(3, "setPayout", [created, 1, account(2).address]);
  await by(3, "setBounty", [created, 37n]);
  await client.increaseTime({ seconds: 61 });
  await by(3, "split", [created, usd(11) + 3n]);
  await by(3, "split", [created, usd(7)]);
  const [first, second] = (await client.getContractEvents({ ...events, eventName: "Split" })).slice(-2);
  await client.increaseTime({ seconds: 97 + round });
  await by(0, "settle", []);
  await by(3, "merge", [first?.args.newId, created]);
  await by(0, "payOutWithBounty", [[created], account(1).address]);
  await by(3, "transferFrom", [address, account(1).address, second?.args.newId]);
}

/** Sends one transaction of a development account and waits for it. */
export async function write(
  client: AnvilClient,
  sender: number,
  address: Address,
  abi: Abi,
  functionName: string,
  args: readonly unknown[],
): Promise<void> {
  // Not estimated: what a call costs may depend on the time, which goes on until it is mined.
  const gas = 8_000_000n;
  const hash = await client.writeContract({
    account: account(sender),
    address,
    abi,
    functionName,
    args,
    gas,
  });
  const { status } = await client.waitForTransactionReceipt({ hash });
  if (status !== "success") throw new Error(`${functionName} failed`);
}

/** Traffic that touches every kind of position; `round` makes it differ from one time to the next. */
export async function playRound(client: AnvilClient, market: Market, round: number): Promise<void> {
  const { vault, gauge, nftVault, nftGauge, pool, usdc, mill, usdcIs0 } = market;
  const by = (sender: number, address: Address, abi: Abi, name: string, args: readonly unknown[]) =>
    write(client, sender, address, abi, name, args);
  const staked = async (sender: number) => {
    const logs = await client.getContractEvents({
      address: gauge,
      abi: gaugeAbi,
      eventName: "Stake",
      fromBlock: 0n,
    });
    return logs.findLast((log) => log.args.sender === account(sender).address)?.args.id;
  };

  for (let sender = 0; sender < 4; sender++) {
    await by(sender, vault, vaultAbi, "deposit", [
      usd(1_000 * (sender + 1) + round),
      account(sender).address,
    ]);
  }
  await by(0, vault, vaultAbi, "sweep", [[0n, 1n, 2n, 3n]]);
  await by(0, vault, vaultAbi, "allocate", [market.inner, usd(2_000)]);
  await by(1, vault, vaultAbi, "transfer", [account(2).address, usd(10)]);
  await by(3, vault, vaultAbi, "withdraw", [usd(500), account(3).address, account(3).address]);
  await by(2, vault, vaultAbi, "deposit", [usd(777), account(3).address]);
  await by(1, vault, vaultAbi, "withdraw", [usd(900), account(1).address, account(1).address]);
  await by(2, vault, vaultAbi, "redeemInKind", [usd(5), account(2).address, account(2).address]);

  // Cash stays in the lanes, and one lane pays for more than it has with that of others.
  for (let sender = 0; sender < 4; sender++) {
    await by(sender, vault, vaultAbi, "deposit", [usd(100 * (sender + 1)), account(sender).address]);
  }
  await by(0, vault, vaultAbi, "withdraw", [usd(250), account(0).address, account(0).address]);

  await by(1, gauge, gaugeAbi, "stake", [usd(50), account(1).address]);
  await by(2, gauge, gaugeAbi, "stake", [usd(70), account(2).address]);
  await by(0, gauge, gaugeAbi, "notify", [mill, wad(1_000) + 7n]);
  await by(0, gauge, gaugeAbi, "notify", [usdc, usd(100) + 3n]);
  await client.increaseTime({ seconds: 137 + round });
  await by(2, gauge, gaugeAbi, "unstake", [await staked(2), usd(20), account(2).address]);
  await by(0, gauge, gaugeAbi, "settle", []);
  await client.increaseTime({ seconds: 211 });
  await by(1, gauge, gaugeAbi, "claim", [await staked(1), account(1).address]);
  await by(2, gauge, gaugeAbi, "setPayout", [await staked(2), 1, account(3).address]);
  const settle = encodeFunctionData({ abi: gaugeAbi, functionName: "settle" });
  const job = { key: numberToHex(round + 1, { size: 32 }), target: gauge, data: settle };
  await by(0, market.deployment.executor, executorAbi, "execute", [BigInt(round + 1), [job]]);
  await by(0, gauge, gaugeAbi, "payOut", [[await staked(2)]]);
  await splitAndMerge(client, market, round);

  // A gift to the vault is a gain of its next report, which then streams.
  await by(0, usdc, devnetTokenAbi, "transfer", [vault, usd(40)]);
  await by(0, vault, vaultAbi, "report", []);

  await by(0, usdc, devnetTokenAbi, "transfer", [pool, usd(5_000)]);
  await by(0, mill, devnetTokenAbi, "transfer", [pool, wad(10_000)]);
  await by(0, pool, poolAbi, "mint", [account(0).address]);
  await by(1, usdc, devnetTokenAbi, "transfer", [pool, usd(10)]);
  await by(
    1,
    pool,
    poolAbi,
    "swap",
    usdcIs0 ? [0n, wad(15), account(1).address] : [wad(15), 0n, account(1).address],
  );
  await by(0, pool, devnetTokenAbi, "transfer", [account(3).address, 1_000_000n]);

  await lend(client, market, round);
  await trade(client, market, round);

  const first = BigInt((round % 4) * 10);
  await by(round % 4, nftVault, nftVaultAbi, "deposit", [
    [first, first + 1n, first + 2n],
    account(round % 4).address,
  ]);
  await by(3, nftVault, nftVaultAbi, "rent", [first, account(1).address, 80_000n, maxUint256]);
  await by(round % 4, nftVault, nftVaultAbi, "redeem", [1n, account(2).address]);
  // One that is kept for its depositor, in the second round off the rental market.
  const own = (round % 4) * 10 + 3;
  const keeper = account(round % 4).address;
  if (round < 2) await by(round, nftVault, nftVaultAbi, "reserve", [[BigInt(own)], keeper]);
  if (round === 1) await by(round, nftVault, nftVaultAbi, "recall", [[BigInt(own)], true]);
  await by(0, nftVault, nftVaultAbi, "collect", [[0n, 1n, 2n, 3n]]);
  // What the second round collects waits in the lanes of the gauge.
  if (round === 0) await by(0, nftGauge, gaugeAbi, "settle", []);
}
