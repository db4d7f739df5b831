import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Which of the sources import one of `files`, directly or through others. */
export function importers(sources: readonly string[], files: ReadonlySet<string>): string[] {
  const known = new Map<string, boolean>();
  const reaches = (source: string): boolean => {
    const before = known.get(source);
    if (before !== undefined) return before;
    known.set(source, false);
    const imports = [...readFileSync(source, "utf8").matchAll(/^import [^"]*"(\.[^"]+)"/gm)].map(([, path]) =>
      join(source, "..", path ?? ""),
    );
    const does = files.has(source) || imports.some(reaches);
    known.set(source, does);
    return does;
  };
  return sources.filter(reaches);
}
