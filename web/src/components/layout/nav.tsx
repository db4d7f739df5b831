"use client";

import { Droplets, Grid2x2Check, Image, Landmark, Vault, WalletCards, Waves } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "#lib/cn";
import { navigation } from "#lib/navigation";

const icons = {
  waves: Waves,
  vault: Vault,
  image: Image,
  droplets: Droplets,
  landmark: Landmark,
  wallet: WalletCards,
  grid: Grid2x2Check,
};

function useIsCurrent(): (href: string) => boolean {
  const path = usePathname();
  // The phone's bar has no room for an eighth entry, so the marketplace is reached from the NFTs and belongs to them.
  const place = path === "/marketplace" ? "/nfts" : path;
  return (href) => (href === "/" ? place === "/" : place === href || place.startsWith(`${href}/`));
}

export function HeaderNav() {
  const isCurrent = useIsCurrent();
  return (
    <nav aria-label="Main" className="hidden md:block">
      <ul className="flex">
        {navigation.map(({ href, title }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={isCurrent(href) ? "page" : undefined}
              className={cn(
                "relative flex h-14 items-center px-3 text-[0.9rem] font-medium transition-colors hover:text-ink",
                isCurrent(href)
                  ? "text-ink after:absolute after:inset-x-3 after:-bottom-px after:h-0.5 after:bg-water"
                  : "text-muted",
              )}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same pages at the thumb's reach. */
export function BottomNav() {
  const isCurrent = useIsCurrent();
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t bg-sheet pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-7">
        {navigation.map(({ href, title, icon }) => {
          const Icon = icons[icon];
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isCurrent(href) ? "page" : undefined}
                className={cn(
                  "flex h-14 flex-col items-center justify-center gap-1 text-[0.68rem] font-medium",
                  isCurrent(href) ? "text-water" : "text-muted",
                )}
              >
                <Icon aria-hidden className="size-4.5" />
                {title}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
