import { parseEnvironment } from "../../keeper/src/env.ts";
import { createObserver, type Observer } from "../../keeper/src/observe/create-observer.ts";
import { findJobs } from "../../keeper/src/observe/find-jobs.ts";
import { type Links, readLinks } from "../../keeper/src/observe/read-links.ts";
import type { Job } from "../../keeper/src/observe/types.ts";
import { type PreparedJob, prepareJobs } from "../../keeper/src/prepare-jobs.ts";
import { openChain } from "../../keeper/src/run-cycle.ts";
import { openKeys } from "../../keeper/src/safety/open-keys.ts";
import { createPredictor } from "../../keeper/src/sets/create-predictor.ts";
import { ignoredAccounts } from "../../keeper/src/sets/ignored-accounts.ts";

/** The parts of a keeper that find and prepare jobs, without those that send them. */
export async function openWorld(environment: Readonly<Record<string, string>>) {
  const config = parseEnvironment(environment);
  const chain = await openChain(config);
  const { senders } = await openKeys(config.keys, config.senders);
  const ignored = ignoredAccounts(
    chain.coinbase,
    senders.map(({ address }) => address),
  );
  const predictor = createPredictor(chain, ignored, config.sets);
  const observer: Observer = createObserver(chain, config.finalBlocks);
  return {
    ...{ chain, config, senders, ignored, predictor },
    /** All jobs that are due, and how the instances hang together. */
    async due(): Promise<{ jobs: readonly Job[]; links: Links; time: bigint; batch: bigint }> {
      const observation = await observer.observe();
      const { jobs } = await findJobs({ ...config, chain, observation });
      const links = await readLinks(chain, observation.instances);
      return { jobs, links, time: observation.timestamp, batch: observation.lastBatch + 1n };
    },
    /** Those of some jobs that run now, each from a sender of its own as far as there are. */
    async prepare(jobs: readonly Job[], batch: bigint, time: bigint): Promise<PreparedJob[]> {
      const answers = await prepareJobs(
        { chain, predictor },
        jobs.map((job, index) => ({ job, sender: (senders[index % senders.length] ?? fail()).address })),
        batch,
        time,
      );
      return answers.filter((answer): answer is PreparedJob => !("reason" in answer));
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

function fail(): never {
  throw new Error("the keeper has no senders");
}
