import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { createTestClient, defineChain, http, publicActions } from "viem";
import type { Network } from "../../ignition/parameters/networks.ts";
import { choosePort } from "../devnet/ports.ts";

/** A local node with a chain's id and limits, as far as anvil can have them. */
export async function startNetwork(network: Network) {
  const { chainId, limits, optimism } = network;
  const port = await choosePort("dry-run", undefined, 18_600);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    "anvil",
    [
      ...["--port", String(port), "--chain-id", String(chainId), "--silent", "--accounts", "1"],
      ...[
        "--gas-limit",
        String(Math.min(limits.blockGas, limits.transactionGas ?? Number.POSITIVE_INFINITY)),
      ],
      ...["--code-size-limit", String(limits.codeBytes), "--base-fee", "1"],
      // Cancun, called Ecotone on the OP stack, and no more: it must be all that the contracts need.
      ...(optimism ? ["--optimism", "--hardfork", "ecotone"] : ["--hardfork", "cancun"]),
    ],
    { stdio: "ignore" },
  );
  const chain = defineChain({
    ...{ id: chainId, name: "dry run", rpcUrls: { default: { http: [url] } } },
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
  });
  const client = createTestClient({
    ...{ chain, mode: "anvil", transport: http(url, { batch: true, timeout: 60_000 }) },
    ...{ pollingInterval: 10, cacheTime: 0 },
  }).extend(publicActions);
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, "exit");
  };
  for (let tries = 0; ; tries++) {
    try {
      await client.getChainId();
      return { url, client, stop };
    } catch (error) {
      if (tries === 400 || child.exitCode !== null) {
        await stop();
        throw error;
      }
      await sleep(25);
    }
  }
}

export type LocalNetwork = Awaited<ReturnType<typeof startNetwork>>;
