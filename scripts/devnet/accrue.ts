import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { CURATOR_ACCOUNT, type DevnetClient, devAccount } from "./chain.ts";
import type { Devnet } from "./devnet.ts";
import { moveFeeds } from "./feeds.ts";
import { createRandom } from "./random.ts";
import { createTraffic } from "./traffic.ts";
import { call, type Waves } from "./wave.ts";

const ROUNDS = 12;
const ROUND_SECONDS = 1_800;
/** Of a vault's money, in percent; the rest stays for exits, as much as the keeper leaves. */
const ALLOCATED_PERCENT = 95n;

/** Puts the vaults' money to work, then lets time pass with people trading, renting and staking. */
export async function accrue(
  client: DevnetClient,
  waves: Waves,
  devnet: Devnet,
  tell: (detail: string) => void,
): Promise<void> {
  await allocateAll(client, waves, devnet);
  const traffic = createTraffic(client, waves, devnet, createRandom(2));
  await traffic.prepare();
  let actions = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    await client.increaseTime({ seconds: ROUND_SECONDS });
    actions += await traffic.step();
    tell(`${actions} actions over ${(round * ROUND_SECONDS) / 3_600} h`);
  }
  // A fall that undoes who borrowed all that was possible.
  await waves.send(await moveFeeds(client, devnet, 0.98));
}

async function allocateAll(client: DevnetClient, waves: Waves, devnet: Devnet): Promise<void> {
  const curator = devAccount(CURATOR_ACCOUNT);
  const read = { abi: vaultAbi } as const;
  const laneCount = await Promise.all(
    devnet.vaults.map(({ address }) => client.readContract({ ...read, address, functionName: "lanes" })),
  );
  await waves.send(
    devnet.vaults.map(({ address }, index) =>
      call(curator, address, vaultAbi, "sweep", [
        Array.from({ length: Number(laneCount[index]) }, (_, lane) => BigInt(lane)),
      ]),
    ),
  );
  const buffers = await Promise.all(
    devnet.vaults.map(({ address }) => client.readContract({ ...read, address, functionName: "buffer" })),
  );
  await waves.send(
    devnet.vaults.map(({ address, strategy }, index) =>
      call(curator, address, vaultAbi, "allocate", [
        strategy,
        ((buffers[index] ?? 0n) * ALLOCATED_PERCENT) / 100n,
      ]),
    ),
  );
}
