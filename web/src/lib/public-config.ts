import type { Address } from "viem";

/** All that the browser needs to know of where it is; plain data, so that a server component can hand it over. */
export interface PublicConfig {
  chain: {
    id: number;
    name: string;
    currency: { name: string; symbol: string; decimals: number };
    blockTimeMs: number;
    explorerUrl: string | null;
    testnet: boolean;
  };
  rpcUrl: string;
  startBlock: number;
  router: Address;
  nftRouter: Address;
  marketplace: Address;
  orderBook: Address;
}
