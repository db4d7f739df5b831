import type { Address } from "viem";
import type { Chain } from "../chain.ts";
import type { BreakerLimits } from "../config.ts";
import type { Journal } from "../journal/open-journal.ts";
import type { Log } from "../log.ts";
import { judge } from "./breakers.ts";
import type { OpenHalts } from "./open-halts.ts";
import { readPrices } from "./read-prices.ts";

/** So many of the last mined jobs are looked at for the share that reverted. */
const outcomes = 50;
const hourMs = 3_600_000;

export interface CheckHaltsParameters {
  readonly chain: Chain;
  readonly journal: Journal;
  readonly halts: OpenHalts;
  readonly limits: BreakerLimits;
  readonly log: Log;
}

export interface HaltCheck {
  /** Why nothing may be sent now, by name; empty where it may. */
  check(pools: readonly Address[]): Promise<{ name: string; reason: string }[]>;
}

/** Reads what the breakers judge by, and keeps what they trip for until someone lifts it. */
export function createHaltCheck({ chain, journal, halts, limits, log }: CheckHaltsParameters): HaltCheck {
  let counted = 0;
  let disagreements: number[] = [];
  let liftedAt = 0;
  let latched = new Set<string>();

  return {
    async check(pools) {
      const now = Date.now();
      const total = chain.disagreements();
      for (; counted < total; counted++) disagreements.push(now);
      disagreements = disagreements.filter((at) => now - at < hourMs);

      const standing = await halts.list();
      const names = new Set(standing.map(({ name }) => name));
      // Someone lifted what a breaker tripped for: what led to it does not count again.
      if ([...latched].some((name) => !names.has(name))) {
        disagreements = [];
        liftedAt = now;
      }
      latched = names;
      if (standing.length > 0) return standing;

      const [block, balance, reverted, prices] = await Promise.all([
        chain.client.getBlock(),
        journal.balanceSince(new Date(Math.max(liftedAt, now - 24 * hourMs))),
        journal.lastOutcomes(outcomes, new Date(liftedAt)),
        readPrices(chain, pools),
      ]);
      const trips = judge(
        {
          ...{ ...balance, reverted, prices, disagreements: disagreements.length },
          baseFeeWei: block.baseFeePerGas ?? 0n,
        },
        limits,
      );
      for (const { name, reason, latched: keeps } of trips) {
        log.error({ breaker: name, reason }, "breaker tripped: nothing new is sent");
        if (!keeps) continue;
        await halts.set(name, reason);
        latched.add(name);
      }
      return trips;
    },
  };
}
