import { spawn } from "node:child_process";
import { inherited } from "../env.ts";

export interface PartResult {
  name: string;
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
}

/** How the runners tell their counts: Hardhat's for Solidity, and Node's. */
const COUNTS = {
  passed: /(?:^\s*(\d+) passing)|(?:^ℹ pass (\d+))/gm,
  failed: /(?:^\s*(\d+) failing)|(?:^ℹ fail (\d+))/gm,
  skipped: /(?:^\s*(\d+) (?:skipped|pending))|(?:^ℹ skipped (\d+))/gm,
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with an escape character.
const COLOURS = /\x1b\[[0-9;]*m/g;

/** Runs a command as one part of the tests, its output shown as it comes and its tests counted. */
export async function runPart(
  name: string,
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<PartResult> {
  const started = performance.now();
  process.stdout.write(`\n— ${name}\n`);
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...inherited, ...env } });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
    process.stderr.write(chunk);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const plain = output.replace(COLOURS, "");
  const count = (pattern: RegExp) =>
    [...plain.matchAll(pattern)].reduce((sum, match) => sum + Number(match[1] ?? match[2]), 0);
  const passed = count(COUNTS.passed);
  const failed = count(COUNTS.failed);
  // A part without tests of its own, such as the linter, is one test; a part that ends badly has failed at least once.
  return {
    name,
    passed: passed + failed === 0 && code === 0 ? 1 : passed,
    failed: code === 0 ? failed : Math.max(1, failed),
    skipped: count(COUNTS.skipped),
    seconds: (performance.now() - started) / 1000,
  };
}
