import type { Progress } from "./progress.ts";
import type { Stack } from "./stack.ts";
import { waitForHttp } from "./wait.ts";

/** Starts what keeps a devnet alive: the keeper and, where wanted, the traffic. */
export async function startServices(stack: Stack, traffic: boolean, progress: Progress): Promise<void> {
  await progress.step("Start the keeper", async () => {
    stack.processes.start("keeper", "node", ["keeper/src/cli.ts", "run"], stack.keeperEnv);
    await waitForHttp("the keeper", `${stack.urls.keeper}/healthz`, 60_000);
  });
  if (traffic) {
    await progress.step("Start the traffic", async () => {
      stack.processes.start("traffic", "node", ["scripts/traffic.ts", stack.urls.rpc, stack.devnetFile]);
    });
  }
}
