import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { registryAbi } from "@millrace/sdk/abis/registryAbi";
import { type Address, getAbiItem, getAddress, type Hex } from "viem";
import type { Chain } from "../chain.ts";
import { createLogFeed } from "./create-log-feed.ts";

/** The values of `Kind` in IRegistry. */
const kinds = ["none", "vault", "strategy", "gauge", "nftVault", "market", "liquidator"] as const;

export interface Instances {
  readonly vaults: readonly Address[];
  readonly strategies: readonly Address[];
  readonly gauges: readonly Address[];
  readonly nftVaults: readonly Address[];
  readonly markets: readonly Address[];
  readonly liquidators: readonly Address[];
  readonly pools: readonly Address[];
}

/** The positions of a gauge that the keeper may pay out, and those that it could not in the open epoch. */
export interface GaugePositions {
  readonly payable: readonly bigint[];
  readonly skipped: ReadonlySet<bigint>;
  /** Those that leave a part of what is paid out to who does it. */
  readonly offering: ReadonlySet<bigint>;
}

/** What the events of the chain say up to one block. */
export interface Observation {
  readonly head: bigint;
  /** The time at which the next block would be mined, a Unix time in seconds. */
  readonly timestamp: bigint;
  readonly instances: Instances;
  readonly positions: ReadonlyMap<Address, GaugePositions>;
  /** Who ever borrowed, by market, with how often each was liquidated. */
  readonly borrowers: ReadonlyMap<Address, ReadonlyMap<Address, bigint>>;
  /** How often and when last the executor ran an action, by `target:selector`. */
  readonly executions: ReadonlyMap<string, { readonly count: bigint; readonly lastTimestamp: bigint }>;
  readonly lastBatch: bigint;
}

export interface Observer {
  observe(): Promise<Observation>;
}

/** Follows the events from which instances, positions and past executions are known. */
export function createObserver(chain: Chain, finalBlocks: number): Observer {
  const depth = BigInt(finalBlocks);
  const registry = createLogFeed(chain, [getAbiItem({ abi: registryAbi, name: "Register" })], depth);
  const factory = createLogFeed(chain, [getAbiItem({ abi: poolFactoryAbi, name: "CreatePool" })], depth);
  const executor = createLogFeed(chain, [getAbiItem({ abi: executorAbi, name: "Execute" })], depth);
  const gauge = createLogFeed(
    chain,
    [
      getAbiItem({ abi: gaugeAbi, name: "SetPayout" }),
      getAbiItem({ abi: gaugeAbi, name: "SetBounty" }),
      getAbiItem({ abi: gaugeAbi, name: "Split" }),
      getAbiItem({ abi: gaugeAbi, name: "PayOutSkipped" }),
      getAbiItem({ abi: gaugeAbi, name: "Settle" }),
    ],
    depth,
  );
  const market = createLogFeed(
    chain,
    [getAbiItem({ abi: marketAbi, name: "Borrow" }), getAbiItem({ abi: marketAbi, name: "Liquidate" })],
    depth,
  );
  const blockTimes = new Map<Hex, bigint>();

  async function timeOf(log: { blockHash: Hex; blockTimestamp?: bigint | undefined }): Promise<bigint> {
    if (log.blockTimestamp !== undefined) return log.blockTimestamp;
    let time = blockTimes.get(log.blockHash);
    if (time === undefined) {
      time = (await chain.client.getBlock({ blockHash: log.blockHash })).timestamp;
      blockTimes.set(log.blockHash, time);
    }
    return time;
  }

  return {
    async observe() {
      const [head, timestamp] = await Promise.all([chain.client.getBlockNumber(), chain.nextTime()]);
      const { deployment } = chain;
      const [registered, created, executed] = await Promise.all([
        registry.read([deployment.registry], head),
        factory.read([deployment.poolFactory], head),
        executor.read([deployment.executor], head),
      ]);
      const ofKind = (kind: (typeof kinds)[number]) =>
        registered.filter((log) => kinds[log.args.kind] === kind).map((log) => log.args.instance);
      const instances: Instances = {
        vaults: ofKind("vault"),
        strategies: ofKind("strategy"),
        gauges: ofKind("gauge"),
        nftVaults: ofKind("nftVault"),
        markets: ofKind("market"),
        liquidators: ofKind("liquidator"),
        pools: created.map((log) => log.args.pool),
      };

      const executions = new Map<string, { count: bigint; lastTimestamp: bigint }>();
      let lastBatch = 0n;
      for (const log of executed) {
        const action = actionName(log.args.target, log.args.selector);
        const count = (executions.get(action)?.count ?? 0n) + 1n;
        executions.set(action, { count, lastTimestamp: await timeOf(log) });
        if (log.args.batch > lastBatch) lastBatch = log.args.batch;
      }

      const payouts = new Map<Address, Record<"payable" | "skipped" | "offering", Set<bigint>>>();
      for (const log of await gauge.read(instances.gauges, head)) {
        const address = getAddress(log.address);
        let positions = payouts.get(address);
        if (positions === undefined) {
          positions = { payable: new Set(), skipped: new Set(), offering: new Set() };
          payouts.set(address, positions);
        }
        if (log.eventName === "SetPayout") {
          // A new preference is a new chance.
          positions.skipped.delete(log.args.id);
          if (log.args.payout === 0) positions.payable.delete(log.args.id);
          else positions.payable.add(log.args.id);
        } else if (log.eventName === "SetBounty") {
          if (log.args.bountyBps === 0n) positions.offering.delete(log.args.id);
          else positions.offering.add(log.args.id);
        } else if (log.eventName === "Split") {
          // The new position has the payout and the bounty of the old one, without events of its own.
          const { id, newId } = log.args;
          for (const set of Object.values(positions)) if (set.has(id)) set.add(newId);
        } else if (log.eventName === "PayOutSkipped") {
          positions.skipped.add(log.args.id);
        } else {
          positions.skipped.clear();
        }
      }
      const positions = new Map<Address, GaugePositions>();
      for (const [address, { payable, ...others }] of payouts) {
        positions.set(address, { payable: [...payable], ...others });
      }
      const borrowers = new Map<Address, Map<Address, bigint>>();
      for (const log of await market.read(instances.markets, head)) {
        const address = getAddress(log.address);
        const own = borrowers.get(address) ?? new Map<Address, bigint>();
        borrowers.set(address, own);
        const borrower = log.eventName === "Borrow" ? log.args.onBehalf : log.args.borrower;
        const liquidations = own.get(borrower) ?? 0n;
        own.set(borrower, log.eventName === "Liquidate" ? liquidations + 1n : liquidations);
      }
      return { head, timestamp, instances, positions, borrowers, executions, lastBatch };
    },
  };
}

/** The name of an action on a target in `executions`. */
export function actionName(target: Address, selector: Hex): string {
  return `${target}:${selector}`.toLowerCase();
}
