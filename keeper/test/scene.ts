import { readFileSync } from "node:fs";
import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { registryAbi } from "@millrace/sdk/abis/registryAbi";
import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { CURVE } from "@millrace/sdk/curve";
import type { Deployment } from "@millrace/sdk/deployment";
import { type Linkable, linkBytecode } from "@millrace/sdk/link-bytecode";
import {
  type Abi,
  type Address,
  decodeEventLog,
  keccak256,
  maxUint256,
  parseAbi,
  toFunctionSelector,
  toHex,
  zeroAddress,
} from "viem";
import type { AnvilClient } from "./anvil.ts";

const keeperRole = 2n;
const wad = 10n ** 18n;
const day = 86_400n;
const pay = 1;
const depositInto = 2;

const managerAbi = parseAbi([
  "function setTargetFunctionRole(address target, bytes4[] selectors, uint64 roleId)",
  "function grantRole(uint64 roleId, address account, uint32 executionDelay)",
]);

const strategySetupAbi = parseAbi([
  "struct Hop { address tokenOut; uint24 feePips; uint8 shard; uint8 curve; }",
  "function setRoute(address reward, Hop[] hops)",
]);

const collectionAbi = parseAbi([
  "function mint(address to, uint256[] ids)",
  "function setApprovalForAll(address operator, bool approved)",
]);

export interface Scene {
  readonly deployment: Deployment;
  readonly gauges: readonly Address[];
  readonly vaults: readonly Address[];
  readonly nftVault: Address;
  readonly reward: Address;
  /** A position that asks to be paid into a vault that is closed. */
  readonly failing: { readonly gauge: Address; readonly id: bigint };
}

/** A small market: gauges with paid-out positions, vaults that share a gauge and a pool, an NFT vault with fees. */
export async function deployScene(client: AnvilClient, operator: Address): Promise<Scene> {
  const holders = Array.from({ length: 12 }, (_, index) => account(`holder ${index}`));
  for (const address of [operator, ...holders]) {
    await client.setBalance({ address, value: 10_000n * wad });
  }
  const startBlock = Number(await client.getBlockNumber()) + 1;
  const deploy = (source: string, args: unknown[]) => deployContract(client, operator, source, args);
  const send = async (from: Address, address: Address, abi: Abi, functionName: string, args: unknown[]) => {
    const hash = await client.writeContract({
      ...{ account: from, address, abi, functionName, args, chain: null },
    });
    const receipt = await client.waitForTransactionReceipt({ hash });
    if (receipt.status !== "success") throw new Error(`${functionName} reverted`);
    return receipt;
  };

  const manager = await deploy("@openzeppelin/contracts/access/manager/AccessManager.sol", [operator]);
  const registry = await deploy("contracts/keeper/Registry.sol", [manager]);
  const executor = await deploy("contracts/keeper/Executor.sol", [manager]);
  const poolFactory = await deploy("contracts/pools/PoolFactory.sol", [manager, operator, 1_000n]);
  const router = await deploy("contracts/pools/Router.sol", [poolFactory]);
  const token = (symbol: string) => deploy("contracts/devnet/DevnetToken.sol", [symbol, symbol, 18]);
  const [stake, reward, asset] = [await token("STK"), await token("RWD"), await token("AST")];

  const wire = async (kind: number, target: Address, signatures: string[], restricted: string[]) => {
    const selectors = signatures.map((signature) => toFunctionSelector(signature));
    await send(operator, executor, executorAbi, "setTarget", [target, selectors, true]);
    await send(operator, registry, registryAbi, "register", [kind, [target]]);
    if (restricted.length === 0) return;
    const own = restricted.map((signature) => toFunctionSelector(signature));
    await send(operator, manager, managerAbi, "setTargetFunctionRole", [target, own, keeperRole]);
  };
  const executes = executorAbi.filter(({ name = "" }) => name === "execute" || name === "executeEach");
  await send(operator, manager, managerAbi, "setTargetFunctionRole", [
    ...[executor, executes.map((item) => toFunctionSelector(item as never)), keeperRole],
  ]);
  await send(operator, manager, managerAbi, "grantRole", [keeperRole, executor, 0]);

  const createGauge = async (name: string, stakeToken: Address, rewards: Address[]) => {
    const gauge = await deploy("contracts/gauges/Gauge.sol", [
      {
        ...{ name, symbol: name, stakeToken, lanes: 4n, authority: manager, minEpochSeconds: 60n },
        rewards: rewards.map((reward_) => ({ token: reward_, streamPeriod: day })),
      },
    ]);
    await wire(3, gauge, ["settle()", "payOut(uint256[])", "payOutWithBounty(uint256[],address)"], []);
    return gauge;
  };

  const addLiquidity = async () => {
    const sides = [reward, asset].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    await send(operator, poolFactory, poolFactoryAbi, "createPool", [...sides, 3_000, 0, CURVE.PRODUCT]);
    for (const side of sides) {
      await send(operator, side, devnetTokenAbi, "mint", [operator, 1_000_000n * wad]);
      await send(operator, side, devnetTokenAbi, "approve", [router, maxUint256]);
    }
    await send(operator, router, routerAbi, "addLiquidity", [
      {
        ...{ tokenA: sides[0], tokenB: sides[1], feePips: 3_000, shard: 0, curve: CURVE.PRODUCT },
        ...{ amountA: 100_000n * wad, amountB: 100_000n * wad, minA: 0n, minB: 0n },
        ...{ to: operator, deadline: 2n ** 40n },
      },
    ]);
  };

  const vaults: Address[] = [];
  const settlement = await deploy("contracts/vaults/VaultSettlement.sol", [reward, 4n]);
  for (const name of ["V0", "V1", "closed"]) {
    const vault = await deploy("contracts/vaults/Vault.sol", [
      {
        ...{ asset: reward, name, symbol: name, lanes: 4n, authority: manager, feeRecipient: operator },
        ...{ performanceFeeWad: wad / 10n, managementFeeWad: 0n, streamPeriod: 21_600n },
        ...{ maxGainWad: wad / 20n, maxLossWad: wad / 100n, gracePeriod: day, settlement },
      },
    ]);
    const actions = ["report()", "sweep(uint256[])", "allocate(address,uint256)"];
    await wire(1, vault, actions, actions);
    vaults.push(vault);
  }

  // Two vaults compound in one gauge and sell its reward in one pool, so that their harvests conflict.
  const closed = vaults.pop() as Address;
  const compounding = await createGauge("GC", reward, [asset]);
  await addLiquidity();
  for (const [index, vault] of vaults.entries()) {
    const strategy = await deploy("contracts/vaults/strategies/TokenGaugeStrategy.sol", [
      {
        ...{ authority: manager, gauge: compounding, router, twapWindow: 1_800, maxSlippageBps: 300 },
        ...{ streamPeriod: 3_600, name: `S${index}`, symbol: `S${index}` },
      },
    ]);
    await send(operator, strategy, strategySetupAbi, "setRoute", [
      asset,
      [{ tokenOut: reward, feePips: 3_000, shard: 0, curve: CURVE.PRODUCT }],
    ]);
    await wire(2, strategy, ["harvest(uint256)"], ["harvest(uint256)"]);
    await send(operator, vault, vaultAbi, "setStrategy", [strategy, 2n ** 128n - 1n, wad]);
  }
  await send(operator, closed, vaultAbi, "setPaused", [true]);

  const gauges: Address[] = [];
  let failing: Scene["failing"] | undefined;
  for (const name of ["G0", "G1", "G2"]) {
    const gauge = await createGauge(name, stake, [reward]);
    gauges.push(gauge);
    for (const [index, holder] of holders.entries()) {
      await send(holder, stake, devnetTokenAbi, "mint", [holder, 100n * wad]);
      await send(holder, stake, devnetTokenAbi, "approve", [gauge, maxUint256]);
      const { logs } = await send(holder, gauge, gaugeAbi, "stake", [BigInt(index + 1) * wad, holder]);
      const id = logs.flatMap((log) => {
        if (log.address.toLowerCase() !== gauge.toLowerCase()) return [];
        const event = decodeEventLog({ abi: gaugeAbi, data: log.data, topics: log.topics });
        return event.eventName === "Stake" ? [event.args.id] : [];
      })[0];
      if (id === undefined) throw new Error("no position was created");
      // One in four holds, one in four compounds into a vault, the others are paid.
      if (index % 4 === 0) continue;
      const vault = vaults[index % vaults.length];
      if (index % 4 === 1) await send(holder, gauge, gaugeAbi, "setPayout", [id, depositInto, vault]);
      else await send(holder, gauge, gaugeAbi, "setPayout", [id, pay, holder]);
      if (name === "G2" && index === 2) {
        await send(holder, gauge, gaugeAbi, "setPayout", [id, depositInto, closed]);
        failing = { gauge, id };
      }
    }
    await send(operator, reward, devnetTokenAbi, "mint", [operator, 1_000n * wad]);
    await send(operator, reward, devnetTokenAbi, "approve", [gauge, maxUint256]);
    await send(operator, gauge, gaugeAbi, "notify", [reward, 1_000n * wad]);
  }
  if (failing === undefined) throw new Error("no failing position");

  await send(operator, asset, devnetTokenAbi, "mint", [operator, 1_000n * wad]);
  await send(operator, asset, devnetTokenAbi, "approve", [compounding, maxUint256]);
  await send(operator, compounding, gaugeAbi, "notify", [asset, 1_000n * wad]);
  gauges.push(compounding);

  for (const vault of vaults) {
    for (const holder of holders.slice(0, 4)) {
      await send(holder, reward, devnetTokenAbi, "mint", [holder, 100n * wad]);
      await send(holder, reward, devnetTokenAbi, "approve", [vault, maxUint256]);
      await send(holder, vault, vaultAbi, "deposit", [10n * wad, holder]);
    }
  }

  const collection = await deploy("contracts/devnet/DevnetRentableCollection.sol", [
    "Land",
    "LAND",
    operator,
    500n,
    0,
  ]);
  const receipts = await deploy("contracts/nfts/NftReceipts.sol", []);
  const nftVault = await deploy("contracts/nfts/NftVault.sol", [
    {
      ...{
        collection,
        quoteToken: asset,
        receipts,
        name: "Item",
        symbol: "ITM",
        lanes: 4n,
        authority: manager,
      },
      fees: { depositFeeWad: wad / 100n, targetedRedeemFeeWad: wad / 25n, swapFeeWad: wad / 50n },
      rentTerms: { pricePerSecondWad: wad * wad, minSeconds: 60, maxSeconds: 86_400, maxRentedWad: wad / 2n },
    },
  ]);
  await wire(4, nftVault, ["collect(uint256[])"], []);
  const itemGauge = await createGauge("GI", nftVault, [asset, nftVault]);
  await send(operator, nftVault, parseAbi(["function setGauge(address)"]), "setGauge", [itemGauge]);
  for (const [index, holder] of holders.slice(0, 4).entries()) {
    const ids = [0n, 1n, 2n, 3n].map((id) => BigInt(index) * 10n + id);
    await send(holder, collection, collectionAbi, "mint", [holder, ids]);
    await send(holder, collection, collectionAbi, "setApprovalForAll", [nftVault, true]);
    await send(holder, nftVault, nftVaultAbi, "deposit", [ids, holder]);
    await send(holder, nftVault, parseAbi(["function approve(address, uint256)"]), "approve", [
      itemGauge,
      maxUint256,
    ]);
    await send(holder, itemGauge, gaugeAbi, "stake", [wad, holder]);
  }
  gauges.push(itemGauge);

  const chainId = await client.getChainId();
  const noTrade = { nftRouter: zeroAddress, marketplace: zeroAddress, orderBook: zeroAddress };
  return {
    deployment: {
      chainId,
      startBlock,
      accessManager: manager,
      registry,
      executor,
      poolFactory,
      router,
      ...noTrade,
    },
    ...{ gauges, vaults, nftVault, reward, failing },
  };
}

/** The address of someone of the test; anvil lets anyone act for anybody. */
export function account(name: string): Address {
  return `0x${keccak256(toHex(name)).slice(-40)}`;
}

export async function deployContract(
  client: AnvilClient,
  from: Address,
  source: string,
  args: unknown[],
): Promise<Address> {
  const name = source.slice(source.lastIndexOf("/") + 1, -".sol".length);
  const path = new URL(`../../artifacts/${source}/${name}.json`, import.meta.url);
  const artifact = JSON.parse(readFileSync(path, "utf8")) as Linkable & { abi: Abi };
  const { abi } = artifact;
  const bytecode = await linkBytecode(artifact, (library) =>
    deployContract(client, from, `${library}.sol`, []),
  );
  const hash = await client.deployContract({ account: from, abi, bytecode, args, chain: null });
  const { contractAddress, status } = await client.waitForTransactionReceipt({ hash });
  if (status !== "success" || !contractAddress) throw new Error(`${name} could not be deployed`);
  return contractAddress;
}
