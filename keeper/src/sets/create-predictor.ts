import { type Address, type Hex, hexToBigInt, hexToBytes, BaseError as ViemError } from "viem";
import type { Chain } from "../chain.ts";
import { createHashes, type Hashes } from "../evm/create-hashes.ts";
import { UnsupportedError } from "../evm/errors.ts";
import { type RunCallReturnType, runCall } from "../evm/run-call.ts";
import type { NeededState, StepObserver } from "../evm/types.ts";
import type { Job } from "../observe/types.ts";
import { createState, type KnownCode, type PendingState } from "./create-state.ts";
import {
  createInquiry,
  createTemplate,
  type GivenWord,
  type Inquiry,
  type Template,
} from "./create-template.ts";
import { describeJob } from "./describe-job.ts";
import type { Environment } from "./expressions.ts";
import { setsOfRun } from "./sets-of-run.ts";
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
  /** Jobs of which no sets could be predicted: what they do only a node can tell. */
  abstained: number;
  /** Predictions that were compared with a trace, and those that were it exactly. */
  compared: number;
  exact: number;
  /** Written names that a compared job had, and those of them that were predicted as written. */
  written: number;
  writtenFound: number;
  /** Templates that were proven and then missed. */
  dropped: number;
  /** Requests that predictions made to the node. */
  requests: number;
  predictMs: number;
  traceMs: number;
}

export interface Predictor {
  readonly statistics: PredictorStatistics;
  /** What was hashed in the runs of jobs. */
  readonly hashes: Hashes;
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
  /** By target, the slots that pointed to others when its jobs were looked at last. */
  readonly pointers: Map<Address, NeededState[]>;
  exactInARow: number;
  uses: number;
}

/** A job while its sets are looked for. */
interface Search {
  readonly call: JobCall;
  readonly learnt: Learnt;
  readonly words: readonly GivenWord[];
  readonly inquiry: Inquiry;
  predicted: StateSets | undefined;
}

/** Pointers of pointers are followed so far. */
const maxReadTurns = 8;
/** State that no rule told of is read so many times before a job is left to the node. */
const maxRunTurns = 64;
const maxPointers = 200;
/** Code that is prepared to be run takes some hundred kilobytes. */
const maxCodes = 1_000;
/** So many runs of a kind that lacked something are learnt from in a batch: learning must not hold it up. */
const maxLessons = 3;

/**
 * Predicts what jobs touch, without a trace of each, by running them here.
 *
 * @remarks A template, learnt for the code and selector of a target, says which state a job needs: slots are followed back
 * to the job's calldata and to other slots. All jobs' state is read in a few requests, and the contracts' own code, run on
 * it, tells what is touched; which branch a job takes follows from the state as on the chain. What the run cannot tell is
 * left to a trace. Predictions of a template are used only after it was exact several times in a row, are compared with a
 * trace now and then, and have to prove themselves anew after a miss.
 */
export function createPredictor(
  chain: Chain,
  ignored: ReadonlySet<string>,
  options: PredictorOptions,
): Predictor {
  const templates = new Map<string, Learnt>();
  const known: KnownCode = { codes: new Map(), compiled: new Map() };
  const hashes = createHashes();
  const setsFrom = setsOfRun(ignored);
  const statistics: PredictorStatistics = {
    ...{ predicted: 0, traced: 0, abstained: 0, compared: 0, exact: 0, written: 0, writtenFound: 0 },
    ...{ dropped: 0, requests: 0, predictMs: 0, traceMs: 0 },
  };
  // An access list says neither what is written nor what was there.
  const canPredict = chain.canTrace && options.sampleEvery > 0;
  const executor = hexToBigInt(chain.deployment.executor);

  const trace = async ({ sender, data }: JobCall, time: bigint) => {
    statistics.traced++;
    return traceCall(chain, { from: sender, to: chain.deployment.executor, data }, time, ignored);
  };
  const run = (
    state: PendingState,
    { sender, data }: JobCall,
    time: bigint,
    observer?: StepObserver,
  ): RunCallReturnType =>
    runCall(
      state,
      hashes,
      { time, chainId: BigInt(chain.id) },
      {
        ...{ from: hexToBigInt(sender), to: executor, data: hexToBytes(data) },
        gas: Number(chain.simulationGas),
      },
      observer,
    );

  const searchFor = (call: JobCall, state: PendingState, time: bigint): Search => {
    const shape = state.code(hexToBigInt(call.job.target))?.shape ?? "";
    const key = `${shape} ${call.job.selector}`;
    let learnt = templates.get(key);
    if (learnt === undefined) {
      learnt = { template: createTemplate(), pointers: new Map(), exactInARow: 0, uses: 0 };
      templates.set(key, learnt);
    }
    const { words, given, elements } = describeJob({ ...call, executor, time });
    const { target } = call.job;
    const pointers: NeededState[] = [];
    for (const needed of learnt.pointers.get(target) ?? []) state.want(needed);
    learnt.pointers.set(target, pointers);
    const environment: Environment = {
      ...{ given, hashes, evaluated: new Map() },
      elements: elements.map((value) => ({ value, evaluated: new Map() })),
      storage(account, slot) {
        const value = state.storage(account, slot);
        const needed = { account, what: slot };
        if (value === undefined) state.want(needed);
        else if (pointers.length < maxPointers) pointers.push(needed);
        return value;
      },
      immutable(account, at) {
        const code = state.code(account);
        if (code === undefined) state.want({ account, what: "code" });
        return code === undefined ? undefined : (code.pushed[at] ?? 0n);
      },
    };
    return { call, learnt, words, inquiry: createInquiry(environment), predicted: undefined };
  };

  const read = async (state: PendingState): Promise<boolean> => {
    const requests = await state.read();
    statistics.requests += requests;
    return requests > 0;
  };
  /** Reads what templates say that jobs need. */
  const readAhead = async (searches: readonly Search[], state: PendingState) => {
    for (let turn = 0; turn < maxReadTurns; turn++) {
      for (const { learnt, inquiry } of searches) learnt.template.ask(state, inquiry);
      if (!(await read(state))) break;
    }
  };

  /** Runs a job, and teaches its template where the run lacked something. */
  const tryRun = (search: Search, state: PendingState, time: bigint): "done" | "lacking" | "left" => {
    try {
      const { ok, touched, lacking } = run(state, search.call, time);
      lacking.forEach(state.want);
      if (lacking.length > 0) return "lacking";
      // A job that fails here ran a moment ago: something is amiss.
      if (ok) search.predicted = setsFrom(touched);
      return ok ? "done" : "left";
    } catch (error) {
      if (error instanceof UnsupportedError) return "left";
      throw error;
    }
  };

  /** Runs jobs on what their templates say that they need, and on what they turn out to need besides. */
  const predict = async (searches: readonly Search[], state: PendingState, time: bigint) => {
    const lacked = new Set<Search>();
    const lessons = new Map<Learnt, number>();
    let left = searches;
    for (let turn = 0; turn < maxRunTurns && left.length > 0; turn++) {
      await readAhead(left, state);
      left = left.filter((search) => {
        const outcome = tryRun(search, state, time);
        if (outcome === "lacking") lacked.add(search);
        const taken = lessons.get(search.learnt) ?? 0;
        if (outcome === "done" && lacked.has(search) && taken < maxLessons) {
          const isNew = search.learnt.template.learn(search.words, (observer) => {
            run(state, search.call, time, observer);
          });
          lessons.set(search.learnt, isNew ? taken + 1 : maxLessons);
        }
        return outcome === "lacking";
      });
      await read(state);
    }
  };

  /** Compares the trace of a job with what was predicted. */
  const compare = ({ learnt, predicted }: Search, sets: StateSets) => {
    if (predicted === undefined) return;
    const isExact = equals(predicted.touched, sets.touched) && equals(predicted.written, sets.written);
    statistics.compared++;
    if (isExact) statistics.exact++;
    const found = new Set(predicted.written);
    statistics.written += sets.written.length;
    statistics.writtenFound += sets.written.filter((name) => found.has(name)).length;
    if (!isExact && learnt.exactInARow >= options.provenAfter) statistics.dropped++;
    learnt.exactInARow = isExact ? learnt.exactInARow + 1 : 0;
  };

  /** Finds out all that can be predicted; nothing where the node does not give what that takes. */
  const searchAll = async (calls: readonly JobCall[], time: bigint): Promise<readonly Search[]> => {
    if (known.codes.size > maxCodes) {
      known.codes.clear();
      known.compiled.clear();
    }
    const state = createState(chain, known);
    state.want({ account: executor, what: "code" });
    for (const { job } of calls) state.want({ account: hexToBigInt(job.target), what: "code" });
    try {
      await read(state);
      const searches = calls.map((call) => searchFor(call, state, time));
      // The first of a kind finds its way step by step; the others follow it.
      const first = new Map<Learnt, Search>();
      for (const search of searches) {
        const { learnt } = search;
        if (learnt.template.isEmpty() && !first.has(learnt)) first.set(learnt, search);
      }
      await predict([...first.values()], state, time);
      const others = searches.filter((search) => first.get(search.learnt) !== search);
      await predict(others, state, time);
      statistics.abstained += searches.filter(({ predicted }) => predicted === undefined).length;
      return searches;
    } catch (error) {
      // A node that reads no overridden code, or not so much at once, may trace all the same.
      if (!(error instanceof ViemError) && !(error instanceof RangeError)) throw error;
      statistics.abstained += calls.length;
      return [];
    }
  };

  return {
    ...{ statistics, hashes },
    async setsOf(calls, time) {
      if (!canPredict) {
        return Promise.all(
          calls.map(async (call) => ({ sets: await trace(call, time), isPredicted: false })),
        );
      }
      const started = performance.now();
      const searches = await searchAll(calls, time);
      const answers = new Map<JobCall, JobSets>();
      for (const { call, learnt, predicted } of searches) {
        if (predicted === undefined) continue;
        if (learnt.exactInARow < options.provenAfter || ++learnt.uses % options.sampleEvery === 0) continue;
        statistics.predicted++;
        answers.set(call, { sets: predicted, isPredicted: true });
      }
      const predictedAt = performance.now();
      statistics.predictMs += predictedAt - started;
      await Promise.all(
        calls.map(async (call, index) => {
          if (answers.has(call)) return;
          const sets = await trace(call, time);
          answers.set(call, { sets, isPredicted: false });
          const search = searches[index];
          if (search !== undefined) compare(search, sets);
        }),
      );
      statistics.traceMs += performance.now() - predictedAt;
      return calls.map((call) => answers.get(call));
    },
  };
}

function equals(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
