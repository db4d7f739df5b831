import { type Address, type Hex, hexToBigInt } from "viem";
import type { Chain } from "../chain.ts";
import type { Job } from "../observe/types.ts";
import { type CodeDescription, describeCode } from "./describe-code.ts";
import type { Environment } from "./expressions.ts";
import { guessPreimages } from "./guess-preimages.ts";
import { createTemplate, type Template } from "./learn-template.ts";
import { type Observation, type Touch, touchName } from "./observation.ts";
import { readSlots } from "./read-slots.ts";
import { traceCall } from "./trace-call.ts";
import type { StateSets } from "./types.ts";

/** A job as it would be sent: who sends what to the executor. */
export interface JobCall {
  readonly job: Job;
  /** The calldata of the job's target. */
  readonly inner: Hex;
  /** The calldata of the executor. */
  readonly data: Hex;
  readonly sender: Address;
}

export interface JobSets {
  readonly sets: StateSets;
  readonly isPredicted: boolean;
}

/** What was predicted and traced since the start. */
export interface PredictorStatistics {
  /** Jobs whose sets were predicted and used without a trace. */
  predicted: number;
  traced: number;
  /** Predictions of proven templates that were compared with a trace, and those that were it exactly. */
  compared: number;
  exact: number;
  /** Written names that a compared job had, and those of them that were predicted as written. */
  written: number;
  writtenFound: number;
  /** Templates that were proven and then missed. */
  dropped: number;
  predictMs: number;
  traceMs: number;
}

export interface Predictor {
  readonly statistics: PredictorStatistics;
  /** The sets of jobs on the pending state, mined at `time`; undefined for a job that could not be traced. */
  setsOf(calls: readonly JobCall[], time: bigint): Promise<(JobSets | undefined)[]>;
}

export interface PredictorOptions {
  /** One in so many predictions of a proven template is traced all the same; 1 traces every one, 0 predicts nothing. */
  readonly sampleEvery: number;
  /** A template is used once it was exact so many times in a row. */
  readonly provenAfter: number;
}

interface Learnt {
  readonly template: Template;
  exactInARow: number;
  uses: number;
}

/** Pointers of pointers are followed so far. */
const maxReadTurns = 5;
const maxTemplates = 20_000;
/** So many jobs of a batch are learnt from where rules don't explain them: learning must not hold up a batch. */
const maxLessons = 8;

/**
 * Predicts what jobs touch from what jobs like them touched, and traces those that it cannot.
 *
 * @remarks Templates are learnt for the code and selector of a target, and for the target itself, from every job that is
 * traced. One is used only after it was exact several times in a row, is compared with a trace now and then, and has to
 * prove itself anew after a miss.
 */
export function createPredictor(
  chain: Chain,
  ignored: ReadonlySet<string>,
  options: PredictorOptions,
): Predictor {
  const templates = new Map<string, Learnt>();
  const codes = new Map<Address, Promise<CodeDescription>>();
  const statistics: PredictorStatistics = {
    ...{ predicted: 0, traced: 0, compared: 0, exact: 0, written: 0, writtenFound: 0, dropped: 0 },
    ...{ predictMs: 0, traceMs: 0 },
  };
  // An access list says neither what is written nor what was there.
  const canLearn = chain.canTrace && options.sampleEvery > 0;
  let lessons = 0;

  const codeOf = (target: Address): Promise<CodeDescription> => {
    let code = codes.get(target);
    if (code === undefined) {
      code = chain.client.getCode({ address: target }).then((found) => describeCode(found ?? "0x"));
      codes.set(target, code);
    }
    return code;
  };
  /** The templates of a job, that of its very target first. */
  const learntOf = async ({ job }: JobCall): Promise<Learnt[]> => {
    const { hash } = await codeOf(job.target);
    const keys = [`${job.target} ${job.selector}`, `${hash} ${job.selector}`];
    return keys.map((key) => {
      let learnt = templates.get(key);
      if (learnt === undefined) {
        learnt = { template: createTemplate(), exactInARow: 0, uses: 0 };
        if (templates.size >= maxTemplates) templates.clear();
        templates.set(key, learnt);
      }
      return learnt;
    });
  };

  /** Reads all that the templates of jobs ask for, following pointers. */
  const environmentsOf = async (calls: readonly JobCall[], learnt: readonly Learnt[][]) => {
    const values = new Map<string, bigint>();
    const environments = await Promise.all(
      calls.map(
        async (call): Promise<Environment> => ({
          ...givenOf(chain, call, await codeOf(call.job.target)),
          read: (account, slot) => values.get(touchName(account, slot)),
        }),
      ),
    );
    for (let turn = 0; turn < maxReadTurns; turn++) {
      const wanted = new Map<Address, Set<Hex>>();
      environments.forEach((environment, index) => {
        for (const { template } of learnt[index] ?? []) {
          for (const name of template.needs(environment)) {
            if (values.has(name)) continue;
            const [account, slot] = name.split(":") as [Address, Hex];
            const slots = wanted.get(account) ?? new Set();
            wanted.set(account, slots.add(slot));
          }
        }
      });
      if (wanted.size === 0) break;
      for (const [name, value] of await readSlots(chain, wanted)) values.set(name, value);
    }
    return environments;
  };

  /** Traces a job, compares the trace with the predictions of its templates, and lets them learn. */
  const trace = async (
    call: JobCall,
    learnt: readonly Learnt[],
    predictions: readonly (Map<string, Touch> | undefined)[],
    time: bigint,
  ): Promise<JobSets | undefined> => {
    const request = { from: call.sender, to: chain.deployment.executor, data: call.data };
    const { sets, values } = await traceCall(chain, request, time, ignored);
    statistics.traced++;
    if (!canLearn) return { sets, isPredicted: false };
    const given = givenOf(chain, call, await codeOf(call.job.target));
    const observed = observe(given, sets, values, time);
    let used = false;
    learnt.forEach((one, index) => {
      const predicted = predictions[index];
      if (predicted === undefined) return;
      const wasProven = one.exactInARow >= options.provenAfter;
      const isExact = equals(predicted, observed.touched);
      if (wasProven && !used) {
        used = true;
        statistics.compared++;
        if (isExact) statistics.exact++;
        for (const [name, { written }] of observed.touched) {
          if (!written) continue;
          statistics.written++;
          if (predicted.get(name)?.written === true) statistics.writtenFound++;
        }
      }
      if (wasProven && !isExact) statistics.dropped++;
      one.exactInARow = isExact ? one.exactInARow + 1 : 0;
    });
    // What was hashed is looked for only where the rules at hand don't explain the job: it takes a while.
    const unexplained = learnt.filter(({ template }) => !template.learn(observed));
    if (unexplained.length > 0 && lessons < maxLessons) {
      lessons++;
      const preimages = guessPreimages(observed);
      for (const { template } of unexplained) template.learn({ ...observed, preimages });
    }
    return { sets, isPredicted: false };
  };

  return {
    statistics,
    async setsOf(calls, time) {
      const started = performance.now();
      const learnt = canLearn ? await Promise.all(calls.map(learntOf)) : calls.map(() => []);
      const environments = canLearn ? await environmentsOf(calls, learnt) : [];
      const predictions = learnt.map((own, index) =>
        own.map(({ template }) => template.predict(environments[index] as Environment, time)),
      );
      const traced: number[] = [];
      const answers = calls.map((_, index): JobSets | undefined => {
        const place = (learnt[index] ?? []).findIndex(
          ({ exactInARow }, which) =>
            exactInARow >= options.provenAfter && predictions[index]?.[which] !== undefined,
        );
        const one = learnt[index]?.[place];
        const predicted = predictions[index]?.[place];
        if (one === undefined || predicted === undefined || ++one.uses % options.sampleEvery === 0) {
          traced.push(index);
          return undefined;
        }
        statistics.predicted++;
        return { sets: setsOfTouches(predicted), isPredicted: true };
      });
      const predictedAt = performance.now();
      lessons = 0;
      statistics.predictMs += predictedAt - started;
      await Promise.all(
        traced.map(async (index) => {
          answers[index] = await trace(
            calls[index] as JobCall,
            learnt[index] ?? [],
            predictions[index] ?? [],
            time,
          );
        }),
      );
      statistics.traceMs += performance.now() - predictedAt;
      return answers;
    },
  };
}

/** What a job is given by: its call, and the elements of the array that is its one argument. */
function givenOf(
  chain: Chain,
  { job, inner, sender }: JobCall,
  { addresses }: CodeDescription,
): { given: ReadonlyMap<string, bigint>; elements: readonly bigint[] } {
  const words = (inner.slice(10).match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`));
  const isArray = words[0] === 32n && words[1] === BigInt(words.length - 2);
  const given = new Map([
    ["target", hexToBigInt(job.target)],
    ["key", hexToBigInt(job.key)],
    ["sender", hexToBigInt(sender)],
    ["executor", hexToBigInt(chain.deployment.executor)],
    // As Solidity pads a bytes4 that keys a mapping.
    ["selector", hexToBigInt(job.selector) << 224n],
  ]);
  for (const [index, address] of addresses.entries()) given.set(`immutable ${index}`, address);
  if (!isArray) for (const [index, word] of words.entries()) given.set(`word ${index}`, word);
  return { given, elements: isArray ? words.slice(2) : [] };
}

function observe(
  given: ReturnType<typeof givenOf>,
  sets: StateSets,
  values: ReadonlyMap<string, bigint>,
  time: bigint,
): Observation {
  const written = new Set(sets.written);
  const touched = new Map(
    sets.touched.map((name) => {
      const [account = "0x", slot] = name.split(":");
      const touch = {
        account: BigInt(account),
        slot: slot === undefined ? undefined : BigInt(slot),
        written: written.has(name),
      };
      return [name, touch] as const;
    }),
  );
  return { ...given, touched, values, preimages: new Map(), time };
}

function setsOfTouches(touches: ReadonlyMap<string, Touch>): StateSets {
  const touched = [...touches.keys()].sort();
  return { touched, written: touched.filter((name) => touches.get(name)?.written === true) };
}

function equals(a: ReadonlyMap<string, Touch>, b: ReadonlyMap<string, Touch>): boolean {
  if (a.size !== b.size) return false;
  for (const [name, { written }] of a) if (b.get(name)?.written !== written) return false;
  return true;
}
