import { existsSync, readFileSync } from "node:fs";

/** The reasons of a page whose tables begin each row with an id in backquotes and end it with the reason. */
export function readExplained(page: string): Map<string, string> {
  if (!existsSync(page)) return new Map();
  const rows = readFileSync(page, "utf8").matchAll(/^\| `([^`]+)` \|.*\| ([^|]+) \|$/gm);
  return new Map([...rows].map(([, id = "", reason = ""]) => [id, reason.trim()]));
}
