import { chainOf } from "@millrace/sdk/chains";
import { type Deployment, readDeployment } from "@millrace/sdk/deployment";
import type { PublicConfig } from "#lib/public-config";
import { env } from "#server/env";

let deployed: Deployment | undefined;

/** The deployment that this server shows. */
export function deployment(): Deployment {
  deployed ??= readDeployment(env().deploymentFile);
  return deployed;
}

/** What the browser is told. */
export function publicConfig(): PublicConfig {
  const { chainId, startBlock, router, nftRouter, marketplace, orderBook } = deployment();
  const chain = chainOf(chainId);
  return {
    chain: {
      id: chain.id,
      name: chain.name,
      currency: chain.nativeCurrency,
      blockTimeMs: chain.blockTime ?? 2_000,
      explorerUrl: chain.blockExplorers?.default.url ?? null,
      testnet: chain.testnet ?? false,
    },
    rpcUrl: env().publicRpcUrl,
    startBlock,
    router,
    nftRouter,
    marketplace,
    orderBook,
  };
}
