import { globSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { compile } from "./devnet/compile.ts";
import { formatRows } from "./testing/format-rows.ts";

/** One figure of a bench. `baseline` is the peer's figure of the same run. */
export interface BenchRow {
  case: string;
  value: number;
  unit: string;
  baseline: number | null;
  target: string | null;
  ok: boolean;
}

// Ends as a whole, so that what it started ends too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const names = globSync("bench/*.ts")
  .map((file) => basename(file, ".ts"))
  .sort();
const args = process.argv.slice(2);
const outAt = args.indexOf("--out");
const out = outAt < 0 ? undefined : args[outAt + 1];
const asked = args.filter((arg, index) => !arg.startsWith("--") && (outAt < 0 || index !== outAt + 1));
const unknown = args.find((arg) => arg.startsWith("--") && arg !== "--json" && arg !== "--out");
const [name] = asked;
if (unknown !== undefined || asked.length !== 1 || name === undefined || !names.includes(name)) {
  const problem = unknown
    ? `unknown flag ${unknown}`
    : name
      ? `there is no bench ${asked.join(" ")}`
      : "name a bench";
  process.stderr.write(
    `${problem}; npm run bench -- NAME [--json] [--out DIR], where NAME is one of ${names.join(", ")}\n`,
  );
  process.exit(1);
}

await compile();
const { run } = (await import(pathToFileURL(`bench/${name}.ts`).href)) as {
  run: (args: { out: string | undefined }) => Promise<BenchRow[]>;
};
const rows = await run({ out });
const ok = rows.every((row) => row.ok);
process.stdout.write(formatRows(rows));
if (args.includes("--json")) process.stdout.write(`${JSON.stringify({ bench: name, ok, rows })}\n`);
process.exit(ok ? 0 : 1);
