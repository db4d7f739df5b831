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
  readonly recompute?: (time: bigint) => Promise<Hex | undefined>;
}

export function createJob(parameters: CreateJobParameters): Job {
  const { discriminator = "0x", ...rest } = parameters;
  const selector = slice(parameters.data, 0, 4);
  const key = keccak256(
    encodeAbiParameters(
      [{ type: "address" }, { type: "bytes4" }, { type: "uint256" }, { type: "bytes" }],
      [parameters.target, selector, parameters.period, discriminator],
    ),
  );
  return { ...rest, selector, key };
}

/** An address as people recognise it in a line of text. */
export function shortAddress(address: Address): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}
