import { devnet } from "@millrace/sdk/chains";
import {
  bob,
  bobSepolia,
  citrea,
  citreaTestnet,
  megaeth,
  megaethTestnet,
  monad,
  monadTestnet,
  rise,
  riseTestnet,
  rootstock,
  rootstockTestnet,
  sei,
  seiTestnet,
} from "viem/chains";

/** Seconds that what a role does waits, by the names of the modules' parameters. */
export interface Delays {
  adminDelay: number;
  listerDelay: number;
  curatorDelay: number;
  grantDelay: number;
}

/** What a chain allows of one transaction or contract, as far as it differs from Ethereum's Cancun. */
export interface Limits {
  /** Gas of a block, and so of a transaction. */
  blockGas: number;
  /** Gas of one transaction, where that is bounded by itself. */
  transactionGas?: number;
  /** Bytes of a contract's code. */
  codeBytes: number;
  /** Gas that a transaction costs before it does anything. */
  intrinsicGas: number;
  /** Gas of writing a slot that was zero, where it is not the usual 22,100. */
  newSlotGas?: number;
  /** Slots that one transaction may set which were zero. */
  newSlots?: number;
}

export interface Network {
  chainId: number;
  /**
   * Lanes of the instances. Each is a purse that costs some 450,000 gas to create with its parent, in one transaction;
   * a chain that runs transactions one by one has no use for more than one.
   */
  lanes: number;
  /** Whether the chain follows the rules of the OP stack, which the dry run's node then does as well. */
  optimism: boolean;
  limits: Limits;
  delays: Delays;
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Where there is money: long enough to notice, and to leave. */
const MAIN: Delays = { adminDelay: 3 * DAY, listerDelay: 2 * DAY, curatorDelay: DAY, grantDelay: DAY };

/** The same order, in the time of a coffee. */
const TEST: Delays = { adminDelay: 600, listerDelay: 300, curatorDelay: 120, grantDelay: 60 };

/** Ethereum's bounds of a contract's size (EIP-170) and of what a plain transaction costs. */
const ETHEREUM = { codeBytes: 24_576, intrinsicGas: 21_000 };

/**
 * 1,000 new slots and 200 million gas of computing a transaction, and 39,000 gas for it to begin with:
 * https://docs.rs/crate/mega-evm/1.6.1/source/src/constants.rs, the specification REX; its base is Optimism's Isthmus,
 * https://docs.rs/crate/mega-evm/1.6.1/source/README.md, which has all of Cancun. Contracts may have 512 KB.
 */
const MEGAETH: Limits = {
  ...{ blockGas: 1_000_000_000, transactionGas: 200_000_000, codeBytes: 512 * 1024 },
  ...{ intrinsicGas: 60_000, newSlots: 1_000 },
};

/**
 * 30 million gas a transaction, 150 million a block, contracts of 128 KB, opcodes up to Fusaka:
 * https://docs.monad.xyz/developer-essentials/summary.
 */
const MONAD: Limits = {
  ...{ blockGas: 150_000_000, transactionGas: 30_000_000, codeBytes: 128 * 1024, intrinsicGas: 21_000 },
};

/**
 * 12.5 million gas a block, Prague without blobs, 72,000 gas for a new slot:
 * https://github.com/sei-protocol/sei-docs/blob/main/evm/differences-with-ethereum.mdx.
 */
const SEI: Limits = { blockGas: 12_500_000, ...ETHEREUM, newSlotGas: 72_000 };

/**
 * 10 million gas a block: https://github.com/chainwayxyz/citrea/blob/nightly/resources/genesis/mainnet/evm.json. Its EVM
 * runs contracts with TSTORE and MCOPY: https://github.com/chainwayxyz/citrea/tree/nightly/crates/evm/src/smart_contracts.
 */
const CITREA: Limits = { blockGas: 10_000_000, ...ETHEREUM };

/**
 * 30 million gas a block, and Ecotone, which is Cancun, from its first one:
 * https://github.com/ethereum-optimism/superchain-registry/blob/main/superchain/configs/mainnet/bob.toml.
 */
const BOB: Limits = { blockGas: 30_000_000, ...ETHEREUM };

/**
 * An OP-stack chain, https://www.alchemy.com/rpc/rise.md, hence with Cancun since Ecotone. The gas of its blocks was not
 * found in a source; a transaction that fits into BOB's fits into one of 5 Ggas a second.
 */
const RISE: Limits = { ...BOB };

/**
 * 6.8 million gas a block: https://github.com/rsksmart/rskj/blob/master/rskj-core/src/main/resources/reference.conf.
 * Of Cancun it has what the compiler emits: PUSH0 since Arrowhead, https://github.com/rsksmart/RSKIPs/blob/master/IPs/RSKIP414.md,
 * MCOPY and TSTORE since Lovell, https://github.com/rsksmart/RSKIPs/blob/master/IPs/RSKIP446.md; not BLOBHASH nor
 * BLOBBASEFEE, which no contract here uses.
 */
const ROOTSTOCK: Limits = { blockGas: 6_800_000, ...ETHEREUM };

/** Where the protocol is deployed, and with what; chain ids are viem's. */
export const networks = {
  devnet: {
    ...{ chainId: devnet.id, lanes: 16, optimism: true, limits: { blockGas: 1_000_000_000, ...ETHEREUM } },
    delays: { adminDelay: 10, listerDelay: 5, curatorDelay: 2, grantDelay: 1 },
  },
  megaeth: { chainId: megaeth.id, lanes: 64, optimism: true, limits: MEGAETH, delays: MAIN },
  megaethTestnet: { chainId: megaethTestnet.id, lanes: 64, optimism: true, limits: MEGAETH, delays: TEST },
  rise: { chainId: rise.id, lanes: 16, optimism: true, limits: RISE, delays: MAIN },
  riseTestnet: { chainId: riseTestnet.id, lanes: 16, optimism: true, limits: RISE, delays: TEST },
  monad: { chainId: monad.id, lanes: 32, optimism: false, limits: MONAD, delays: MAIN },
  monadTestnet: { chainId: monadTestnet.id, lanes: 32, optimism: false, limits: MONAD, delays: TEST },
  sei: { chainId: sei.id, lanes: 8, optimism: false, limits: SEI, delays: MAIN },
  seiTestnet: { chainId: seiTestnet.id, lanes: 8, optimism: false, limits: SEI, delays: TEST },
  citrea: { chainId: citrea.id, lanes: 4, optimism: false, limits: CITREA, delays: MAIN },
  citreaTestnet: { chainId: citreaTestnet.id, lanes: 4, optimism: false, limits: CITREA, delays: TEST },
  bob: { chainId: bob.id, lanes: 16, optimism: true, limits: BOB, delays: MAIN },
  bobSepolia: { chainId: bobSepolia.id, lanes: 16, optimism: true, limits: BOB, delays: TEST },
  rootstock: { chainId: rootstock.id, lanes: 1, optimism: false, limits: ROOTSTOCK, delays: MAIN },
  rootstockTestnet: {
    ...{ chainId: rootstockTestnet.id, lanes: 1, optimism: false, limits: ROOTSTOCK, delays: TEST },
  },
} as const satisfies Record<string, Network>;

export type NetworkName = keyof typeof networks;
