import { type Chain, defineChain } from "viem";
import { createConfig, http } from "wagmi";
import { injected } from "wagmi/connectors/injected";
import type { PublicConfig } from "./public-config.ts";

/** Wallets announce themselves by EIP-6963; `injected` is for those that only set `window.ethereum`. */
export function createWagmiConfig({ chain, rpcUrl }: PublicConfig) {
  const definition: Chain = defineChain({
    id: chain.id,
    name: chain.name,
    nativeCurrency: chain.currency,
    rpcUrls: { default: { http: [rpcUrl] } },
    blockTime: chain.blockTimeMs,
    testnet: chain.testnet,
    ...(chain.explorerUrl && { blockExplorers: { default: { name: "Explorer", url: chain.explorerUrl } } }),
  });
  return createConfig({
    chains: [definition],
    connectors: [injected()],
    multiInjectedProviderDiscovery: true,
    ssr: true,
    transports: { [chain.id]: http(rpcUrl, { batch: { batchSize: 100, wait: 10 } }) },
  });
}
