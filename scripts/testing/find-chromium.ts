import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { env, inherited } from "../env.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The path of a Chromium: `CHROMIUM_PATH`, else the system's, else one fetched now. Undefined where none can be had.
 *
 * @throws Error where `CHROMIUM_PATH` names no file.
 */
export function findChromium(asked: string | undefined): string | undefined {
  if (asked) {
    if (!existsSync(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, and no such file exists`);
    return asked;
  }
  return onSystem() ?? fetched() ?? fromDebian();
}

function onSystem(): string | undefined {
  const folders = env.PATH.split(delimiter);
  return folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

function fetched(): string | undefined {
  process.stderr.write("No Chromium here; trying to fetch one …\n");
  const run = spawnSync("playwright-core", ["install", "--only-shell", "chromium"], {
    stdio: "ignore",
    timeout: 120_000,
  });
  if (run.status !== 0) return undefined;
  const caches = [join(homedir(), ".cache/ms-playwright"), join(homedir(), "Library/Caches/ms-playwright")];
  return caches.flatMap((cache) =>
    globSync(join(cache, "chromium*/**/{chrome-headless-shell,headless_shell}")),
  )[0];
}

function fromDebian(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  process.stderr.write("Installing Debian's chromium …\n");
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    const run = spawnSync("apt-get", ["-qq", ...args], {
      stdio: "ignore",
      env: { ...inherited, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (run.status !== 0) return undefined;
  }
  return onSystem();
}
