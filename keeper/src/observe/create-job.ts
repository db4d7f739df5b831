import { type Address, encodeAbiParameters, type Hex, keccak256, slice } from "viem";
import type { Job, JobKind } from "./types.ts";

export interface CreateJobParameters {
  readonly kind: JobKind;
  readonly label: string;
  readonly target: Address;
  readonly data: Hex;
  readonly period: bigint;
  /** What tells apart several jobs of one action, target and period: lanes, ids, a strategy. */
  readonly discriminator?: Hex;
  readonly recompute?: (time: bigint, sender: Address) => Promise<Hex | undefined>;
  readonly pays?: boolean;
  /** The function that `recompute` calls, where it is another than that of `data`, of which the key is. */
  readonly called?: Hex;
}

export function createJob(parameters: CreateJobParameters): Job {
  const { discriminator = "0x", called, ...rest } = parameters;
  const action = slice(parameters.data, 0, 4);
  const key = keccak256(
    encodeAbiParameters(
      [{ type: "address" }, { type: "bytes4" }, { type: "uint256" }, { type: "bytes" }],
      [parameters.target, action, parameters.period, discriminator],
    ),
  );
  return { ...rest, selector: called ?? action, key };
}

/** An address as people recognise it in a line of text. */
export function shortAddress(address: Address): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}
