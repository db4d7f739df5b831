import Link from "next/link";
import { cn } from "#lib/cn";

const sections = [
  { href: "/nfts", title: "Vaults" },
  { href: "/marketplace", title: "Marketplace" },
] as const;

/** The two places for NFTs, which share one entry of the main navigation. */
export function NftSections({ current }: { current: (typeof sections)[number]["href"] }) {
  return (
    <nav aria-label="NFTs" className="flex gap-1">
      {sections.map(({ href, title }) => (
        <Link
          key={href}
          href={href}
          aria-current={current === href ? "page" : undefined}
          className={cn(
            "rounded-md px-3 py-1.5 text-sm font-medium",
            current === href ? "bg-water-soft text-water" : "text-muted hover:text-ink",
          )}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
