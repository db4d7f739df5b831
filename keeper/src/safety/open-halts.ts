import { readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Config } from "../config.ts";
import { createHalts, type Halt, type Halts } from "../journal/halts.ts";
import { openDatabase } from "../journal/open-database.ts";

/** The halts of a chain, and what gives their connection back. */
export interface OpenHalts extends Halts {
  close(): Promise<void>;
}

/**
 * What stops the keeper: KEEPER_HALT, a file that anyone may put there, and the halts that breakers and operators set. In a
 * Postgres the latter hold for all replicas, otherwise they are lines of the file.
 */
export async function openHalts(config: Config, chain: string): Promise<OpenHalts> {
  const { databaseUrl, haltFile, halt } = config;
  const database = databaseUrl === undefined ? undefined : await openDatabase({ dataDir: "", databaseUrl });
  const table = database === undefined ? undefined : createHalts(database.queries, chain);
  const memory = new Map<string, Halt>();

  return {
    async list() {
      const fromEnvironment =
        halt === undefined
          ? []
          : [{ name: "environment", reason: halt || "KEEPER_HALT is set", since: new Date() }];
      return [
        ...fromEnvironment,
        ...readHalts(haltFile),
        ...memory.values(),
        ...((await table?.list()) ?? []),
      ];
    },
    async set(name, reason) {
      if (table !== undefined) return table.set(name, reason);
      const since = new Date();
      if (haltFile === undefined) {
        if (!memory.has(name)) memory.set(name, { name, reason, since });
        return;
      }
      if (readHalts(haltFile).some((known) => known.name === name)) return;
      writeFileSync(haltFile, `${name} ${since.toISOString()} ${reason.replaceAll("\n", " ")}\n`, {
        flag: "a",
      });
    },
    async lift(name) {
      await table?.lift(name);
      if (name === undefined) memory.clear();
      else memory.delete(name);
      if (haltFile === undefined) return;
      const kept = name === undefined ? [] : readHalts(haltFile).filter((known) => known.name !== name);
      if (kept.length === 0) rmSync(haltFile, { force: true });
      else {
        const lines = kept.map((one) => `${one.name} ${one.since.toISOString()} ${one.reason}\n`);
        writeFileSync(haltFile, lines.join(""));
      }
    },
    close: async () => database?.close(),
  };
}

/** The lines of the file; one that someone put there by hand, or left empty, stops the keeper as well. */
function readHalts(path: string | undefined): Halt[] {
  if (path === undefined) return [];
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    // It is there: whoever put it there wanted the keeper to stop.
    return [{ name: "file", reason: `${path} is there, and cannot be read`, since: new Date() }];
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return [{ name: "file", reason: `${path} is there`, since: new Date() }];
  return lines.map((line) => {
    const [, name, time, reason] = /^(\S+) (\d{4}-\S+Z) (.*)$/.exec(line) ?? [];
    if (name === undefined || time === undefined) return { name: "file", reason: line, since: new Date() };
    return { name, reason: reason ?? "", since: new Date(time) };
  });
}
