import { CURVE, type CurveName } from "@millrace/sdk/curve";
import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { DEFAULT_SENDERS, deriveSenders } from "../../keeper/src/act/senders.ts";
import { CURATOR_ACCOUNT, devAccount, devPrivateKey, KEEPER_ACCOUNT } from "../../scripts/devnet/chain.ts";
import {
  collections,
  feedAnswer,
  ITEM_POOL_FEE_PIPS,
  markets,
  pairs,
  type TokenSymbol,
  tokens,
  worth,
} from "../../scripts/devnet/market.ts";
import { handOver } from "../lib/hand-over.ts";
import { type Contract, createInstances, DAY, type Hop, type Route, WAD } from "../lib/instances.ts";
import Core from "./Core.ts";

const LANES = 16n;

/** Vaults that compound in the same gauge, told apart by their performance fee. */
const PERFORMANCE_FEES_WAD = [WAD / 20n, WAD / 10n];

const NO_FEED = {
  aggregator: "0x0000000000000000000000000000000000000000",
  maxAgeSeconds: 0n,
  min: 0n,
  max: 0n,
};

/** A feed of the devnet is believed for a week, between a hundredth and a hundred times of its first answer. */
function feedParameters(feed: Contract, collateral: TokenSymbol, asset: TokenSymbol) {
  const first = feedAnswer(collateral);
  const decimalsOf = (symbol: TokenSymbol) =>
    BigInt(tokens.find((token) => token.symbol === symbol)?.decimals ?? 0);
  return {
    base: { aggregator: feed, maxAgeSeconds: 7n * DAY, min: first / 100n, max: first * 100n },
    ...{ quote: NO_FEED, sequencer: NO_FEED.aggregator, graceSeconds: 0n },
    ...{ collateralDecimals: decimalsOf(collateral), loanDecimals: decimalsOf(asset) },
  };
}

/** What vaults compound in: a gauge for `asset`, and how its rewards become more of that. */
interface Staked {
  id: string;
  asset: Contract;
  gauge: Contract;
  /** For liquidity: the token of the pair into which rewards are swapped. */
  target?: Contract;
  routes: Route[];
}

/**
 * The devnet's market: tokens and collections that anyone mints, and the protocol's instances over them.
 *
 * Results are named `token_SYMBOL`, `collection_SYMBOL`, `nftVault_SYMBOL`, and by what is staked `pool_ID`, `gauge_ID`,
 * `strategy_ID_N` and `vault_ID_N`; by the two assets `feed_ID`, `market_ID` and `marketOracle_ID`.
 */
export default buildModule("Devnet", (m) => {
  const core = m.useModule(Core);
  const { accessManager, executor } = core;
  const instances = createInstances(m, core, LANES);
  const results: Record<string, Contract> = { ...core };

  const token = (symbol: string) => {
    const future = results[`token_${symbol}`];
    if (!future) throw new Error(`no token ${symbol}`);
    return future;
  };

  const createPool = (id: string, a: Contract, b: Contract, feePips: number, curve: CurveName) => {
    results[`pool_${id}`] = instances.createPool(`pool_${id}`, a, b, feePips, curve);
  };

  const createGauge = (id: string, stakeToken: Contract, rewards: Contract[]) => {
    const gauge = instances.createGauge(`gauge_${id}`, id, stakeToken, rewards);
    results[`gauge_${id}`] = gauge;
    return gauge;
  };

  const createVaults = ({ id, asset, gauge, target, routes }: Staked) => {
    for (const [index, performanceFeeWad] of PERFORMANCE_FEES_WAD.entries()) {
      const name = `${id} ${index + 1}`;
      const strategyId = `strategy_${id}_${index}`;
      const strategy = instances.createStrategy(strategyId, name, gauge, routes, target);
      results[strategyId] = strategy;
      const vaultId = `vault_${id}_${index}`;
      const feeRecipient = m.getAccount(0);
      results[vaultId] = instances.createVault(
        vaultId,
        name,
        asset,
        strategy,
        performanceFeeWad,
        feeRecipient,
      );
    }
  };

  for (const { symbol, name, decimals } of tokens) {
    results[`token_${symbol}`] = m.contract("DevnetToken", [name, symbol, decimals], {
      id: `token_${symbol}`,
    });
  }
  const usdc = token("USDC");
  const mill = token("MILL");

  for (const { a, b, feePips, curve } of pairs) createPool(a + b, token(a), token(b), feePips, curve);
  for (const [style, { symbol, name, rentable, rentUsdPerDay }] of collections.entries()) {
    const created = rentable
      ? m.contract("DevnetRentableCollection", [name, symbol, m.getAccount(0), 500n, style], {
          id: `collection_${symbol}`,
        })
      : m.contract("DevnetPlainCollection", [name, symbol], { id: `collection_${symbol}` });
    results[`collection_${symbol}`] = created;
    // A plain collection's items are rented out through their wrapper.
    const collection = rentable ? created : instances.createRentalWrapper(`wrapper_${symbol}`, name, created);
    if (!rentable) results[`wrapper_${symbol}`] = collection;
    const rentPerSecondWad = (worth("USDC", rentUsdPerDay) * WAD) / DAY;
    const nftVault = instances.createNftVault(
      `nftVault_${symbol}`,
      symbol,
      collection,
      usdc,
      rentPerSecondWad,
    );
    results[`nftVault_${symbol}`] = nftVault;
    createPool(`${symbol}USDC`, nftVault, usdc, ITEM_POOL_FEE_PIPS, "PRODUCT");
    const gauge = createGauge(symbol, nftVault, [usdc, nftVault]);
    const buyItems = [{ tokenOut: nftVault, feePips: ITEM_POOL_FEE_PIPS, shard: 0, curve: CURVE.PRODUCT }];
    createVaults({ id: symbol, asset: nftVault, gauge, routes: [{ reward: usdc, hops: buyItems }] });
    instances.setGauge(`nftVault_${symbol}`, nftVault, gauge);
    if (symbol !== "ART") continue;
    // The artist shares what trades bring with those who stake the collection's items.
    const splitter = instances.createSplitter(`splitter_${symbol}`, m.getAccount(0), gauge);
    results[`splitter_${symbol}`] = splitter;
    m.call(created, "setRoyalty", [splitter, 500n], { id: `collection_${symbol}_royalty` });
  }

  const hop = (symbol: string): Hop => ({
    tokenOut: token(symbol),
    feePips: 3_000,
    shard: 0,
    curve: CURVE.PRODUCT,
  });
  /** How MILL becomes the token of each pair into which its vaults compound. */
  const millRoutes: Record<string, Hop[]> = {
    WBTC: [hop("USDC")],
    USDT: [hop("USDC")],
    WETH: [hop("USDC"), hop("WETH")],
  };
  const pool = (id: string) => results[`pool_${id}`] as Contract;
  for (const { a, b } of pairs) {
    const gauge = createGauge(a + b, pool(a + b), [mill]);
    const hops = millRoutes[a] ?? [];
    const target = hops.at(-1)?.tokenOut ?? mill;
    createVaults({
      id: a + b,
      asset: pool(a + b),
      gauge,
      target,
      routes: hops.length ? [{ reward: mill, hops }] : [],
    });
  }
  for (const { symbol } of collections) {
    const id = `${symbol}USDC`;
    createVaults({ id, asset: pool(id), gauge: createGauge(id, pool(id), [usdc]), target: usdc, routes: [] });
  }
  const millGauge = createGauge("MILL", mill, [usdc]);
  createVaults({
    id: "MILL",
    asset: mill,
    gauge: millGauge,
    routes: [{ reward: usdc, hops: [hop("MILL")] }],
  });

  const listed = markets.map(({ collateral, asset, feePips }) => {
    const id = collateral + asset;
    const feed = m.contract("DevnetFeed", [feedAnswer(collateral)], { id: `feed_${id}` });
    const oracle = m.contract("ChainlinkOracle", [feedParameters(feed, collateral, asset)], {
      id: `marketOracle_${id}`,
    });
    const market = instances.createMarket(
      ...([`market_${id}`, asset, token(asset), token(collateral), oracle, m.getAccount(0)] as const),
    );
    Object.assign(results, {
      [`feed_${id}`]: feed,
      [`marketOracle_${id}`]: oracle,
      [`market_${id}`]: market,
    });
    return { market, hops: [{ ...hop(asset), feePips }] };
  });
  results.liquidator = instances.createLiquidator("liquidator", m.getAccount(0), listed);

  // The curator of the devnet puts the first money to work before there is a keeper.
  const senders = deriveSenders(devPrivateKey(KEEPER_ACCOUNT), DEFAULT_SENDERS).map(({ address }) => address);
  handOver(m, {
    ...{ accessManager, executor, targets: instances.targets, after: instances.setUp },
    keepers: [...senders, devAccount(CURATOR_ACCOUNT).address],
  });
  return results;
});
