import { spawn } from "node:child_process";
import { env } from "../env.ts";

/** Compiles the contracts that changed. */
export async function compile(): Promise<void> {
  if (env.CONTRACTS_COMPILED) return;
  const child = spawn("hardhat", ["build", "--no-tests", "--quiet"], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error(`the contracts don't compile:\n${output}`);
}
