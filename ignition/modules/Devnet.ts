import { CURVE, type CurveName } from "@millrace/sdk/curve";
import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { ContractFuture, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { collections, ITEM_POOL_FEE_PIPS, pairs, tokens, worth } from "../../scripts/devnet/market.ts";
import { type Kind, keeperSelectorsOf, ROLES, type Role, selectorsOf } from "../roles.ts";
import Core from "./Core.ts";

const HOUR = 3_600n;
const DAY = 24n * HOUR;
const WAD = 10n ** 18n;
const LANES = 16n;
const NO_CAP = 2n ** 128n - 1n;

/** Vaults that compound in the same gauge, told apart by their performance fee. */
const PERFORMANCE_FEES_WAD = [WAD / 20n, WAD / 10n];

/** The registry's kinds. */
const KIND = { vault: 1, strategy: 2, gauge: 3, nftVault: 4 } as const;

type Call = ReturnType<IgnitionModuleBuilder["call"]>;

type Hop = {
  tokenOut: ContractFuture<string>;
  feePips: number;
  shard: number;
  curve: number;
};

/** What vaults compound in: a gauge for `asset`, and how its rewards become more of that. */
interface Staked {
  id: string;
  asset: ContractFuture<string>;
  gauge: ContractFuture<string>;
  /** For liquidity: the token of the pair into which rewards are swapped. */
  target?: ContractFuture<string>;
  routes: { reward: ContractFuture<string>; hops: Hop[] }[];
}

/**
 * The devnet's market: tokens and collections that anyone mints, and the protocol's instances over them.
 *
 * Results are named `token_SYMBOL`, `collection_SYMBOL`, `nftVault_SYMBOL`, and by what is staked `pool_ID`, `gauge_ID`,
 * `strategy_ID_N` and `vault_ID_N`.
 */
export default buildModule("Devnet", (m) => {
  const { accessManager, registry, executor, poolFactory, router } = m.useModule(Core);
  const results: Record<string, ContractFuture<string>> = {
    accessManager,
    registry,
    executor,
    poolFactory,
    router,
  };

  const token = (symbol: string) => {
    const future = results[`token_${symbol}`];
    if (!future) throw new Error(`no token ${symbol}`);
    return future;
  };

  /**
   * Gives the roles their functions of a contract, allows the keeper's on the executor, and announces it; `after` what
   * the deployer still has to set up, being the admin, to whom all that no role has belongs.
   */
  const wire = (kind: Kind, id: string, target: ContractFuture<string>, after: Call[] = []) => {
    for (const role of Object.keys(ROLES) as Role[]) {
      const selectors = selectorsOf(kind, role);
      if (selectors.length === 0) continue;
      m.call(accessManager, "setTargetFunctionRole", [target, selectors, ROLES[role]], {
        id: `${id}_${role}`,
        after,
      });
    }
    if (kind === "executor") return;
    m.call(executor, "setTarget", [target, keeperSelectorsOf(kind), true], { id: `${id}_allow` });
    m.call(registry, "register", [KIND[kind], [target]], { id: `${id}_register` });
  };

  const createPool = (
    id: string,
    a: ContractFuture<string>,
    b: ContractFuture<string>,
    feePips: number,
    curve: CurveName,
  ) => {
    const created = m.call(poolFactory, "createPool", [a, b, feePips, 0, CURVE[curve]], {
      id: `pool_${id}_create`,
    });
    const address = m.readEventArgument(created, "CreatePool", "pool", { id: `pool_${id}_address` });
    const pool = m.contractAt("Pool", address, { id: `pool_${id}` });
    results[`pool_${id}`] = pool;
    return pool;
  };

  const createGauge = (id: string, stakeToken: ContractFuture<string>, rewards: ContractFuture<string>[]) => {
    const parameters = {
      ...{
        name: `Millrace Gauge ${id}`,
        symbol: `mg-${id}`,
        stakeToken,
        lanes: LANES,
        authority: accessManager,
      },
      minEpochSeconds: 60n,
      rewards: rewards.map((reward) => ({ token: reward, streamPeriod: DAY })),
    };
    const gauge = m.contract("Gauge", [parameters], { id: `gauge_${id}` });
    results[`gauge_${id}`] = gauge;
    wire("gauge", `gauge_${id}`, gauge);
    return gauge;
  };

  const createVaults = (staked: Staked) => {
    const { id, asset, gauge } = staked;
    for (const [index, performanceFeeWad] of PERFORMANCE_FEES_WAD.entries()) {
      const name = `${id}_${index}`;
      const strategyParameters = {
        ...{ authority: accessManager, gauge, router, twapWindow: HOUR / 2n, maxSlippageBps: 300n },
        ...{
          streamPeriod: HOUR,
          name: `Millrace ${id} Strategy ${index + 1}`,
          symbol: `ms-${id}${index + 1}`,
        },
      };
      const strategy = staked.target
        ? m.contract("LpGaugeStrategy", [strategyParameters, staked.target], { id: `strategy_${name}` })
        : m.contract("TokenGaugeStrategy", [strategyParameters], { id: `strategy_${name}` });
      results[`strategy_${name}`] = strategy;
      const routes = staked.routes.map(({ reward, hops }, route) =>
        m.call(strategy, "setRoute", [reward, hops], { id: `strategy_${name}_route_${route}` }),
      );
      wire("strategy", `strategy_${name}`, strategy, routes);
      const parameters = {
        ...{ asset, name: `Millrace ${id} ${index + 1}`, symbol: `mr${id}${index + 1}`, lanes: LANES },
        ...{ authority: accessManager, feeRecipient: m.getAccount(0) },
        ...{ performanceFeeWad, managementFeeWad: WAD / 200n, streamPeriod: 6n * HOUR },
        ...{ maxGainWad: (WAD * 3n) / 100n, maxLossWad: WAD / 100n, gracePeriod: DAY },
      };
      const vault = m.contract("Vault", [parameters], { id: `vault_${name}` });
      results[`vault_${name}`] = vault;
      const listed = m.call(vault, "setStrategy", [strategy, NO_CAP, WAD], { id: `vault_${name}_strategy` });
      wire("vault", `vault_${name}`, vault, [listed]);
    }
  };

  wire("executor", "executor", executor);
  for (const [role, id] of Object.entries(ROLES))
    m.call(accessManager, "labelRole", [id, role], { id: `label_${role}` });
  const grant = (
    role: Role,
    who: Parameters<typeof m.call>[2] extends (infer T)[] | undefined ? T : never,
    id: string,
  ) => m.call(accessManager, "grantRole", [ROLES[role], who, 0], { id: `grant_${role}_${id}` });
  grant("curator", m.getParameter("curator"), "curator");
  grant("guardian", m.getParameter("guardian"), "guardian");
  grant("keeper", executor, "executor");

  for (const { symbol, name, decimals } of tokens) {
    results[`token_${symbol}`] = m.contract("DevnetToken", [name, symbol, decimals], {
      id: `token_${symbol}`,
    });
  }
  const usdc = token("USDC");
  const mill = token("MILL");

  for (const { a, b, feePips, curve } of pairs) createPool(a + b, token(a), token(b), feePips, curve);
  for (const [style, { symbol, name, rentable, rentUsdPerDay }] of collections.entries()) {
    const collection = rentable
      ? m.contract("DevnetRentableCollection", [name, symbol, m.getAccount(0), 500n, style], {
          id: `collection_${symbol}`,
        })
      : m.contract("DevnetPlainCollection", [name, symbol], { id: `collection_${symbol}` });
    results[`collection_${symbol}`] = collection;
    const parameters = {
      ...{ collection, quoteToken: usdc, name: `Millrace ${symbol}`, symbol: `mr${symbol}`, lanes: LANES },
      authority: accessManager,
      fees: { depositFeeWad: WAD / 100n, targetedRedeemFeeWad: WAD / 25n, swapFeeWad: WAD / 50n },
      rentTerms: {
        // A price of nothing is refused, for a collection that can't be rented too.
        pricePerSecondWad: (worth("USDC", Math.max(rentUsdPerDay, 0.01)) * WAD) / DAY,
        minSeconds: HOUR,
        maxSeconds: 30n * DAY,
        maxRentedWad: WAD / 2n,
      },
    };
    const nftVault = m.contract("NftVault", [parameters], { id: `nftVault_${symbol}` });
    results[`nftVault_${symbol}`] = nftVault;
    wire("nftVault", `nftVault_${symbol}`, nftVault);
    createPool(`${symbol}USDC`, nftVault, usdc, ITEM_POOL_FEE_PIPS, "PRODUCT");
    const gauge = createGauge(symbol, nftVault, [usdc, nftVault]);
    const buyItems = [{ tokenOut: nftVault, feePips: ITEM_POOL_FEE_PIPS, shard: 0, curve: CURVE.PRODUCT }];
    createVaults({ id: symbol, asset: nftVault, gauge, routes: [{ reward: usdc, hops: buyItems }] });
    m.call(nftVault, "setGauge", [gauge], { id: `nftVault_${symbol}_gauge` });
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
  const pool = (id: string) => results[`pool_${id}`] as ContractFuture<string>;
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
  return results;
});
