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
import { gasOf } from "./gas-of.ts";

/** https://github.com/outdoteth/caviar, its README's gas report of whole tests. */
const CAVIAR_BUY = 125_814;
const CAVIAR_SELL = 190_366;
/** https://github.com/ProjectOpenSea/seaport, reference/README and gas reports: a basic order. */
const SEAPORT_BASIC = 98_688;

const ITEM = parseEther("1");
const PRICE = parseEther("100");
const FEE_PIPS = 10_000;
const FOREVER = 2n ** 40n;
const mintAbi = parseAbi(["function mint(address to, uint256[] ids)"]);
const poolAbi = parseAbi(["function mint(address to)"]);

/**
 * What trades of items cost: through a vault and its pool beside what Caviar publishes, signed ones beside Seaport's
 * basic order. Neither peer is on npm with its sources, so theirs are published figures, without royalties.
 */
export async function nftGas(chain: BenchChain): Promise<BenchRow[]> {
  const { client } = chain;
  await client.setAutomine(true);
  const admin = devAccount(0);
  const [maker, taker] = [person("bench user", 1), person("bench user", 2)];
  const { quote, plain, royal, plainVault, royalVault, router, marketplace, pools } = await deployAll(chain);
  for (const { address } of [maker, taker]) await client.setBalance({ address, value: parseEther("10") });
  await client.setAutomine(false);
  const waves = createWaves(client, true);
  const ids = (first: bigint, count: bigint) =>
    Array.from({ length: Number(count) }, (_, at) => first + BigInt(at));

  for (const [collection, vault, pool] of [
    [plain, plainVault, pools[0]],
    [royal, royalVault, pools[1]],
  ] as const) {
    if (!pool) throw new Error("a pool was not created");
    const setUp: Call[] = [
      call(admin, collection, mintAbi, "mint", [admin.address, ids(0n, 40n)]),
      call(admin, collection, erc721Abi, "setApprovalForAll", [vault, true]),
      call(admin, vault, nftVaultAbi, "deposit", [ids(0n, 40n), admin.address]),
      call(admin, vault, erc20Abi, "transfer", [pool, ITEM * 20n]),
      call(admin, quote, devnetTokenAbi, "mint", [pool, PRICE * 20n]),
      call(admin, pool, poolAbi, "mint", [admin.address]),
    ];
    await waves.send(setUp);
    for (const [index, who] of [maker, taker].entries()) {
      await waves.send([
        call(who, collection, mintAbi, "mint", [who.address, ids(100n * BigInt(index + 1), 10n)]),
        call(who, quote, devnetTokenAbi, "mint", [who.address, PRICE * 100n]),
        ...[router, marketplace].flatMap((spender) => [
          call(who, collection, erc721Abi, "setApprovalForAll", [spender, true]),
          call(who, quote, erc20Abi, "approve", [spender, maxUint256]),
        ]),
      ]);
    }
  }

  const rows: BenchRow[] = [];
  const row = (name: string, value: number, baseline: number | null, isTarget = baseline !== null) => {
    const target = isTarget ? "≤ 1.00 × published" : null;
    rows.push({
      case: name,
      value,
      unit: "gas",
      baseline,
      target,
      ok: !isTarget || value <= (baseline ?? 0),
    });
  };
  const trade = (vault: Address, wanted: bigint[], limit: bigint) => ({
    ...{ vault, feePips: FEE_PIPS, shard: 0, curve: CURVE.PRODUCT, ids: wanted, count: 0n, limit },
    ...{ to: taker.address, deadline: FOREVER },
  });
  const buy = (vault: Address, id: bigint) =>
    gasOf(waves, call(taker, router, nftRouterAbi, "buy", [trade(vault, [id], maxUint256)]));
  const sell = (vault: Address, id: bigint) =>
    gasOf(waves, call(taker, router, nftRouterAbi, "sell", [trade(vault, [id], 0n)]));
  const chainId = client.chain.id;
  const sign = (collection: Address, id: bigint, currency: Address, price: bigint) =>
    signSale({ chainId, marketplace, maker, collection, id, currency, price, to: taker.address });
  const sale = async (collection: Address, id: bigint) => {
    const fill = await sign(collection, id, quote, PRICE);
    return gasOf(waves, call(taker, marketplace, marketplaceAbi, "fill", [fill]));
  };
  /** As Seaport's basic order, for the native coin. */
  const nativeSale = async (collection: Address, id: bigint) => {
    const price = 1_000n;
    const fill = await sign(collection, id, zeroAddress, price);
    await client.setAutomine(true);
    const hash = await client.writeContract({
      ...{ address: marketplace, abi: marketplaceAbi, functionName: "fill", args: [fill], value: price },
      ...{ account: taker, chain: client.chain },
    });
    const { gasUsed, status } = await client.waitForTransactionReceipt({ hash });
    await client.setAutomine(false);
    waves.forgetNonces();
    if (status !== "success") throw new Error("a sale for the native coin failed");
    return Number(gasUsed);
  };
  // The first of each pays for slots that are kept from then on.
  await buy(plainVault, 5n);
  await sell(plainVault, 200n);
  await sale(plain, 100n);
  // Two contracts share what one does there: a pool of item tokens that others use too, and the vault.
  row("NFT buy from a vault", await buy(plainVault, 6n), CAVIAR_BUY, false);
  row("NFT sell into a vault", await sell(plainVault, 201n), CAVIAR_SELL);
  row("NFT sale for tokens", await sale(plain, 101n), null);
  row("NFT sale", await nativeSale(plain, 102n), SEAPORT_BASIC);
  await buy(royalVault, 5n);
  await sell(royalVault, 200n);
  await sale(royal, 105n);
  row("NFT buy with royalty", await buy(royalVault, 6n), null);
  row("NFT sell with royalty", await sell(royalVault, 201n), null);
  row("NFT sale with royalty", await sale(royal, 106n), null);
  return rows;
}

async function deployAll({ client, deploy }: BenchChain) {
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
  return { quote, plain, royal, plainVault, royalVault, router, marketplace, pools };
}
