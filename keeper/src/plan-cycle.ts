import { allowedSenders, missingRole } from "./act/grant-roles.ts";
import type { Config } from "./config.ts";
import { createEconomics } from "./economics/create-economics.ts";
import { ChainError } from "./errors.ts";
import { createObserver } from "./observe/create-observer.ts";
import { type Dropped, type Job, phaseOf } from "./observe/types.ts";
import { planBatches } from "./plan/plan-batches.ts";
import type { Plan } from "./plan/types.ts";
import { toPlanJob } from "./prepare-jobs.ts";
import { openChain, prepareDue } from "./run-cycle.ts";
import { openKeys } from "./safety/open-keys.ts";
import { createPredictor } from "./sets/create-predictor.ts";
import { createSlotNamer } from "./sets/create-slot-namer.ts";
import { ignoredAccounts } from "./sets/ignored-accounts.ts";
import { nameHotSlots } from "./sets/name-hot-slots.ts";

export interface PhasePlan {
  readonly phase: number;
  readonly jobs: readonly (Pick<Job, "kind" | "label" | "target" | "key"> & { readonly gasLimit: number })[];
  /** Indexes into `jobs`. */
  readonly plan: Plan;
}

/**
 * Plans what is due now and sends nothing, not even what would ready the senders.
 *
 * @remarks Phases are planned on the state as it is: what later phases find once the earlier ones have run is more.
 */
export async function planCycle(config: Config): Promise<{ phases: PhasePlan[]; dropped: Dropped[] }> {
  const chain = await openChain(config);
  const { senders: all, operator } = await openKeys(config.keys, config.senders);
  const senders = await allowedSenders(chain, all);
  const [first] = all;
  if (first === undefined) throw new ChainError("There is no sender to plan for.");
  if (senders.length === 0) throw await missingRole(chain, first.address);
  const ignored = ignoredAccounts(
    chain.coinbase,
    all.map(({ address }) => address),
  );
  const observer = createObserver(chain, config.finalBlocks);
  const economics = await createEconomics({
    ...{ chain, config: config.economics },
    own: [operator, ...all].map(({ address }) => address),
    // A plan spends nothing, and looks into no journal: it shows what the whole of a day's budget would pay for.
    subsidySince: async () => 0n,
  });
  const predictor = createPredictor(chain, ignored, config.sets);
  const slots = createSlotNamer(chain.deployment, predictor.hashes);
  const { prepared, later, dropped } = await prepareDue(
    { chain, config, predictor, economics, slots },
    observer,
    senders,
    new Set(),
    new Map(),
  );

  const running = [...prepared, ...later];
  const phases = [...new Set(running.map(({ job }) => phaseOf[job.kind]))].sort((a, b) => a - b);
  return {
    phases: phases.map((phase) => {
      const own = running.filter(({ job }) => phaseOf[job.kind] === phase);
      const limits = { blockGas: Number(chain.blockGas), senders: senders.length, threads: config.threads };
      return {
        phase,
        jobs: own.map(({ job: { kind, label, target, key }, gasLimit }) => ({
          ...{ kind, label, target, key },
          gasLimit: Number(gasLimit),
        })),
        plan: nameHotSlots(planBatches(own.map(toPlanJob), limits), slots),
      };
    }),
    dropped,
  };
}
