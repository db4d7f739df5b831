// Runs a script of this repository with everything it needs: `node scripts/setup.mjs SCRIPT.ts [ARG …]`.
// Works on any Node from 18 on. The project's own Node, a dev dependency, then runs the TypeScript sources as they are.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const bin = join(root, "node_modules", ".bin");
const marker = join(root, "node_modules", ".installed");

/** Installs the locked dependencies, once per lock file. */
function install() {
  const lock = readFileSync(join(root, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  const { node } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies;
  console.error("Installing dependencies (about a minute, once) …");
  // npm leaves out optional binaries whose `engines` the running Node does not meet, so it has to run on the new one.
  // `npm ci` would refuse the lock file where a registry lacks the binaries of some other platform; this installs what is
  // locked as well, and writes nothing but node_modules.
  const npm = spawnSync(
    `npx --yes --package=node@${node} --call "npm install --no-save --no-audit --no-fund --loglevel=error"`,
    {
      cwd: root,
      shell: true,
      stdio: ["ignore", process.stderr, "inherit"],
    },
  );
  if (npm.status !== 0) {
    console.error(
      "The dependencies could not be installed: see npm's message above, then run the command again.",
    );
    process.exit(1);
  }
  writeFileSync(marker, wanted);
}

install();

const child = spawn(join(bin, "node"), process.argv.slice(2), {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, NEXT_TELEMETRY_DISABLED: "1" },
});

// A terminal's Ctrl-C reaches the child by itself; it cleans up and ends, and then so do we.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
