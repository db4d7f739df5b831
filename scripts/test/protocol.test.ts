import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { type Network, networks } from "../../ignition/parameters/networks.ts";
import { privileges, type Role, roleNotes } from "../../ignition/roles.ts";

const text = readFileSync("docs/protocol.md", "utf8");

test("docs/protocol.md says of each role what ignition/roles.ts gives it", () => {
  const rows = Object.entries(roleNotes).map(([role, { delayed, note }]) => {
    const functions = Object.entries(privileges).flatMap(([contract, { functions }]) => {
      const names = Object.entries(functions).filter(([, has]) => has === (role as Role));
      return names.length === 0 ? [] : [`${contract}: ${names.map(([name]) => `\`${name}\``).join(", ")}`];
    });
    return `| ${role} | ${delayed ? "yes" : "no"} | ${note} | ${functions.join("; ")} |`;
  });
  const table = ["| Role | Delayed | What it does | Functions |", "|---|---|---|---|", ...rows].join("\n");
  assert.equal(between("scripts/test/protocol.test.ts -->\n", "\n<!-- end of roles"), table);
});

test("docs/protocol.md says how long the roles of each network wait", () => {
  const rows = Object.entries(networks as Record<string, Network>).map(([name, { delays }]) => {
    const { adminDelay, listerDelay, curatorDelay, grantDelay } = delays;
    return `| ${name} | ${[adminDelay, listerDelay, curatorDelay, grantDelay].map(duration).join(" | ")} |`;
  });
  assert.equal(
    between("a new grant of these |\n|---|---|---|---|---|\n", "\n<!-- end of delays"),
    rows.join("\n"),
  );
});

test("docs/protocol.md names every contract that divides in its table of roundings", () => {
  const table = between("## 9. Rounding\n", "\n## 10. ");
  const divides =
    /\.(mulDiv|ceilDiv|sqrt)\(|Math\.(mulDiv|ceilDiv)\(|to(Shares|Assets)(Down|Up)\(|[^/*] \/ [^/*]/;
  const missing = globSync("contracts/**/*.sol", { exclude: ["contracts/{devnet,interfaces}/**"] }).filter(
    (file) => {
      const code = readFileSync(file, "utf8").replace(/\/\/.*|\/\*[\s\S]*?\*\/|^import .*$/gm, "");
      return divides.test(code) && !table.includes(basename(file, ".sol"));
    },
  );
  assert.deepEqual(missing, []);
});

test("docs/protocol.md names no invariant that is not in docs/invariants.md", () => {
  const invariants = readFileSync("docs/invariants.md", "utf8");
  const named = [...text.matchAll(/`([A-Z0-9]+(?:_[A-Z0-9]+)+)`/g)].map(([, id]) => id ?? "");
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter((id) => !invariants.includes(`\`${id}\``)),
    [],
  );
});

function between(start: string, end: string): string {
  const from = text.indexOf(start);
  assert.ok(from >= 0, start);
  return text.slice(from + start.length, text.indexOf(end, from));
}

function duration(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
