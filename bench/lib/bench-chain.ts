import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Linkable, linkBytecode } from "@millrace/sdk/link-bytecode";
import type { Abi, Address } from "viem";
import { type DevnetClient, devAccount, startChain } from "../../scripts/devnet/chain.ts";
import { choosePort } from "../../scripts/devnet/ports.ts";
import { createProcesses } from "../../scripts/devnet/processes.ts";

/** A chain of a bench's own, where nothing else runs. */
export interface BenchChain {
  client: DevnetClient;
  /** Deploys a contract of the repository, by the path of its source without `.sol`. */
  deploy(source: string, args: readonly unknown[]): Promise<{ address: Address; abi: Abi }>;
}

/** Runs `work` on a fresh chain, and takes the chain down whatever happens. */
export async function withChain<T>(work: (chain: BenchChain) => Promise<T>): Promise<T> {
  const stateDir = mkdtempSync(join(tmpdir(), "millrace-bench-"));
  const processes = createProcesses(stateDir, (name, log) => {
    throw new Error(`the ${name} stopped by itself; see ${log}`);
  });
  try {
    const port = await choosePort("rpc", undefined, 18_545);
    const client = await startChain(processes, {
      ...{ port, stateFile: join(stateDir, "chain.json"), cacheDir: join(stateDir, "chain") },
    });
    return await work({ client, deploy: (source, args) => deploy(client, source, args) });
  } finally {
    await processes.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function deploy(
  client: DevnetClient,
  source: string,
  args: readonly unknown[],
): Promise<{ address: Address; abi: Abi }> {
  const file = `artifacts/${source}.sol/${source.split("/").at(-1)}.json`;
  const artifact = JSON.parse(readFileSync(file, "utf8")) as Linkable & { abi: Abi };
  const { abi } = artifact;
  const bytecode = await linkBytecode(
    artifact,
    async (library) => (await deploy(client, library, [])).address,
  );
  const hash = await client.deployContract({
    abi,
    bytecode,
    args,
    account: devAccount(0),
    chain: client.chain,
  });
  const { contractAddress } = await client.waitForTransactionReceipt({ hash });
  if (!contractAddress) throw new Error(`${source} could not be deployed`);
  return { address: contractAddress, abi };
}
