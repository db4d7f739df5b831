import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Address } from "viem";
import { address, happened, hex, int, keyed, uint, uints } from "./columns.ts";

/** The contracts that are listened to. */
export const instances = pgTable("instances", {
  ...keyed,
  kind: text().$type<"vault" | "strategy" | "gauge" | "nftVault" | "pool" | "market">().notNull(),
});

export const tokens = pgTable("tokens", {
  ...keyed,
  symbol: text().notNull(),
  name: text().notNull(),
  decimals: integer().notNull(),
});

/* VAULTS */

export const vaults = pgTable("vaults", {
  ...keyed,
  name: text().notNull(),
  symbol: text().notNull(),
  decimals: integer().notNull(),
  asset: address().notNull(),
  lanes: integer().notNull(),
  totalSupply: uint().notNull(),
  fromRay: uint().notNull(),
  fullRay: uint().notNull(),
  /** The period over which the last report streams; `streamPeriod` is the one for the next. */
  ratePeriod: int().notNull(),
  lastReport: int().notNull(),
  streamPeriod: int().notNull(),
  reserve: uint().notNull(),
  paused: boolean().notNull(),
  reportedAssets: uint().notNull(),
  totalGain: uint().notNull(),
  totalLoss: uint().notNull(),
  performanceFeeWad: uint().notNull(),
  managementFeeWad: uint().notNull(),
  feeRecipient: address(),
  maxGainWad: uint().notNull(),
  maxLossWad: uint().notNull(),
  gracePeriod: uint().notNull(),
  laneReserveBps: uint().notNull(),
  laneCash: uints().notNull(),
  positionCount: integer().notNull(),
});

export const vaultStrategies = pgTable(
  "vault_strategies",
  {
    ...keyed,
    vault: address().notNull(),
    strategy: address().notNull(),
    absoluteCap: uint().notNull(),
    relativeCapWad: uint().notNull(),
    active: boolean().notNull(),
  },
  (table) => [index().on(table.vault)],
);

/** Shares of strategies by holder: the vaults', and those of holders who left in kind. */
export const strategyBalances = pgTable("strategy_balances", {
  ...keyed,
  strategy: address().notNull(),
  holder: address().notNull(),
  shares: uint().notNull(),
});

export const vaultPositions = pgTable(
  "vault_positions",
  {
    ...keyed,
    vault: address().notNull(),
    owner: address().notNull(),
    shares: uint().notNull(),
    deposited: uint().notNull(),
    withdrawn: uint().notNull(),
  },
  (table) => [index().on(table.vault, table.ordinal), index().on(table.owner, table.ordinal)],
);

export const reports = pgTable(
  "reports",
  {
    ...keyed,
    ...happened,
    vault: address().notNull(),
    gain: uint().notNull(),
    loss: uint().notNull(),
    assets: uint().notNull(),
    supply: uint().notNull(),
    fromRay: uint().notNull(),
    fullRay: uint().notNull(),
    feeShares: uint().notNull(),
  },
  (table) => [index().on(table.vault, table.ordinal)],
);

export const harvests = pgTable(
  "harvests",
  {
    ...keyed,
    ...happened,
    strategy: address().notNull(),
    reward: address().notNull(),
    claimed: uint().notNull(),
    assets: uint().notNull(),
  },
  (table) => [index().on(table.strategy, table.ordinal)],
);

/* GAUGES */

export const gauges = pgTable("gauges", {
  ...keyed,
  stakeToken: address().notNull(),
  lanes: integer().notNull(),
  totalStake: uint().notNull(),
  epoch: int().notNull(),
  epochStart: int().notNull(),
  /** In the order in which the gauge answers. */
  rewardTokens: text().array().$type<Address[]>().notNull(),
  positionCount: integer().notNull(),
  paused: boolean().notNull(),
});

export const gaugeRewards = pgTable(
  "gauge_rewards",
  {
    ...keyed,
    gauge: address().notNull(),
    token: address().notNull(),
    streamPeriod: uint().notNull(),
    notified: uint().notNull(),
    pending: uint().notNull(),
    distributed: uint().notNull(),
    claimed: uint().notNull(),
    cumulative: uint().notNull(),
    periodFinish: int().notNull(),
  },
  (table) => [index().on(table.gauge, table.ordinal)],
);

/** A settled epoch. */
export const gaugeEpochs = pgTable("gauge_epochs", {
  ...keyed,
  gauge: address().notNull(),
  epoch: int().notNull(),
  start: int().notNull(),
  end: int().notNull(),
  weight: uint().notNull(),
});

/** What a settled epoch gave of one reward. */
export const gaugeDistributions = pgTable("gauge_distributions", {
  ...keyed,
  gauge: address().notNull(),
  token: address().notNull(),
  epoch: int().notNull(),
  released: uint().notNull(),
  distributed: uint().notNull(),
  perWeight: uint().notNull(),
  cumulative: uint().notNull(),
});

export const gaugePositions = pgTable(
  "gauge_positions",
  {
    ...keyed,
    gauge: address().notNull(),
    tokenId: uint().notNull(),
    /** Null before the position is minted and after it is burned. */
    owner: address(),
    lane: integer().notNull(),
    stake: uint().notNull(),
    /** The epoch in which the position last moved. */
    epoch: int().notNull(),
    /** What the stake-time of `epoch` lacks of `stake` for the whole of it, in token-seconds; may be negative. */
    debt: uint().notNull(),
    /** What earlier epochs credited and nobody claimed, by reward, scaled. */
    creditsScaled: uints().notNull(),
    payout: text().$type<"HOLD" | "PAY" | "DEPOSIT">().notNull(),
    payoutTarget: address(),
    bountyBps: integer().notNull(),
  },
  (table) => [index().on(table.gauge, table.ordinal), index().on(table.owner, table.ordinal)],
);

export const claims = pgTable(
  "claims",
  {
    ...keyed,
    ...happened,
    gauge: address().notNull(),
    tokenId: uint().notNull(),
    owner: address(),
    token: address().notNull(),
    to: address().notNull(),
    amount: uint().notNull(),
  },
  (table) => [index().on(table.gauge, table.ordinal), index().on(table.owner, table.ordinal)],
);

export const payouts = pgTable(
  "payouts",
  {
    ...keyed,
    ...happened,
    gauge: address().notNull(),
    tokenId: uint().notNull(),
    mode: text().$type<"HOLD" | "PAY" | "DEPOSIT">().notNull(),
    target: address().notNull(),
    skipped: boolean().notNull(),
    reason: hex(),
  },
  (table) => [index().on(table.gauge, table.ordinal)],
);

/* POOLS */

export const pools = pgTable("pools", {
  ...keyed,
  token0: address().notNull(),
  token1: address().notNull(),
  feePips: integer().notNull(),
  shard: integer().notNull(),
  curve: text().$type<"PRODUCT" | "STABLE">().notNull(),
  reserve0: uint().notNull(),
  reserve1: uint().notNull(),
  totalSupply: uint().notNull(),
  swapCount: integer().notNull(),
  volume0: uint().notNull(),
  volume1: uint().notNull(),
  collected0: uint().notNull(),
  collected1: uint().notNull(),
  positionCount: integer().notNull(),
});

export const poolPositions = pgTable(
  "pool_positions",
  {
    ...keyed,
    pool: address().notNull(),
    owner: address().notNull(),
    liquidity: uint().notNull(),
  },
  (table) => [index().on(table.pool, table.ordinal), index().on(table.owner, table.ordinal)],
);

/* MARKETS */

export const markets = pgTable("markets", {
  ...keyed,
  name: text().notNull(),
  symbol: text().notNull(),
  decimals: integer().notNull(),
  asset: address().notNull(),
  collateral: address().notNull(),
  oracle: address().notNull(),
  lltvWad: uint().notNull(),
  incentiveWad: uint().notNull(),
  lanes: integer().notNull(),
  totalSupply: uint().notNull(),
  fromRay: uint().notNull(),
  fullRay: uint().notNull(),
  /** The period over which the last interest streams. */
  ratePeriod: int().notNull(),
  lastAccrual: int().notNull(),
  indexRay: uint().notNull(),
  ratePerSecondRay: uint().notNull(),
  utilisationWad: uint().notNull(),
  cash: uint().notNull(),
  debtShares: uint().notNull(),
  collateralAssets: uint().notNull(),
  supplyCap: uint().notNull(),
  borrowCap: uint().notNull(),
  feeWad: uint().notNull(),
  supplyPaused: boolean().notNull(),
  borrowPaused: boolean().notNull(),
  positionCount: integer().notNull(),
  borrowerCount: integer().notNull(),
});

export const marketPositions = pgTable(
  "market_positions",
  {
    ...keyed,
    market: address().notNull(),
    owner: address().notNull(),
    shares: uint().notNull(),
    collateral: uint().notNull(),
    debtShares: uint().notNull(),
  },
  (table) => [index().on(table.market, table.ordinal), index().on(table.owner, table.ordinal)],
);

export const liquidations = pgTable(
  "liquidations",
  {
    ...keyed,
    ...happened,
    market: address().notNull(),
    borrower: address().notNull(),
    liquidator: address().notNull(),
    receiver: address().notNull(),
    assets: uint().notNull(),
    seizedCollateral: uint().notNull(),
    badDebtAssets: uint().notNull(),
  },
  (table) => [index().on(table.market, table.ordinal), index().on(table.borrower, table.ordinal)],
);

/* NFT VAULTS */

export const nftVaults = pgTable("nft_vaults", {
  ...keyed,
  name: text().notNull(),
  symbol: text().notNull(),
  collection: address().notNull(),
  quoteToken: address().notNull(),
  gauge: address(),
  lanes: integer().notNull(),
  rentable: boolean().notNull(),
  totalSupply: uint().notNull(),
  held: integer().notNull(),
  pricePerSecondWad: uint().notNull(),
  minSeconds: uint().notNull(),
  maxSeconds: uint().notNull(),
  maxRentedWad: uint().notNull(),
  /** How many lists of rents there have been. */
  priceLists: integer().notNull(),
  depositFeeWad: uint().notNull(),
  targetedRedeemFeeWad: uint().notNull(),
  swapFeeWad: uint().notNull(),
  rentPaid: uint().notNull(),
  rentCollected: uint().notNull(),
  feesCollected: uint().notNull(),
  paused: boolean().notNull(),
  positionCount: integer().notNull(),
});

export const nftVaultPositions = pgTable(
  "nft_vault_positions",
  {
    ...keyed,
    nftVault: address().notNull(),
    owner: address().notNull(),
    balance: uint().notNull(),
  },
  (table) => [index().on(table.nftVault, table.ordinal), index().on(table.owner, table.ordinal)],
);

export const items = pgTable(
  "items",
  {
    ...keyed,
    nftVault: address().notNull(),
    tokenId: uint().notNull(),
    lane: integer().notNull(),
    held: boolean().notNull(),
    /** Kept for the holder of its receipt. */
    reserved: boolean().notNull(),
    /** Reserved, and off the rental market. */
    recalled: boolean().notNull(),
    /** The last second of the last rental, 0 where the item was never rented. */
    rentedUntil: int().notNull(),
    user: address(),
    /** A rent of its own, a second and scaled by 1e18; 0 for the collection's. */
    rentPriceWad: uint().notNull(),
    /** Under which of the vault's price lists that was set: a newer list makes it void. */
    priceList: integer().notNull(),
  },
  (table) => [index().on(table.nftVault, table.ordinal)],
);

export const rentals = pgTable(
  "rentals",
  {
    ...keyed,
    ...happened,
    nftVault: address().notNull(),
    tokenId: uint().notNull(),
    payer: address().notNull(),
    user: address().notNull(),
    expires: int().notNull(),
    paid: uint().notNull(),
  },
  (table) => [index().on(table.nftVault, table.ordinal), index().on(table.user, table.ordinal)],
);

/* MARKETPLACE */

/** An order as it was published; its key is what the maker signed. What makes it void is in `usedNonces` and `makers`. */
export const orders = pgTable(
  "orders",
  {
    ...keyed,
    ...happened,
    kind: text().$type<"SALE" | "OFFER" | "COLLECTION_OFFER" | "RENTAL">().notNull(),
    maker: address().notNull(),
    taker: address(),
    collection: address().notNull(),
    tokenId: uint().notNull(),
    /** Null for the native coin. */
    currency: address(),
    price: uint().notNull(),
    minProceeds: uint().notNull(),
    minStake: uint().notNull(),
    minSeconds: int().notNull(),
    maxSeconds: int().notNull(),
    start: uint().notNull(),
    end: uint().notNull(),
    nonce: uint().notNull(),
    counter: uint().notNull(),
    signature: hex().notNull(),
  },
  (table) => [index().on(table.collection, table.ordinal), index().on(table.maker, table.ordinal)],
);

/** A nonce of a maker, keyed by both, by which an order was filled or cancelled. */
export const usedNonces = pgTable("used_nonces", { ...keyed, filled: boolean().notNull() });

/** A maker who has cancelled all orders of lower counters. */
export const makers = pgTable("makers", { ...keyed, counter: uint().notNull() });

export const trades = pgTable(
  "trades",
  {
    ...keyed,
    ...happened,
    orderHash: hex().notNull(),
    kind: text().$type<"SALE" | "OFFER" | "COLLECTION_OFFER" | "RENTAL">().notNull(),
    maker: address().notNull(),
    taker: address().notNull(),
    collection: address().notNull(),
    tokenId: uint().notNull(),
    currency: address(),
    price: uint().notNull(),
    royalty: uint().notNull(),
    fee: uint().notNull(),
  },
  (table) => [index().on(table.collection, table.ordinal)],
);

/** Who became the user of an item by a rental order, and until when; keyed by the order, which is filled once. */
export const orderRentals = pgTable("order_rentals", {
  ...keyed,
  user: address().notNull(),
  expires: int().notNull(),
});

/* KEEPER */

export const batches = pgTable("batches", {
  ...keyed,
  number: uint().notNull(),
  jobCount: integer().notNull(),
  firstBlock: int().notNull(),
  lastBlock: int().notNull(),
  timestamp: int().notNull(),
});

export const batchJobs = pgTable(
  "batch_jobs",
  {
    ...keyed,
    ...happened,
    batch: text().notNull(),
    key: hex().notNull(),
    target: address().notNull(),
    selector: hex().notNull(),
    sender: address().notNull(),
    transactionIndex: integer().notNull(),
    gasUsed: uint(),
  },
  (table) => [index().on(table.batch, table.ordinal)],
);

/* ACTIVITY */

export const activity = pgTable(
  "activity",
  {
    ...keyed,
    ...happened,
    kind: text().notNull(),
    owner: address().notNull(),
    instance: address().notNull(),
    amount: uint(),
    token: address(),
    tokenId: uint(),
  },
  (table) => [index().on(table.owner, table.ordinal)],
);

/** An event that has no table of its own, such as a change of settings, with its arguments as JSON. */
export const otherEvents = pgTable(
  "other_events",
  {
    ...keyed,
    ...happened,
    instance: address().notNull(),
    name: text().notNull(),
    args: text().notNull(),
  },
  (table) => [index().on(table.instance, table.ordinal)],
);

/* BOOK-KEEPING */

/** One row: whose events these are, and the last block whose rows are in. */
export const cursors = pgTable("cursors", {
  id: integer().primaryKey(),
  chainId: integer().notNull(),
  deployment: text().notNull(),
  startBlock: int().notNull(),
  /** Null until the first block. */
  block: int(),
  hash: hex(),
  timestamp: int(),
});

/** The blocks that may still be undone, and the last that may not. */
export const blocks = pgTable("blocks", {
  number: int().primaryKey(),
  hash: hex().notNull(),
  timestamp: int().notNull(),
});

/** What a row was before a block changed it, null where the block created it. */
export const undo = pgTable(
  "undo",
  {
    block: int().notNull(),
    table: text().notNull(),
    row: text().notNull(),
    before: jsonb(),
  },
  (table) => [primaryKey({ columns: [table.block, table.table, table.row] })],
);

/** The tables that handlers write, by name; undone block by block. */
export const entityTables = {
  instances,
  tokens,
  vaults,
  vaultStrategies,
  strategyBalances,
  vaultPositions,
  reports,
  harvests,
  gauges,
  gaugeRewards,
  gaugeEpochs,
  gaugeDistributions,
  gaugePositions,
  claims,
  payouts,
  pools,
  poolPositions,
  markets,
  marketPositions,
  liquidations,
  nftVaults,
  nftVaultPositions,
  items,
  rentals,
  orders,
  usedNonces,
  makers,
  trades,
  orderRentals,
  batches,
  batchJobs,
  activity,
  otherEvents,
} as const;

export type EntityTables = typeof entityTables;
export type EntityName = keyof EntityTables;
export type Row<Name extends EntityName> = EntityTables[Name]["$inferSelect"];

/** The tables that the indexer alone writes. */
export const bookTables = { cursors, blocks, undo } as const;
