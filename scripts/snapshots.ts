import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compile } from "./devnet/compile.ts";
import { takeSnapshots } from "./snapshots/take-snapshots.ts";

/** Writes what is committed of conflicts and gas; with `--check` it compares, and fails where they differ. */

// Ends as a whole, so that what it started ends too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const { values: flags } = parseArgs({ options: { check: { type: "boolean", default: false } } });
await compile();
const taken = await takeSnapshots();
const differences: string[] = [];
for (const [name, snapshot] of Object.entries(taken)) {
  const file = `snapshots/${name}.json`;
  if (flags.check) differences.push(...compare(name, JSON.parse(readFileSync(file, "utf8")), snapshot));
  else writeFileSync(file, `${JSON.stringify(snapshot, undefined, 2)}\n`);
}
for (const difference of differences) process.stdout.write(`✗ ${difference}\n`);
if (differences.length > 0)
  process.stdout.write(
    "Where that is meant, npm run snapshots writes it; commit snapshots/ with the change that explains it.\n",
  );
process.exit(differences.length > 0 ? 1 : 0);

/** Every leaf that differs, by its path. */
function compare(path: string, committed: unknown, now: unknown): string[] {
  const isTree = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null;
  if (!isTree(committed) || !isTree(now))
    return committed === now ? [] : [`${path}: ${text(committed)} is committed, ${text(now)} is the case`];
  return [...new Set([...Object.keys(committed), ...Object.keys(now)])].flatMap((key) =>
    compare(`${path} → ${key}`, committed[key], now[key]),
  );
}

function text(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
