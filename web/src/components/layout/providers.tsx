"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useState } from "react";
import { WagmiProvider } from "wagmi";
import { WalletDialogProvider } from "#components/wallet/wallet-dialog";
import type { PublicConfig } from "#lib/public-config";
import { createWagmiConfig } from "#lib/wagmi-config";

const ConfigContext = createContext<PublicConfig | undefined>(undefined);

/** Where the page is: chain, node and the contracts that forms call by name. */
export function usePublicConfig(): PublicConfig {
  const config = use(ConfigContext);
  if (!config) throw new Error("usePublicConfig is for components inside Providers");
  return config;
}

export function Providers({ config, children }: { config: PublicConfig; children: ReactNode }) {
  const [wagmi] = useState(() => createWagmiConfig(config));
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 2_000, retry: 1 } } }),
  );
  return (
    <ConfigContext value={config}>
      <WagmiProvider config={wagmi}>
        <QueryClientProvider client={queries}>
          <WalletDialogProvider>{children}</WalletDialogProvider>
        </QueryClientProvider>
      </WagmiProvider>
    </ConfigContext>
  );
}
