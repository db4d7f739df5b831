import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes this process the only one that uses a data folder; returns the function that gives it back.
 *
 * @throws Error naming the process that has it. One that was killed loses it.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, "indexer.pid");
  const owner = readOwner(path);
  if (owner !== undefined && owner !== process.pid && isRunning(owner)) {
    throw new Error(`process ${owner} uses ${dataDir} already; SUBGRAPH_DATA_DIR chooses another folder`);
  }
  writeFileSync(path, `${process.pid}\n`);
  return () => rmSync(path, { force: true });
}

function readOwner(path: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(path, "utf8"), 10);
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is running too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
