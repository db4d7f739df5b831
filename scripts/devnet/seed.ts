import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import {
  type Address,
  erc20Abi,
  erc721Abi,
  type LocalAccount,
  maxUint256,
  parseAbi,
  parseEther,
  parseUnits,
  zeroAddress,
} from "viem";
import { type DevnetClient, devAccount, FOUNDER_ACCOUNT, person, VISITOR_ACCOUNT } from "./chain.ts";
import { type Devnet, type DevnetGauge, type DevnetPool, type DevnetVault, tokenOf } from "./devnet.ts";
import { collections, type TokenSymbol, worth } from "./market.ts";
import { createRandom, type Random } from "./random.ts";
import { mintItems, tradeItems } from "./seed-items.ts";
import { type Call, call, type Waves } from "./wave.ts";

/** How many people enter, each by their own transactions. */
export const DEPOSITORS = { pools: 320, nfts: 110, mill: 80, lenders: 48, borrowers: 24 };

/** How many borrowers of each market borrow nearly all that they may, so that a small fall of the price undoes them. */
const THIN_BORROWERS = 2;

/** What each gauge's treasury rewards are worth, over the first day. */
const REWARDS_USD = 500;
const FOREVER = 2n ** 48n;
const HOLD = 0;
const PAY = 1;

type Tell = (detail: string) => void;

/** Gives the chain's people ether, which on the devnet comes from nowhere. */
export async function fundEther(client: DevnetClient, people: readonly LocalAccount[]): Promise<void> {
  await Promise.all(people.map(({ address }) => client.setBalance({ address, value: parseEther("100") })));
}

/** Everyone who enters at seeding. */
export function depositors(): LocalAccount[] {
  const count = Object.values(DEPOSITORS).reduce((sum, number) => sum + number, 0);
  return Array.from({ length: count }, (_, index) => person("depositor", index));
}

/** Puts the founders' liquidity, all depositors and the first rewards on a freshly deployed devnet. */
export async function seed(client: DevnetClient, waves: Waves, devnet: Devnet, tell: Tell): Promise<void> {
  const random = createRandom(1);
  const people = depositors();
  const founder = devAccount(FOUNDER_ACCOUNT);
  await fundEther(client, people);
  await foundPools(waves, devnet, founder);

  const liquidityProviders = people.slice(0, DEPOSITORS.pools);
  const collectors = people.slice(DEPOSITORS.pools, DEPOSITORS.pools + DEPOSITORS.nfts);
  const { lenders, borrowers } = marketPeople();
  const millHolders = people.slice(DEPOSITORS.pools + DEPOSITORS.nfts, people.indexOf(at(lenders, 0)));

  tell(`${liquidityProviders.length} liquidity providers`);
  await enterPools(client, waves, devnet, liquidityProviders, random);
  tell(`${collectors.length} collectors`);
  await enterNfts(client, waves, devnet, collectors, random);
  tell("reservations, sales and royalties");
  await tradeItems(client, waves, devnet, collectors);
  tell(`${millHolders.length} MILL holders`);
  await enterMill(waves, devnet, millHolders, random);
  tell(`${lenders.length} lenders and ${borrowers.length} borrowers`);
  await enterMarkets(waves, devnet, founder, random);
  tell("rewards");
  await fundRewards(client, waves, devnet, founder);
  await welcomeVisitor(waves, devnet);
  tell(`${people.length} depositors`);
}

/** The pools of fungible tokens start with a founder's liquidity at the made-up prices. */
async function foundPools(waves: Waves, devnet: Devnet, founder: LocalAccount): Promise<void> {
  const pools = fungiblePools(devnet);
  await waves.send(
    devnet.tokens.flatMap(({ address, symbol }) => [
      call(founder, address, devnetTokenAbi, "mint", [
        founder.address,
        worth(symbol as TokenSymbol, 50_000_000),
      ]),
      call(founder, address, erc20Abi, "approve", [devnet.deployment.router, maxUint256]),
    ]),
  );
  await waves.send(pools.map((pool) => addLiquidity(devnet, founder, pool, 2_000_000)));
}

function fungiblePools(devnet: Devnet): DevnetPool[] {
  const known = new Set(devnet.tokens.map(({ address }) => address));
  return devnet.pools.filter(({ tokenA, tokenB }) => known.has(tokenA) && known.has(tokenB));
}

/** Adds `usd` worth of each side. */
function addLiquidity(devnet: Devnet, from: LocalAccount, pool: DevnetPool, usd: number): Call {
  const amount = (token: Address) => worth(symbolOf(devnet, token), usd);
  return call(from, devnet.deployment.router, routerAbi, "addLiquidity", [
    {
      ...pool,
      amountA: amount(pool.tokenA),
      amountB: amount(pool.tokenB),
      minA: 0n,
      minB: 0n,
      to: from.address,
      deadline: FOREVER,
    },
  ]);
}

function symbolOf(devnet: Devnet, address: Address): TokenSymbol {
  const token = devnet.tokens.find((candidate) => candidate.address === address);
  if (!token) throw new Error(`${address} is no token of the devnet`);
  return token.symbol as TokenSymbol;
}

/** Liquidity providers add liquidity, then put a half of it into a vault and stake the other in the gauge. */
async function enterPools(
  client: DevnetClient,
  waves: Waves,
  devnet: Devnet,
  people: readonly LocalAccount[],
  random: Random,
): Promise<void> {
  const pools = fungiblePools(devnet);
  const entries = people.map((who, index) => ({
    who,
    pool: at(pools, index),
    usd: random.between(200, 5_000),
  }));
  await waves.send(
    entries.flatMap(({ who, pool, usd }) =>
      [pool.tokenA, pool.tokenB].flatMap((token) => [
        call(who, token, devnetTokenAbi, "mint", [who.address, worth(symbolOf(devnet, token), usd * 2)]),
        call(who, token, erc20Abi, "approve", [devnet.deployment.router, maxUint256]),
      ]),
    ),
  );
  await waves.send(entries.map(({ who, pool, usd }) => addLiquidity(devnet, who, pool, usd)));
  await stakeAndDeposit(
    client,
    waves,
    devnet,
    entries.map(({ who, pool }) => ({ who, asset: pool.address })),
    random,
  );
}

/** Puts a share of what each person holds of `asset` into a vault, and another into the gauge. */
async function stakeAndDeposit(
  client: DevnetClient,
  waves: Waves,
  devnet: Devnet,
  entries: readonly { who: LocalAccount; asset: Address }[],
  random: Random,
): Promise<void> {
  const balances = await Promise.all(
    entries.map(({ who, asset }) =>
      client.readContract({ address: asset, abi: erc20Abi, functionName: "balanceOf", args: [who.address] }),
    ),
  );
  await waves.send(
    entries.flatMap(({ who, asset }, index) => {
      const balance = at(balances, index);
      const vault = at(vaultsOf(devnet, asset), index);
      const gauge = gaugeOf(devnet, asset);
      return [
        call(who, asset, erc20Abi, "approve", [vault.address, maxUint256]),
        call(who, vault.address, vaultAbi, "deposit", [balance / 2n, who.address]),
        call(who, asset, erc20Abi, "approve", [gauge.address, maxUint256]),
        call(who, gauge.address, gaugeAbi, "stake", [balance / 3n, who.address]),
      ];
    }),
  );
  await choosePayouts(
    client,
    waves,
    devnet,
    entries.map(({ who }) => who),
    random,
  );
}

/** Some have their rewards paid out by the keeper; the others hold them. */
async function choosePayouts(
  client: DevnetClient,
  waves: Waves,
  devnet: Devnet,
  people: readonly LocalAccount[],
  random: Random,
): Promise<void> {
  const owners = new Map(people.map((who) => [who.address.toLowerCase(), who]));
  const minted = await client.getLogs({
    address: devnet.gauges.map(({ address }) => address),
    event: gaugeTransfer,
    args: { from: zeroAddress },
    fromBlock: BigInt(devnet.deployment.startBlock),
    strict: true,
  });
  const calls: Call[] = [];
  for (const { address, args } of minted) {
    const who = owners.get(args.to.toLowerCase());
    if (!who || random.next() < 0.4) continue;
    const payout = random.next() < 0.9 ? PAY : HOLD;
    calls.push(
      call(who, address, gaugeAbi, "setPayout", [
        args.tokenId,
        payout,
        payout === PAY ? who.address : zeroAddress,
      ]),
    );
  }
  await waves.send(calls);
}

const [gaugeTransfer] = parseAbi([
  "event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)",
]);

/** Collectors bring two items each, and put the item tokens to work: in the pool, the gauge and a vault. */
async function enterNfts(
  client: DevnetClient,
  waves: Waves,
  devnet: Devnet,
  people: readonly LocalAccount[],
  random: Random,
): Promise<void> {
  const usdc = tokenOf(devnet, "USDC").address;
  const entries = people.map((who, index) => {
    const kind = index % devnet.nftVaults.length;
    return {
      who,
      vault: at(devnet.nftVaults, kind),
      market: at(collections, kind),
      ids: [BigInt(2 * index + 1), BigInt(2 * index + 2)],
    };
  });
  await waves.send(
    entries.flatMap(({ who, vault, ids, market }) => [
      ...mintItems(who, vault, ids),
      call(who, vault.collection, erc721Abi, "setApprovalForAll", [vault.address, true]),
      call(who, vault.address, nftVaultAbi, "deposit", [ids, who.address]),
      call(who, usdc, devnetTokenAbi, "mint", [who.address, worth("USDC", market.itemPriceUsd * 2)]),
      call(who, usdc, erc20Abi, "approve", [devnet.deployment.router, maxUint256]),
      call(who, vault.address, erc20Abi, "approve", [devnet.deployment.router, maxUint256]),
    ]),
  );
  // The first of each pool sets its price, so the liquidity of one block must be in order.
  await waves.send(
    entries.map(({ who, vault, market }) => {
      const share = random.between(50, 90) / 100;
      const sides = {
        [usdc]: worth("USDC", market.itemPriceUsd * share),
        [vault.address]: parseUnits(share.toFixed(18), 18),
      };
      const side = (token: Address) => sides[token] ?? 0n;
      const { pool } = vault;
      return call(who, devnet.deployment.router, routerAbi, "addLiquidity", [
        {
          ...pool,
          amountA: side(pool.tokenA),
          amountB: side(pool.tokenB),
          minA: 0n,
          minB: 0n,
          to: who.address,
          deadline: FOREVER,
        },
      ]);
    }),
  );
  await stakeAndDeposit(
    client,
    waves,
    devnet,
    entries.map(({ who, vault }) => ({ who, asset: vault.pool.address })),
    random,
  );
  await stakeAndDeposit(
    client,
    waves,
    devnet,
    entries.map(({ who, vault }) => ({ who, asset: vault.address })),
    random,
  );
}

/** Holders of MILL stake a part and deposit another. */
async function enterMill(
  waves: Waves,
  devnet: Devnet,
  people: readonly LocalAccount[],
  random: Random,
): Promise<void> {
  const mill = tokenOf(devnet, "MILL").address;
  const gauge = gaugeOf(devnet, mill);
  await waves.send(
    people.flatMap((who, index) => {
      const amount = worth("MILL", random.between(100, 3_000));
      const vault = at(vaultsOf(devnet, mill), index);
      return [
        call(who, mill, devnetTokenAbi, "mint", [who.address, amount * 3n]),
        call(who, mill, erc20Abi, "approve", [vault.address, maxUint256]),
        call(who, vault.address, vaultAbi, "deposit", [amount, who.address]),
        call(who, mill, erc20Abi, "approve", [gauge.address, maxUint256]),
        call(who, gauge.address, gaugeAbi, "stake", [amount, who.address]),
      ];
    }),
  );
}

/** Those who supply the markets, and those who borrow there. */
export function marketPeople(): { lenders: LocalAccount[]; borrowers: LocalAccount[] } {
  const people = depositors();
  const first = people.length - DEPOSITORS.lenders - DEPOSITORS.borrowers;
  return {
    lenders: people.slice(first, first + DEPOSITORS.lenders),
    borrowers: people.slice(first + DEPOSITORS.lenders),
  };
}

/** A founder seeds each market, lenders supply it, and borrowers put up collateral and borrow, some as much as they may. */
async function enterMarkets(
  waves: Waves,
  devnet: Devnet,
  founder: LocalAccount,
  random: Random,
): Promise<void> {
  const { lenders, borrowers } = marketPeople();
  await waves.send([
    ...devnet.markets.flatMap(({ address, asset }) => [
      call(founder, asset, erc20Abi, "approve", [address, maxUint256]),
      call(founder, address, marketAbi, "seed", []),
    ]),
    ...lenders.flatMap((who, index) => {
      const { address, asset } = at(devnet.markets, index);
      const amount = worth(symbolOf(devnet, asset), random.between(2_000, 10_000));
      return [
        call(who, asset, devnetTokenAbi, "mint", [who.address, amount * 2n]),
        call(who, asset, erc20Abi, "approve", [address, maxUint256]),
        call(who, address, marketAbi, "deposit", [amount, who.address]),
      ];
    }),
  ]);
  await waves.send(
    borrowers.flatMap((who, index) => {
      const { address, asset, collateral } = at(devnet.markets, index);
      const usd = random.between(1_000, 12_000);
      const amount = worth(symbolOf(devnet, collateral), usd);
      const isThin = index < THIN_BORROWERS * devnet.markets.length;
      const borrowed = usd * (isThin ? 0.795 : random.between(30, 70) / 100);
      return [
        call(who, collateral, devnetTokenAbi, "mint", [who.address, amount * 2n]),
        call(who, collateral, erc20Abi, "approve", [address, maxUint256]),
        call(who, asset, erc20Abi, "approve", [address, maxUint256]),
        call(who, address, marketAbi, "supplyCollateral", [amount, who.address]),
        call(who, address, marketAbi, "borrow", [
          worth(symbolOf(devnet, asset), borrowed),
          who.address,
          who.address,
        ]),
      ];
    }),
  );
}

/** The treasury's rewards begin to stream in every gauge, in each reward token that the treasury has. */
async function fundRewards(
  client: DevnetClient,
  waves: Waves,
  devnet: Devnet,
  treasury: LocalAccount,
): Promise<void> {
  const rewards = await Promise.all(
    devnet.gauges.map(({ address }) =>
      client.readContract({ address, abi: gaugeAbi, functionName: "rewardTokens" }),
    ),
  );
  await waves.send(
    devnet.gauges.flatMap(({ address }, index) =>
      at(rewards, index)
        .filter((reward) => devnet.tokens.some((token) => token.address === reward))
        .flatMap((reward) => [
          call(treasury, reward, erc20Abi, "approve", [address, maxUint256]),
          call(treasury, address, gaugeAbi, "notify", [reward, worth(symbolOf(devnet, reward), REWARDS_USD)]),
        ]),
    ),
  );
}

/** Whoever tries the dApp finds every token in the welcome's wallet, liquidity to deposit and an item to bring. */
async function welcomeVisitor(waves: Waves, devnet: Devnet): Promise<void> {
  const visitor = devAccount(VISITOR_ACCOUNT);
  await waves.send([
    ...devnet.tokens.flatMap(({ address, symbol }) => [
      call(visitor, address, devnetTokenAbi, "mint", [
        visitor.address,
        worth(symbol as TokenSymbol, 100_000),
      ]),
      call(visitor, address, erc20Abi, "approve", [devnet.deployment.router, maxUint256]),
    ]),
    ...devnet.nftVaults.flatMap((vault) => mintItems(visitor, vault, [1_000_001n, 1_000_002n, 1_000_003n])),
  ]);
  await waves.send(fungiblePools(devnet).map((pool) => addLiquidity(devnet, visitor, pool, 5_000)));
}

function vaultsOf(devnet: Devnet, asset: Address): DevnetVault[] {
  return devnet.vaults.filter((vault) => vault.asset === asset);
}

function gaugeOf(devnet: Devnet, stakeToken: Address): DevnetGauge {
  const gauge = devnet.gauges.find((candidate) => candidate.stakeToken === stakeToken);
  if (!gauge) throw new Error(`no gauge for ${stakeToken}`);
  return gauge;
}

/** Element `index` of a list, from its start again past its end. */
function at<T>(values: readonly T[], index: number): T {
  const value = values[index % values.length];
  if (value === undefined) throw new Error("an empty list");
  return value;
}
