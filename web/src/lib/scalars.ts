import { type Address, getAddress, type Hex, isAddress } from "viem";
import { z } from "zod";

/** A GraphQL BigInt: a decimal string of any length. */
export const bigint = z
  .union([z.string().regex(/^-?\d+$/), z.number().int()])
  .transform((value) => BigInt(value));

export const address = z
  .string()
  .refine((value) => isAddress(value, { strict: false }), "not an address")
  .transform((value): Address => getAddress(value));

export const hex = z
  .string()
  .regex(/^0x[0-9a-fA-F]*$/)
  .transform((value) => value as Hex);

export const token = z.object({ address, symbol: z.string(), name: z.string(), decimals: z.number().int() });

export type Token = z.infer<typeof token>;
