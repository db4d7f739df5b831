"use client";

import { ArrowUpRight, LoaderCircle, Wallet } from "lucide-react";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { type Connector, useConnect, useConnectionEffect, useConnectors } from "wagmi";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import { AccountPanel } from "#components/wallet/account-panel";
import { useWallet } from "#hooks/use-wallet";
import { describeError } from "#lib/describe-error";

const DialogContext = createContext<() => void>(() => {});

/** Opens the wallet dialog: to choose a wallet, or to look after the connected one. */
export function useOpenWalletDialog(): () => void {
  return use(DialogContext);
}

export function WalletDialogProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const openDialog = useMemo(() => () => setOpen(true), []);
  const { address } = useWallet();
  useConnectionEffect({ onConnect: () => setOpen(false) });
  return (
    <DialogContext value={openDialog}>
      {children}
      {address ? (
        <Dialog open={open} onOpenChange={setOpen} title="Your account">
          <AccountPanel address={address} onLeave={() => setOpen(false)} />
        </Dialog>
      ) : (
        <Dialog
          open={open}
          onOpenChange={setOpen}
          title="Connect a wallet"
          description="Millrace sees your address and asks you before every transaction."
        >
          <WalletList />
        </Dialog>
      )}
    </DialogContext>
  );
}

/** The wallets that announced themselves, or where there are none, the one behind `window.ethereum`. */
function useWallets(): Connector[] {
  const connectors = useConnectors();
  const [legacy, setLegacy] = useState(false);
  useEffect(() => setLegacy("ethereum" in window), []);
  const announced = connectors.filter((connector) => connector.id !== "injected");
  if (announced.length > 0) return [...announced];
  return legacy ? connectors.filter((connector) => connector.id === "injected") : [];
}

function WalletList() {
  const wallets = useWallets();
  const connect = useConnect();

  if (wallets.length === 0) return <NoWallet />;
  return (
    <div className="space-y-3">
      <ul className="space-y-2">
        {wallets.map((wallet) => {
          const pending = connect.isPending && connect.variables?.connector === wallet;
          return (
            <li key={wallet.uid}>
              <button
                type="button"
                disabled={connect.isPending}
                onClick={() => connect.mutate({ connector: wallet })}
                className="flex h-13 w-full items-center gap-3 rounded-md border border-line-strong px-3 text-left font-medium transition-colors hover:border-water hover:bg-water-soft disabled:opacity-60"
              >
                {wallet.icon ? (
                  // biome-ignore lint/performance/noImgElement: a data URI that the wallet announced
                  <img src={wallet.icon} alt="" className="size-7 rounded-sm" />
                ) : (
                  <Wallet aria-hidden className="size-5 text-muted" />
                )}
                <span className="flex-1 truncate">
                  {wallet.id === "injected" ? "Browser wallet" : wallet.name}
                </span>
                {pending && (
                  <LoaderCircle aria-label="Waiting for the wallet" className="size-4.5 animate-spin" />
                )}
              </button>
            </li>
          );
        })}
      </ul>
      {connect.error && (
        <Notice tone="bad" title="The wallet did not connect">
          {describeError(connect.error)}
        </Notice>
      )}
    </div>
  );
}

function NoWallet() {
  return (
    <div className="space-y-4">
      <Notice title="No wallet was found in this browser">
        Install a wallet extension, or open this page in your wallet app’s own browser. Then reload.
      </Notice>
      <ul className="space-y-1 text-sm">
        {[
          { name: "Rabby", href: "https://rabby.io" },
          { name: "MetaMask", href: "https://metamask.io" },
          { name: "Find others on ethereum.org", href: "https://ethereum.org/wallets/find-wallet" },
        ].map(({ name, href }) => (
          <li key={href}>
            <a
              href={href}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-water underline-offset-4 hover:underline"
            >
              {name}
              <ArrowUpRight aria-hidden className="size-3.5" />
            </a>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">
        To look without a wallet, open <span className="figures">/positions/</span> followed by any address.
      </p>
    </div>
  );
}
