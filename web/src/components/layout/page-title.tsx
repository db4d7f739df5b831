import type { ReactNode } from "react";

export function PageTitle({
  title,
  children,
  aside,
}: {
  title: ReactNode;
  children?: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-[1.7rem] font-semibold sm:text-[2rem]">{title}</h1>
        {children && <div className="mt-1.5 max-w-[62ch] text-muted">{children}</div>}
      </div>
      {aside}
    </header>
  );
}
