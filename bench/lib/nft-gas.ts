import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { nftRouterAbi } from "@millrace/sdk/abis/nftRouterAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { CURVE } from "@millrace/sdk/curve";
import {
  type Address,
  erc20Abi,
  erc721Abi,
  maxUint256,
  numberToHex,
  parseAbi,
  parseEther,
  parseEventLogs,
  zeroAddress,
} from "viem";
import type { BenchRow } from "../../scripts/bench.ts";
import { devAccount, person } from "../../scripts/devnet/chain.ts";
import { signSale } from "../../scripts/devnet/sign-sale.ts";
import { type Call, call, createWaves } from "../../scripts/devnet/wave.ts";
import type { BenchChain } from "./bench-chain.ts";
import { deploySeaport, seaportAbi, signSeaportSale } from "./seaport-sale.ts";

/** https://github.com/outdoteth/caviar, its README's gas report of whole tests. */
const CAVIAR_BUY = 125_814;
const CAVIAR_SELL = 190_366;

const ITEM = parseEther("1");
const PRICE = parseEther("100");
const NATIVE_PRICE = 1_000n;
const BLOCK_SECONDS = 2;
/** `OBSERVATION_INTERVAL` of a pool. */
const OBSERVATION_SECONDS = 15n;
const FEE_PIPS = 10_000;
const FOREVER = 2n ** 40n;
const mintAbi = parseAbi(["function mint(address to, uint256[] ids)"]);
const poolAbi = parseAbi(["function mint(address to)"]);

/**
 * What trades of items cost: through a vault and its pool beside what Caviar publishes, signed ones beside Seaport's basic
 * order. Caviar is not on npm, so its figures are published ones, without royalties.
 *
 * @remarks After a first trade of each kind, which pays for slots that are kept from then on, every row begins with the
 * same state and is mined two seconds after it, within the pool's observation interval. So none depends on another, nor
 * on how fast the machine is.
 */
export async function nftGas(chain: BenchChain): Promise<BenchRow[]> {
  const { client } = chain;
  await client.setAutomine(true);
  const admin = devAccount(0);
  const [maker, taker] = [person("bench user", 1), person("bench user", 2)];
  const { quote, plain, royal, plainVault, royalVault, router, marketplace, pools, seaport } =
    await deployAll(chain);
  for (const { address } of [maker, taker]) await client.setBalance({ address, value: parseEther("10") });
  await client.setAutomine(false);
  await client.setBlockTimestampInterval({ interval: BLOCK_SECONDS });
  const waves = createWaves(client, true);
  const neighbour = numberToHex(BigInt(router) ^ (1n << 100n), { size: 20 });
  const ids = (first: bigint, count: bigint) =>
    Array.from({ length: Number(count) }, (_, at) => first + BigInt(at));

  for (const [collection, vault, pool] of [
    [plain, plainVault, pools[0]],
    [royal, royalVault, pools[1]],
  ] as const) {
    if (!pool) throw new Error("a pool was not created");
    await waves.send([
      call(admin, collection, mintAbi, "mint", [admin.address, ids(0n, 40n)]),
      call(admin, collection, erc721Abi, "setApprovalForAll", [vault, true]),
      call(admin, vault, nftVaultAbi, "deposit", [ids(0n, 20n), admin.address]),
      // In the router's lane, where a buyer of any item is served first: else it would look through empty ones.
      call(admin, vault, nftVaultAbi, "deposit", [ids(20n, 20n), neighbour]),
      call(admin, vault, erc20Abi, "transfer", [pool, ITEM * 20n]),
      call(admin, quote, devnetTokenAbi, "mint", [pool, PRICE * 20n]),
      call(admin, pool, poolAbi, "mint", [admin.address]),
    ]);
    for (const [index, who] of [maker, taker].entries()) {
      await waves.send([
        call(who, collection, mintAbi, "mint", [who.address, ids(100n * BigInt(index + 1), 10n)]),
        call(who, quote, devnetTokenAbi, "mint", [who.address, PRICE * 100n]),
        ...[router, marketplace, seaport].flatMap((spender) => [
          call(who, collection, erc721Abi, "setApprovalForAll", [spender, true]),
          call(who, quote, erc20Abi, "approve", [spender, maxUint256]),
        ]),
      ]);
    }
  }

  const chainId = client.chain.id;
  const trade = (vault: Address, wanted: bigint[], limit: bigint, count = 0n) => ({
    ...{ vault, feePips: FEE_PIPS, shard: 0, curve: CURVE.PRODUCT, ids: wanted, count, limit },
    ...{ to: taker.address, deadline: FOREVER },
  });
  const buy = (vault: Address, id: bigint): Trade => ({
    ...call(taker, router, nftRouterAbi, "buy", [trade(vault, [id], maxUint256)]),
  });
  const buyAny = (vault: Address): Trade => ({
    ...call(taker, router, nftRouterAbi, "buy", [trade(vault, [], maxUint256, 1n)]),
  });
  const sell = (vault: Address, id: bigint): Trade => ({
    ...call(taker, router, nftRouterAbi, "sell", [trade(vault, [id], 0n)]),
  });
  const sale = async (collection: Address, id: bigint, currency: Address = quote): Promise<Trade> => {
    const [price, value] = currency === zeroAddress ? [NATIVE_PRICE, NATIVE_PRICE] : [PRICE, 0n];
    const to = taker.address;
    const fill = await signSale({ chainId, marketplace, maker, collection, id, currency, price, to });
    return { ...call(taker, marketplace, marketplaceAbi, "fill", [fill]), value };
  };
  const seaportSale = async (collection: Address, id: bigint): Promise<Trade> => {
    const order = await signSeaportSale({ chainId, seaport, maker, collection, id, price: NATIVE_PRICE });
    const basic = call(taker, seaport, seaportAbi, "fulfillBasicOrder_efficient_6GL6yc", [order]);
    return { ...basic, value: NATIVE_PRICE };
  };
  const send = async ({ from, to, data, value = 0n, label }: Trade): Promise<number> => {
    const gas = 1_000_000n;
    const hash = await client.sendTransaction({
      ...{ account: from, chain: client.chain, to, data, value, gas },
    });
    await client.mine({ blocks: 1 });
    const { gasUsed, status } = await client.getTransactionReceipt({ hash });
    if (status !== "success") throw new Error(`${label} of ${to} reverted`);
    return Number(gasUsed);
  };
  // A maker's orders have the nonce of their id, so no id is sold in both collections.
  for (const [collection, vault, id] of [
    [plain, plainVault, 100n],
    [royal, royalVault, 105n],
  ] as const) {
    await send(await sale(collection, id));
    await send(await sale(collection, id + 1n, zeroAddress));
    await send(await seaportSale(collection, id + 2n));
    for (const first of [buy(vault, 5n), buyAny(vault)]) await send(first);
  }
  // These take an observation of their pools' prices, so that none is due in the rows.
  const { timestamp } = await client.getBlock();
  await client.setNextBlockTimestamp({ timestamp: timestamp + OBSERVATION_SECONDS });
  for (const vault of [plainVault, royalVault]) await send(sell(vault, 200n));
  /** Of a trade from the state that the first ones left. */
  const gasOf = async (what: Trade): Promise<number> => {
    const id = await client.snapshot();
    const gas = await send(what);
    await client.revert({ id });
    return gas;
  };

  const rows: BenchRow[] = [];
  const row = (name: string, value: number, baseline: number | null, target: string | null) => {
    rows.push({
      ...{ case: name, value, unit: "gas", baseline, target },
      ok: target === null || value <= (baseline ?? 0),
    });
  };
  // Two contracts share what one does there: a pool of item tokens that others use too, and the vault.
  row("NFT buy from a vault", await gasOf(buy(plainVault, 6n)), CAVIAR_BUY, null);
  row("NFT buy of any item", await gasOf(buyAny(plainVault)), CAVIAR_BUY, null);
  row("NFT sell into a vault", await gasOf(sell(plainVault, 201n)), CAVIAR_SELL, "≤ 1.00 × published");
  const seaportGas = await gasOf(await seaportSale(plain, 103n));
  row("NFT sale", await gasOf(await sale(plain, 103n, zeroAddress)), seaportGas, "≤ 1.00 × peer");
  row("NFT sale for tokens", await gasOf(await sale(plain, 103n)), null, null);
  row("NFT buy with royalty", await gasOf(buy(royalVault, 6n)), null, null);
  row("NFT sell with royalty", await gasOf(sell(royalVault, 201n)), null, null);
  row("NFT sale with royalty", await gasOf(await sale(royal, 108n)), null, null);
  await client.removeBlockTimestampInterval();
  await client.setAutomine(true);
  return rows;
}

/** A call that may send the native coin along. */
type Trade = Call & { value?: bigint };

async function deployAll(chain: BenchChain) {
  const { client, deploy } = chain;
  const admin = devAccount(0);
  const at = async (source: string, args: readonly unknown[]): Promise<Address> =>
    (await deploy(source, args)).address;
  const authority = await at("@openzeppelin/contracts/access/manager/AccessManager", [admin.address]);
  const factory = await at("contracts/pools/PoolFactory", [authority, admin.address, 0n]);
  const quote = await at("contracts/devnet/DevnetToken", ["Quote", "QTE", 18]);
  const plain = await at("contracts/devnet/DevnetPlainCollection", ["Rocks", "ROCK"]);
  const royal = await at("contracts/devnet/DevnetRentableCollection", ["Art", "ART", admin.address, 500n, 0]);
  const router = await at("contracts/nfts/NftRouter", [factory, 16n]);
  const marketplace = await at("contracts/nfts/Marketplace", [authority, 16n, admin.address, 0n]);
  const receipts = await at("contracts/nfts/NftReceipts", []);
  const vault = (collection: Address) =>
    at("contracts/nfts/NftVault", [
      {
        ...{ collection, quoteToken: quote, receipts, name: "Item", symbol: "I", lanes: 16n, authority },
        fees: { depositFeeWad: 0n, targetedRedeemFeeWad: 0n, swapFeeWad: 0n },
        rentTerms: {
          ...{ pricePerSecondWad: ITEM, minSeconds: 60, maxSeconds: 604_800, maxRentedWad: ITEM / 2n },
        },
      },
    ]);
  const [plainVault, royalVault] = [await vault(plain), await vault(royal)];
  const pools: Address[] = [];
  const send = async (functionName: "setFeeTier" | "createPool", args: readonly unknown[]) => {
    const hash = await client.writeContract({
      ...{ address: factory, abi: poolFactoryAbi, functionName, args, account: admin, chain: client.chain },
    } as Parameters<typeof client.writeContract>[0]);
    return client.waitForTransactionReceipt({ hash });
  };
  await send("setFeeTier", [FEE_PIPS, true]);
  for (const item of [plainVault, royalVault]) {
    const { logs } = await send("createPool", [item, quote, FEE_PIPS, 0, CURVE.PRODUCT]);
    const [created] = parseEventLogs({ abi: poolFactoryAbi, eventName: "CreatePool", logs });
    if (created) pools.push(created.args.pool);
  }
  const seaport = await deploySeaport(chain);
  return { quote, plain, royal, plainVault, royalVault, router, marketplace, pools, seaport };
}
