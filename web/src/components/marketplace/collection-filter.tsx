import Link from "next/link";
import type { Address } from "viem";
import { cn } from "#lib/cn";
import type { Collection } from "#lib/order-view";

/** Which collection's orders are shown, by link. */
export function CollectionFilter({
  collections,
  current,
}: {
  collections: readonly Collection[];
  current: Address | undefined;
}) {
  const choices = [
    { title: "All", address: undefined },
    ...collections.map(({ name, address }) => ({ title: name, address })),
  ];
  return (
    <nav aria-label="Which collection" className="flex flex-wrap gap-1">
      {choices.map(({ title, address }) => (
        <Link
          key={title}
          href={address ? `/marketplace?collection=${address}` : "/marketplace"}
          scroll={false}
          aria-current={current === address ? "true" : undefined}
          className={cn(
            "rounded-md px-3 py-1.5 text-sm font-medium",
            current === address ? "bg-water-soft text-water" : "text-muted hover:text-ink",
          )}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
