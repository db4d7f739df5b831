import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, openSync, readFileSync, writeFileSync } from "node:fs";

const MARKER = "web/.next/built-from";

/** Builds the dApp, unless its last build was of the same sources. */
export async function buildWeb(logFile: string): Promise<void> {
  const sources = sourceHash();
  if (existsSync(MARKER) && readFileSync(MARKER, "utf8") === sources) return;
  const log = openSync(logFile, "w");
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn("next", ["build", "web"], { stdio: ["ignore", log, log] });
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error(`the dApp could not be built; see ${logFile}`);
  writeFileSync(MARKER, sources);
}

/** A hash of all that the build reads. */
function sourceHash(): string {
  const hash = createHash("sha256");
  const files = globSync([
    "web/{src,public}/**/*",
    "web/*.{ts,mjs,json}",
    "sdk/src/**/*.ts",
    "package-lock.json",
  ]);
  for (const file of files.sort()) {
    try {
      hash.update(file).update(readFileSync(file));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EISDIR") throw error;
    }
  }
  return hash.digest("hex");
}
