import { randomBytes } from "node:crypto";
import type { Hex } from "viem";

/** What fuzzing starts from where nobody asks for another seed, so that a test that passed passes again. */
const USUAL: Hex = `0x${"0".repeat(63)}1`;

export interface ChooseSeedParameters {
  /** Decimal or with `0x`. */
  asked: string | undefined;
  /** Whether a run without a seed explores: it then takes one nobody has tried. */
  fresh: boolean;
}

/**
 * The 32 bytes that all random choices of a test run follow from.
 *
 * @throws Error where what was asked is no number of at most 32 bytes.
 */
export function chooseSeed({ asked, fresh }: ChooseSeedParameters): Hex {
  if (asked === undefined) return fresh ? `0x${randomBytes(32).toString("hex")}` : USUAL;
  if (!/^(\d+|0x[0-9a-fA-F]+)$/.test(asked)) throw new Error(`a seed is a whole number, not ${asked}`);
  const digits = BigInt(asked).toString(16);
  if (digits.length > 64) throw new Error(`a seed has at most 32 bytes, ${asked} has more`);
  return `0x${digits.padStart(64, "0")}`;
}
