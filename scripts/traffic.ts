import { createDevnetClient } from "./devnet/chain.ts";
import { loadDevnet } from "./devnet/devnet.ts";
import { createRandom } from "./devnet/random.ts";
import { createTraffic } from "./devnet/traffic.ts";
import { createWaves } from "./devnet/wave.ts";

/** Milliseconds between two rounds of actions. */
const PAUSE_MS = 2_000;

const [rpcUrl, devnetFile] = process.argv.slice(2);
if (!rpcUrl || !devnetFile) throw new Error("usage: scripts/traffic.ts RPC_URL DEVNET_FILE");

const client = createDevnetClient(rpcUrl);
const waves = createWaves(client, false);
const traffic = createTraffic(client, waves, loadDevnet(devnetFile), createRandom(Date.now()));

await traffic.prepare();
for (;;) {
  try {
    await traffic.step();
  } catch (error) {
    // People's transactions fail now and then, for a price that moved between looking and paying.
    console.error(error);
    waves.forgetNonces();
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
