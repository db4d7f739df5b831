import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { createTestClient, http, publicActions, walletActions } from "viem";
import { anvil as anvilChain } from "viem/chains";

/** A block of the tests takes less than a second, so that they end sooner. */
const blockMs = 300;

/** Boots an anvil of the test's own, which takes transactions of any account unsigned. */
export async function startAnvil() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    "anvil",
    [
      ...["--optimism", "--silent", "--auto-impersonate", "--port", `${port}`],
      ...["--gas-limit", "1000000000", "--base-fee", "1000000", "--order", "fifo"],
    ],
    { stdio: "inherit" },
  );
  const client = createTestClient({
    chain: { ...anvilChain, blockTime: 100 },
    mode: "anvil",
    transport: http(url, { batch: true, retryCount: 0 }),
    pollingInterval: 20,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(walletActions);
  for (let attempt = 0; ; attempt++) {
    try {
      await client.getChainId();
      break;
    } catch (error) {
      if (attempt === 200) throw error;
      await setTimeout(50);
    }
  }
  let miner: NodeJS.Timeout | undefined;
  const stopBlocks = () => clearInterval(miner);
  return {
    url,
    client,
    /** Lets `seconds` pass until the next block, and mines it. */
    async pass(seconds: number) {
      const { timestamp } = await client.getBlock();
      await client.setNextBlockTimestamp({ timestamp: timestamp + BigInt(seconds) });
      await client.mine({ blocks: 1 });
    },
    /** Mines a block every `blockMs` from now on, a second of the chain's time apart. */
    async startBlocks() {
      await client.setAutomine(false);
      await client.setBlockTimestampInterval({ interval: 1 });
      stopBlocks();
      // A machine that is busy may miss a block; the next one comes all the same.
      miner = setInterval(() => client.mine({ blocks: 1 }).catch(() => {}), blockMs);
    },
    stopBlocks,
    async stop() {
      stopBlocks();
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await exited;
    },
  };
}

export type AnvilClient = Awaited<ReturnType<typeof startAnvil>>["client"];

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
