import { z } from "zod";
import { type Collection, publishedOrder } from "./order-view.ts";
import { address, bigint, hex, token } from "./scalars.ts";

const vaultPosition = z.object({
  vault: z.object({
    address,
    name: z.string(),
    symbol: z.string(),
    decimals: z.number().int(),
    asset: token,
    fromRay: bigint,
    fullRay: bigint,
    lastReport: bigint,
    ratePeriod: bigint,
  }),
  shares: bigint,
  assets: bigint,
  deposited: bigint,
  withdrawn: bigint,
});

const gaugePosition = z.object({
  gauge: z.object({ address, stakeToken: token }),
  tokenId: bigint,
  stake: bigint,
  lane: z.number().int(),
  claimable: z.array(z.object({ token, amount: bigint })),
  payout: z.enum(["HOLD", "PAY", "DEPOSIT"]),
  payoutTarget: address.nullable(),
});

const poolPosition = z.object({
  pool: z.object({
    address,
    token0: token,
    token1: token,
    reserve0: bigint,
    reserve1: bigint,
    totalSupply: bigint,
  }),
  liquidity: bigint,
});

const marketPosition = z.object({
  market: z.object({ address, asset: token, collateral: token }),
  assets: bigint,
  collateral: bigint,
  debt: bigint,
});

const nftVaultPosition = z.object({
  nftVault: z.object({ address, name: z.string(), symbol: z.string() }),
  balance: bigint,
});

const rental = z.object({
  nftVault: z.object({ address, name: z.string(), collection: address, quoteToken: token }),
  tokenId: bigint,
  user: address,
  expires: bigint,
  paid: bigint,
});

const activity = z.object({
  id: z.string(),
  kind: z.string(),
  instance: address,
  amount: bigint.nullable(),
  token: token.nullable(),
  tokenId: bigint.nullable(),
  timestamp: bigint,
  transactionHash: hex,
});

/** A vault that rewards may be deposited into. */
const payoutVault = z.object({ address, name: z.string(), asset: z.object({ address }) });

export const account = z.object({
  vaultPositions: z.array(vaultPosition),
  gaugePositions: z.array(gaugePosition),
  poolPositions: z.array(poolPosition),
  marketPositions: z.array(marketPosition),
  nftVaultPositions: z.array(nftVaultPosition),
  rentals: z.array(rental),
});

export const accountPage = z.object({
  account,
  activity: z.object({ nodes: z.array(activity) }),
  orders: z.object({ nodes: z.array(publishedOrder) }),
  vaults: z.object({ nodes: z.array(payoutVault) }),
  meta: z.object({ blockTimestamp: bigint }),
});

export type AccountPage = z.infer<typeof accountPage> & {
  /** Those whose orders can be named. */
  collections: Collection[];
};
export type VaultPosition = z.infer<typeof vaultPosition>;
export type GaugePosition = z.infer<typeof gaugePosition>;
export type PayoutVault = z.infer<typeof payoutVault>;
export type PoolPosition = z.infer<typeof poolPosition>;
export type MarketPosition = z.infer<typeof marketPosition>;
export type NftVaultPosition = z.infer<typeof nftVaultPosition>;
export type Rental = z.infer<typeof rental>;
export type Activity = z.infer<typeof activity>;
