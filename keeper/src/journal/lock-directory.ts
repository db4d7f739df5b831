import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigurationError } from "../errors.ts";

/**
 * Takes a directory for this process: two keepers on one embedded database would ruin it.
 *
 * @returns What gives it back. A lock whose process is gone is taken over.
 */
export function lockDirectory(directory: string): () => void {
  // Beside the directory, which belongs to the database.
  const path = `${resolve(directory)}.lock`;
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (cause) {
      const holder = Number(readHolder(path));
      if (attempt > 0 || isRunning(holder)) {
        throw new ConfigurationError(
          `KEEPER_DATA_DIR ${directory} is used by process ${holder} (lock ${path}): stop that keeper or choose another directory.`,
          { cause },
        );
      }
      rmSync(path, { force: true });
    }
  }
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "0";
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process exists, though it may not be signalled.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
