import type { Metadata, Viewport } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { AutoRefresh } from "#components/layout/auto-refresh";
import { Mark } from "#components/layout/mark";
import { BottomNav, HeaderNav } from "#components/layout/nav";
import { Providers } from "#components/layout/providers";
import { ThemeToggle } from "#components/layout/theme-toggle";
import { WalletButton } from "#components/wallet/wallet-button";
import { publicConfig } from "#server/config";
import "./globals.css";

// Where the indexer and the chain are is known when the server runs, not when it is built.
export const dynamic = "force-dynamic";

/** How often an open page is made anew, in milliseconds. */
const REFRESH_MS = 10_000;

export const metadata: Metadata = {
  title: { default: "Millrace", template: "%s · Millrace" },
  description: "Yield and liquidity pools for parallel EVMs: your deposit flows in a lane of its own.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f1f4f3" },
    { media: "(prefers-color-scheme: dark)", color: "#0a1312" },
  ],
};

// Runs before the first paint, so that a dark page does not flash light.
const themeScript = `try{var t=localStorage.getItem("theme")}catch(e){}document.documentElement.dataset.theme=t||(matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light")`;

export default function RootLayout({ children }: { children: ReactNode }) {
  const config = publicConfig();
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this file */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body className="flex min-h-dvh flex-col pb-14 md:pb-0">
        <a
          href="#content"
          className="sr-only z-50 bg-sheet px-4 py-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
        >
          Skip to content
        </a>
        <Providers config={config}>
          <header className="sticky top-0 z-30 border-b bg-paper/95 backdrop-blur-sm">
            <div className="mx-auto flex h-14 max-w-[1180px] items-center gap-6 px-4 sm:px-6">
              <Link href="/" className="flex items-center gap-2.5" aria-label="Millrace, overview">
                <Mark className="size-7" />
                <span className="text-[1.05rem] font-semibold tracking-tight [font-stretch:118%]">
                  Millrace
                </span>
              </Link>
              <HeaderNav />
              <div className="ml-auto flex items-center gap-1.5">
                <ThemeToggle />
                <WalletButton />
              </div>
            </div>
          </header>
          <main
            id="content"
            tabIndex={-1}
            className="outline-none mx-auto w-full max-w-[1180px] flex-1 space-y-6 px-4 py-7 sm:px-6 sm:py-9"
          >
            {children}
          </main>
          <footer className="mx-auto w-full max-w-[1180px] px-4 pb-6 sm:px-6">
            <p className="label flex flex-wrap gap-x-4 gap-y-1 border-t pt-4">
              <span>{config.chain.name}</span>
              <span className="figures">chain {config.chain.id}</span>
            </p>
          </footer>
          <BottomNav />
        </Providers>
        <AutoRefresh everyMs={REFRESH_MS} />
      </body>
    </html>
  );
}
