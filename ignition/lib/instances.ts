import { CURVE, type CurveName } from "@millrace/sdk/curve";
import type {
  ArgumentType,
  CallableContractFuture,
  ContractOptions,
  Future,
  IgnitionModuleBuilder,
  ModuleParameterRuntimeValue,
} from "@nomicfoundation/ignition-core";
import { keeperSelectorsOf, type Restricted } from "../roles.ts";
import type { Target } from "./hand-over.ts";

export const HOUR = 3_600n;
export const DAY = 24n * HOUR;
export const WAD = 10n ** 18n;
const NO_CAP = 2n ** 128n - 1n;

/** The registry's kinds. */
const KIND = {
  Vault: 1,
  Strategy: 2,
  Gauge: 3,
  NftVault: 4,
  Market: 5,
  Liquidator: 6,
  RentalWrapper: 7,
  RoyaltySplitter: 8,
} as const;

export type Contract = CallableContractFuture<string>;

type Libraries = NonNullable<ContractOptions["libraries"]>;

export interface Core {
  accessManager: Contract;
  registry: Contract;
  executor: Contract;
  poolFactory: Contract;
  router: Contract;
  nftRouter: Contract;
  marketplace: Contract;
  orderBook: Contract;
}

export interface Hop {
  tokenOut: Contract;
  feePips: number;
  shard: number;
  curve: number;
}

export interface Route {
  reward: Contract;
  hops: Hop[];
}

/** A name as a part of a symbol. */
function compact(name: string): string {
  return name.replaceAll(" ", "");
}

/** The contracts of a core that obey the AccessManager. */
export function coreTargets({ registry, executor, poolFactory, marketplace }: Core): Target[] {
  return [
    { id: "registry", contract: "Registry", future: registry },
    { id: "executor", contract: "Executor", future: executor },
    { id: "poolFactory", contract: "PoolFactory", future: poolFactory },
    { id: "marketplace", contract: "Marketplace", future: marketplace },
  ];
}

/**
 * Creates instances over a core, as the admin that the deployer is until it hands over.
 *
 * Each is allowed to the keeper and announced as it is created; `targets` and `setUp` collect what `handOver` needs.
 */
export function createInstances(
  m: IgnitionModuleBuilder,
  core: Core,
  lanes: bigint | ModuleParameterRuntimeValue<bigint>,
) {
  const { accessManager, registry, executor, poolFactory, router } = core;
  const targets: Target[] = coreTargets(core);
  const setUp: Future[] = [];

  const announce = (id: string, contract: Restricted, kind: keyof typeof KIND, future: Contract) => {
    targets.push({ id, contract, future });
    setUp.push(
      m.call(executor, "setTarget", [future, keeperSelectorsOf(contract), true], { id: `${id}_allow` }),
      m.call(registry, "register", [KIND[kind], [future]], { id: `${id}_register` }),
    );
  };

  /** Announces what the keeper calls nothing of. */
  const register = (id: string, kind: keyof typeof KIND, future: Contract) => {
    setUp.push(m.call(registry, "register", [KIND[kind], [future]], { id: `${id}_register` }));
  };

  let libraries: Libraries | undefined;
  /** What NFT vaults are linked to, deployed once. */
  const nftLibraries = (): Libraries => {
    if (libraries) return libraries;
    const TermsLib = m.library("TermsLib");
    libraries = { TermsLib, RentalsLib: m.library("RentalsLib", { libraries: { TermsLib } }) };
    return libraries;
  };

  let receipts: Contract | undefined;
  /** What the receipts of NFT vaults are clones of, deployed once. */
  const nftReceipts = (): Contract => {
    receipts ??= m.contract("NftReceipts");
    return receipts;
  };

  return {
    targets,
    setUp,

    createPool(id: string, a: Contract, b: Contract, feePips: number, curve: CurveName): Contract {
      const created = m.call(poolFactory, "createPool", [a, b, feePips, 0, CURVE[curve]], {
        id: `${id}_create`,
      });
      const address = m.readEventArgument(created, "CreatePool", "pool", { id: `${id}_address` });
      return m.contractAt("Pool", address, { id });
    },

    createGauge(id: string, name: string, stakeToken: Contract, rewards: readonly Contract[]): Contract {
      const parameters = {
        ...{
          name: `Millrace Gauge ${name}`,
          symbol: `mg-${name}`,
          stakeToken,
          lanes,
          authority: accessManager,
        },
        minEpochSeconds: 60n,
        rewards: rewards.map((reward) => ({ token: reward, streamPeriod: DAY })),
      };
      const gauge = m.contract("Gauge", [parameters], { id });
      announce(id, "Gauge", "Gauge", gauge);
      return gauge;
    },

    /** A strategy that stakes in `gauge`; where that takes liquidity, rewards are swapped into `target`, of its pair. */
    createStrategy(
      id: string,
      name: string,
      gauge: Contract,
      routes: readonly Route[],
      target?: Contract,
    ): Contract {
      const parameters = {
        ...{ authority: accessManager, gauge, router, twapWindow: HOUR / 2n, maxSlippageBps: 300n },
        ...{ streamPeriod: HOUR, name: `Millrace ${name} Strategy`, symbol: `ms-${compact(name)}` },
      };
      const contract = target ? "LpGaugeStrategy" : "TokenGaugeStrategy";
      const strategy = m.contract(contract, target ? [parameters, target] : [parameters], { id });
      for (const [index, { reward, hops }] of routes.entries()) {
        setUp.push(m.call(strategy, "setRoute", [reward, hops as never], { id: `${id}_route_${index}` }));
      }
      announce(id, contract, "Strategy", strategy);
      return strategy;
    },

    /** A vault that may put all it has into `strategy`. */
    createVault(
      id: string,
      name: string,
      asset: Contract,
      strategy: Contract,
      performanceFeeWad: bigint,
      feeRecipient: ArgumentType,
    ): Contract {
      const settlement = m.contract("VaultSettlement", [asset, lanes], { id: `${id}_settlement` });
      const parameters = {
        ...{ asset, name: `Millrace ${name}`, symbol: `mr${compact(name)}`, lanes, authority: accessManager },
        ...{ feeRecipient, settlement },
        ...{ performanceFeeWad, managementFeeWad: WAD / 200n, streamPeriod: 6n * HOUR },
        ...{ maxGainWad: (WAD * 3n) / 100n, maxLossWad: WAD / 100n, gracePeriod: DAY },
      };
      const vault = m.contract("Vault", [parameters], { id });
      setUp.push(m.call(vault, "setStrategy", [strategy, NO_CAP, WAD], { id: `${id}_strategy` }));
      announce(id, "Vault", "Vault", vault);
      return vault;
    },

    /** An NFT vault that rents for `pricePerSecondWad` of a unit of the quote token. */
    createNftVault(
      id: string,
      name: string,
      collection: Contract,
      quoteToken: Contract,
      pricePerSecondWad: bigint,
    ): Contract {
      const parameters = {
        ...{ collection, quoteToken, receipts: nftReceipts() },
        ...{ name: `Millrace ${name}`, symbol: `mr${name}`, lanes },
        authority: accessManager,
        fees: { depositFeeWad: WAD / 100n, targetedRedeemFeeWad: WAD / 25n, swapFeeWad: WAD / 50n },
        rentTerms: { pricePerSecondWad, minSeconds: HOUR, maxSeconds: 30n * DAY, maxRentedWad: WAD / 2n },
      };
      const nftVault = m.contract("NftVault", [parameters], { id, libraries: nftLibraries() });
      announce(id, "NftVault", "NftVault", nftVault);
      return nftVault;
    },

    /** The mean price of `collateral` in a pool, over half an hour. */
    createTwapOracle(id: string, pool: Contract, collateral: Contract): Contract {
      return m.contract("TwapOracle", [pool, collateral, HOUR / 2n, 1n], { id });
    },

    /** A market that lends `asset` against `collateral` at the price of `oracle`. */
    createMarket(
      id: string,
      name: string,
      asset: Contract,
      collateral: Contract,
      oracle: Contract,
      feeRecipient: ArgumentType,
    ): Contract {
      const parameters = {
        terms: {
          ...{ asset, collateral, oracle, lltvWad: (WAD * 4n) / 5n, incentiveWad: (WAD * 5n) / 100n },
          ...{ closeFactorWad: WAD / 2n, fullLiquidationHealthWad: (WAD * 95n) / 100n },
          ...{ seedAssets: 1_000_000n, minEpochSeconds: HOUR / 4n, streamPeriod: HOUR },
        },
        ...{ name: `Millrace Lent ${name}`, symbol: `ml${compact(name)}`, lanes, authority: accessManager },
        ...{ feeRecipient, feeWad: WAD / 10n, supplyCap: NO_CAP, borrowCap: NO_CAP },
        rateModel: {
          ...{ baseRateWad: 0n, kinkRateWad: (WAD * 4n) / 100n, maxRateWad: WAD, kinkWad: (WAD * 9n) / 10n },
        },
      };
      const market = m.contract("Market", [parameters], { id });
      announce(id, "Market", "Market", market);
      return market;
    },

    /** What the keeper liquidates through: collateral of each market is sold by its route. */
    createLiquidator(
      id: string,
      recipient: ArgumentType,
      markets: readonly { market: Contract; hops: readonly Hop[] }[],
    ): Contract {
      const liquidator = m.contract("Liquidator", [accessManager, router, recipient, 300n], { id });
      for (const [index, { market, hops }] of markets.entries()) {
        setUp.push(m.call(liquidator, "setRoute", [market, hops as never], { id: `${id}_route_${index}` }));
      }
      announce(id, "Liquidator", "Liquidator", liquidator);
      return liquidator;
    },

    /** Gives a plain collection users who keep their time. */
    createRentalWrapper(id: string, name: string, collection: Contract): Contract {
      const wrapper = m.contract(
        "RentalWrapper",
        [collection, `Rentable ${name}`, `r${compact(name)}`, lanes],
        {
          id,
        },
      );
      register(id, "RentalWrapper", wrapper);
      return wrapper;
    },

    /** Shares royalties between an artist and, to the other part, a gauge's stakers. */
    createSplitter(id: string, artist: ArgumentType, gauge: Contract): Contract {
      const payees = [
        { account: artist, shares: 60n, toGauge: false },
        { account: gauge, shares: 40n, toGauge: true },
      ];
      const splitter = m.contract("RoyaltySplitter", [payees], { id });
      register(id, "RoyaltySplitter", splitter);
      return splitter;
    },

    setGauge(id: string, nftVault: Contract, gauge: Contract): void {
      setUp.push(m.call(nftVault, "setGauge", [gauge], { id: `${id}_gauge` }));
    },
  };
}
