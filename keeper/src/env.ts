import { type Hex, isHex, parseEther, size } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { z } from "zod";
import { DEFAULT_SENDERS } from "./act/senders.ts";
import type { Config } from "./config.ts";
import { ConfigurationError } from "./errors.ts";

const url = z
  .string("set it to the JSON-RPC address of the chain, such as http://127.0.0.1:8545")
  .refine((value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ""), "it is not an http or https URL");

const privateKey = z
  .string("set it to the private key that owns the keeper's sender accounts, 0x and 64 hex digits")
  .refine((value): value is Hex => isPrivateKey(value), "it is not a private key of 0x and 64 hex digits");

const path = (what: string) => z.string(`set it to the path of ${what}`).min(1, "it is empty");

const integer = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, "it is not a whole number")
    .transform(Number)
    .refine((value) => value >= least && value <= most, `it is not between ${least} and ${most}`)
    .optional()
    .transform((value) => value ?? fallback);

const ether = (fallback: string) =>
  z
    .string()
    .regex(/^\d+(\.\d{1,18})?$/, "it is not an amount of ether such as 0.5")
    .optional()
    .transform((value) => parseEther(value ?? fallback));

const schema = z.object({
  MILLRACE_RPC_URL: url,
  MILLRACE_DEPLOYMENT: path("the deployment's JSON file; npm start writes one for the devnet"),
  KEEPER_PRIVATE_KEY: privateKey,
  KEEPER_DATA_DIR: path("a directory for the journal"),
  KEEPER_SENDERS: integer(1, 1024, DEFAULT_SENDERS),
  KEEPER_SENDER_BALANCE: ether("0.5"),
  KEEPER_INTERVAL_MS: integer(100, 86_400_000, 15_000),
  KEEPER_PERIOD_SECONDS: integer(0, 86_400 * 30, 60),
  KEEPER_SLIPPAGE_BPS: integer(0, 5_000, 100),
  KEEPER_PAYOUT_IDS: integer(1, 200, 20),
  KEEPER_RECEIPT_TIMEOUT_MS: integer(1_000, 3_600_000, 60_000),
  KEEPER_FINAL_BLOCKS: integer(1, 10_000, 32),
  KEEPER_THREADS: integer(1, 4096, 16),
  KEEPER_LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "it is not debug, info, warn, error or silent")
    .default("info"),
  KEEPER_PORT: integer(0, 65_535, 9_464),
});

/**
 * Reads the configuration from environment variables.
 *
 * @throws ConfigurationError in one sentence that names every variable that is missing or malformed.
 */
export function parseEnvironment(environment: Record<string, string | undefined>): Config {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return environment[name] === undefined
        ? `${name} is missing (${issue.message})`
        : `${name} is malformed (${issue.message})`;
    });
    throw new ConfigurationError(`${problems.join("; ")}.`);
  }
  const env = parsed.data;
  return {
    rpcUrl: env.MILLRACE_RPC_URL,
    deploymentPath: env.MILLRACE_DEPLOYMENT,
    privateKey: env.KEEPER_PRIVATE_KEY,
    dataDir: env.KEEPER_DATA_DIR,
    senders: env.KEEPER_SENDERS,
    senderBalanceWei: env.KEEPER_SENDER_BALANCE,
    intervalMs: env.KEEPER_INTERVAL_MS,
    periodSeconds: env.KEEPER_PERIOD_SECONDS,
    slippageBps: env.KEEPER_SLIPPAGE_BPS,
    payOutIds: env.KEEPER_PAYOUT_IDS,
    receiptTimeoutMs: env.KEEPER_RECEIPT_TIMEOUT_MS,
    finalBlocks: env.KEEPER_FINAL_BLOCKS,
    threads: env.KEEPER_THREADS,
    logLevel: env.KEEPER_LOG_LEVEL,
    port: env.KEEPER_PORT,
  };
}

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
