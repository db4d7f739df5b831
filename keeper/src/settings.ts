import { type Hex, isAddress, isHex, parseEther, parseGwei, size } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { z } from "zod";
import { DEFAULT_SENDERS } from "./act/senders.ts";
import { parseGates, parsePrices, parseReceivers } from "./economics/parse-economics.ts";
import { DEFAULT_LEASE_MS } from "./journal/take-lease.ts";

const isHttp = (value: string) => /^https?:$/.test(URL.parse(value)?.protocol ?? "");

const url = (what: string) =>
  z
    .string(`set it to ${what}, such as http://127.0.0.1:8545`)
    .refine(isHttp, "it is not an http or https URL");

const urls = z
  .string()
  .transform((value) => value.split(",").map((part) => part.trim()))
  .refine((value) => value.every(isHttp), "it is not a list of http or https URLs with commas between them")
  .refine((value) => new Set(value).size === value.length, "it names one node twice");

const privateKey = z
  .string()
  .refine((value): value is Hex => isPrivateKey(value), "it is not a private key of 0x and 64 hex digits");

const path = (what: string) => z.string(`set it to the path of ${what}`).min(1, "it is empty");

const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, "it is not a whole number")
    .transform(Number)
    .refine((value) => value >= least && value <= most, `it is not between ${least} and ${most}`);

const integerOr = (least: number, most: number, fallback: number) =>
  integer(least, most)
    .optional()
    .transform((value) => value ?? fallback);

const amount = (what: string, parse: (value: string) => bigint) =>
  z
    .string()
    .regex(/^\d+(\.\d{1,18})?$/, `it is not an amount of ${what} such as 0.5`)
    // The schema hands more arguments to a function, which one that parses would take for its own.
    .transform((value) => parse(value));

const amountOr = (what: string, parse: (value: string) => bigint, fallback: string) =>
  amount(what, parse)
    .optional()
    .transform((value) => value ?? parse(fallback));

/** A text that a function of ours reads, which throws a TypeError that says what is wrong. */
const parsed = <T>(parse: (text: string) => T) =>
  z.string().transform((value, context): T => {
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  });

/** Every setting of the keeper by the name of its variable. */
export const settingsSchema = z.object({
  MILLRACE_RPC_URL: url("the JSON-RPC address of the chain").optional(),
  KEEPER_RPC_URLS: urls.optional(),
  KEEPER_RPC_QUORUM: integer(1, 64).optional(),
  KEEPER_PRIVATE_RPC_URL: url("the address that transactions are sent to").optional(),
  MILLRACE_DEPLOYMENT: path("the deployment's JSON file; npm start writes one for the devnet"),
  KEEPER_PRIVATE_KEY: privateKey.optional(),
  KEEPER_KEYSTORE: path("an encrypted key file").optional(),
  KEEPER_KEYSTORE_PASSWORD: z.string().optional(),
  KEEPER_KEYSTORE_PASSWORD_FILE: path("the file that holds the password of the keystore").optional(),
  KEEPER_SIGNER_URL: url("the address of a web3signer").optional(),
  KEEPER_SIGNER_OPERATOR: z
    .string()
    .refine((value): value is Hex => isAddress(value), "it is not an address")
    .optional(),
  KEEPER_DATA_DIR: path("a directory for the journal").optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (value) => /^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? ""),
      "it is not a postgres:// address",
    )
    .optional(),
  KEEPER_LEASE_MS: integerOr(500, 60_000, DEFAULT_LEASE_MS),
  KEEPER_SENDERS: integerOr(1, 1024, DEFAULT_SENDERS),
  KEEPER_SENDER_BALANCE: amountOr("ether", parseEther, "0.5"),
  KEEPER_SENDER_FLOOR: amount("ether", parseEther).optional(),
  KEEPER_INTERVAL_MS: integerOr(100, 86_400_000, 15_000),
  KEEPER_PERIOD_SECONDS: integerOr(0, 86_400 * 30, 60),
  KEEPER_SLIPPAGE_BPS: integerOr(0, 5_000, 100),
  KEEPER_PAYOUT_IDS: integerOr(1, 200, 20),
  KEEPER_RECEIPT_TIMEOUT_MS: integerOr(1_000, 3_600_000, 60_000),
  KEEPER_REPLACE_AFTER_MS: integerOr(100, 3_600_000, 15_000),
  KEEPER_MAX_REPLACEMENTS: integerOr(0, 20, 3),
  KEEPER_MAX_FEE_GWEI: amountOr("gwei", parseGwei, "1000"),
  KEEPER_FINAL_BLOCKS: integerOr(1, 10_000, 32),
  KEEPER_THREADS: integerOr(1, 4096, 16),
  KEEPER_GATES: parsed(parseGates).prefault(""),
  KEEPER_PRICES: parsed(parsePrices).prefault(""),
  KEEPER_RECEIVERS: parsed(parseReceivers).prefault(""),
  KEEPER_BUDGET_PER_DAY: amount("ether", parseEther).optional(),
  KEEPER_FUSE_GAS: integerOr(0, 100_000_000, 0),
  KEEPER_SETS_PROVEN_AFTER: integerOr(1, 1_000, 10),
  KEEPER_SETS_SAMPLE_EVERY: integerOr(0, 1_000_000, 50),
  KEEPER_MAX_DAILY_LOSS: amountOr("ether", parseEther, "1"),
  KEEPER_MAX_REVERT_PERCENT: integerOr(1, 100, 20),
  KEEPER_MAX_PRICE_DEVIATION_BPS: integerOr(1, 100_000, 5_000),
  KEEPER_MAX_BASE_FEE_GWEI: amountOr("gwei", parseGwei, "500"),
  KEEPER_MAX_DISAGREEMENTS: integerOr(1, 10_000, 5),
  KEEPER_DRY_RUN: z
    .enum(["0", "1", "false", "true"], "it is not 0, 1, false or true")
    .default("0")
    .transform((value) => value === "1" || value === "true"),
  KEEPER_HALT: z.string().optional(),
  KEEPER_HALT_FILE: path("a file that stops the keeper while it is there").optional(),
  KEEPER_LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "it is not debug, info, warn, error or silent")
    .default("info"),
  KEEPER_PORT: integerOr(0, 65_535, 9_464),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Settings that are secrets, which a configuration file must not hold. */
export const secretSettings: readonly string[] = [
  "KEEPER_PRIVATE_KEY",
  "KEEPER_KEYSTORE_PASSWORD",
  "DATABASE_URL",
];

/** Whether `value` is the hex form of a scalar that secp256k1 accepts. */
function isPrivateKey(value: string): value is Hex {
  if (!isHex(value) || size(value) !== 32) return false;
  try {
    privateKeyToAddress(value);
    return true;
  } catch {
    return false;
  }
}
