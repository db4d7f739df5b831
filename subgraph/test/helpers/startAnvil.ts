import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { devnet } from "@millrace/sdk/chains";
import { createTestClient, http, publicActions, walletActions } from "viem";
import { mnemonicToAccount } from "viem/accounts";

export type Anvil = Awaited<ReturnType<typeof startAnvil>>;
export type AnvilClient = Anvil["client"];

const binary = fileURLToPath(new URL("../../../node_modules/.bin/anvil", import.meta.url));

/** A chain of its own for one test file, on a free port. */
export async function startAnvil() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(
    binary,
    [
      "--optimism",
      "--port",
      String(port),
      "--chain-id",
      String(devnet.id),
      "--gas-limit",
      "1000000000",
      "--silent",
    ],
    { stdio: "ignore" },
  );
  const client = createTestClient({
    chain: devnet,
    mode: "anvil",
    account: account(0),
    transport: http(url, { batch: { batchSize: 100, wait: 0 }, timeout: 60_000 }),
    pollingInterval: 5,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(walletActions);
  for (let tries = 0; ; tries++) {
    try {
      await client.getChainId();
      break;
    } catch (error) {
      if (tries > 200) throw error;
      await sleep(50);
    }
  }
  return {
    url,
    client,
    stop: () =>
      new Promise<void>((resolve) => {
        child.once("exit", () => resolve());
        child.kill();
      }),
  };
}

/** One of the development accounts, which have ether. */
export function account(addressIndex: number) {
  return mnemonicToAccount("test test test test test test test test test test test junk", { addressIndex });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
