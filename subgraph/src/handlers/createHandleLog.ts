import type { Deployment } from "@millrace/sdk/deployment";
import type { Address, PublicClient } from "viem";
import type { InstanceKind } from "../chain/discoverLogs.ts";
import type { ChainLog } from "../chain/types.ts";
import type { Rows } from "../store/createStore.ts";
import type { Dispatch } from "./createDispatch.ts";
import { dispatchExecutor } from "./executor.ts";
import { dispatchGauge } from "./gauge.ts";
import { dispatchMarket } from "./market.ts";
import { dispatchMarketplace, dispatchOrderBook } from "./marketplace.ts";
import { dispatchNftVault } from "./nftVault.ts";
import { dispatchPool } from "./pool.ts";
import { dispatchPoolFactory } from "./poolFactory.ts";
import { dispatchRegistry } from "./registry.ts";
import { dispatchStrategy } from "./strategy.ts";
import { dispatchVault } from "./vault.ts";

const byKind: Record<InstanceKind, Dispatch> = {
  vault: dispatchVault,
  strategy: dispatchStrategy,
  gauge: dispatchGauge,
  market: dispatchMarket,
  nftVault: dispatchNftVault,
  pool: dispatchPool,
};

export type CreateHandleLogParameters = { deployment: Deployment; client: PublicClient; rows: Rows };

/** The function that applies one event to the rows. */
export function createHandleLog({ deployment, client, rows }: CreateHandleLogParameters) {
  const roots = new Map<Address, Dispatch>([
    [deployment.registry.toLowerCase() as Address, dispatchRegistry],
    [deployment.poolFactory.toLowerCase() as Address, dispatchPoolFactory],
    [deployment.executor.toLowerCase() as Address, dispatchExecutor],
    [deployment.marketplace.toLowerCase() as Address, dispatchMarketplace],
    [deployment.orderBook.toLowerCase() as Address, dispatchOrderBook],
  ]);

  return async (log: ChainLog): Promise<void> => {
    const dispatch = roots.get(log.address) ?? (await instanceDispatch(rows, log.address));
    let next = 0n;
    // Block, place in the block, and place among the rows that this event creates: 31 + 20 + 12 bits.
    const first = (log.block << 32n) | (BigInt(log.logIndex) << 12n);
    await dispatch?.({ rows, client, log, instance: log.address, nextOrdinal: () => first + next++ });
  };
}

async function instanceDispatch(rows: Rows, address: Address): Promise<Dispatch | undefined> {
  const instance = await rows.get("instances", address);
  return instance && byKind[instance.kind];
}
