import { type Address, type Hex, hexToBigInt } from "viem";
import type { GivenWord } from "./create-template.ts";

export interface DescribeJobParameters {
  readonly job: { readonly target: Address; readonly key: Hex };
  /** The calldata of the job's target. */
  readonly inner: Hex;
  readonly sender: Address;
  readonly executor: bigint;
  readonly time: bigint;
}

export interface DescribeJobReturnType {
  readonly given: ReadonlyMap<string, bigint>;
  /** The elements of the array that is the job's one argument. */
  readonly elements: readonly bigint[];
  readonly words: readonly GivenWord[];
}

const placeOf = (word: number) => 4 + word * 32;
/** The executor's calldata: batch, where jobs are, how many, where the first is; its key, its target, where its data is. */
const [keyAt, targetAt] = [placeOf(4), placeOf(5)];
/** Behind the length of the data, and the selector in it. */
const argumentsAt = placeOf(8) + 4;

/** What a job is given with, by names that are the same for all jobs of its kind. */
export function describeJob({
  job,
  inner,
  sender,
  executor,
  time,
}: DescribeJobParameters): DescribeJobReturnType {
  const values = (inner.slice(10).match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`));
  const isArray = values[0] === 32n && values[1] === BigInt(values.length - 2);
  const given = new Map([
    ["target", hexToBigInt(job.target)],
    ["key", hexToBigInt(job.key)],
    ["sender", hexToBigInt(sender)],
    ["executor", executor],
    ["time", time],
  ]);
  const words: GivenWord[] = [
    { offset: keyAt, name: "key" },
    { offset: targetAt, name: "target" },
  ];
  values.forEach((value, index) => {
    const isElement = isArray && index >= 2;
    words.push({ offset: argumentsAt + index * 32, name: isElement ? undefined : `word ${index}` });
    if (!isElement) given.set(`word ${index}`, value);
  });
  return { given, words, elements: isArray ? values.slice(2) : [] };
}
