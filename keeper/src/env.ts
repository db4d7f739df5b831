import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Address } from "viem";
import type { Config, KeySource } from "./config.ts";
import { ConfigurationError } from "./errors.ts";
import { readConfigFile } from "./read-config-file.ts";
import { type Settings, settingsSchema } from "./settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from environment variables, and from the JSON file that KEEPER_CONFIG names where it is set; a
 * variable comes before the file.
 *
 * @throws ConfigurationError in one sentence that names every setting that is missing or malformed.
 */
export function parseEnvironment(environment: Environment): Config {
  const file = environment.KEEPER_CONFIG;
  const given: Environment = file === undefined ? environment : { ...readConfigFile(file), ...environment };
  const parsed = settingsSchema.safeParse(given);
  const problems = [...missingChoices(given)];
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      problems.push(
        given[name] === undefined
          ? `${name} is missing (${issue.message})`
          : `${name} is malformed (${issue.message})`,
      );
    }
  }
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(`${problems.join("; ")}.`);
  return toConfig(parsed.data);
}

/** What has to be there in one form or another, and what only makes sense together. */
function* missingChoices(given: Environment): Generator<string> {
  if (given.MILLRACE_RPC_URL === undefined && given.KEEPER_RPC_URLS === undefined) {
    yield "MILLRACE_RPC_URL is missing (set it to the JSON-RPC address of the chain, such as http://127.0.0.1:8545, or KEEPER_RPC_URLS to several)";
  }
  const keys = ["KEEPER_PRIVATE_KEY", "KEEPER_KEYSTORE", "KEEPER_SIGNER_URL"].filter((name) => given[name]);
  if (keys.length === 0) {
    yield "KEEPER_PRIVATE_KEY is missing (set it to the private key that owns the keeper's sender accounts, 0x and 64 hex digits, or KEEPER_KEYSTORE or KEEPER_SIGNER_URL)";
  }
  if (keys.length > 1) yield `${keys.join(" and ")} are both set (the key can be in one place only)`;
  const passwords = [given.KEEPER_KEYSTORE_PASSWORD, given.KEEPER_KEYSTORE_PASSWORD_FILE];
  if (given.KEEPER_KEYSTORE !== undefined && passwords.every((value) => value === undefined)) {
    yield "KEEPER_KEYSTORE_PASSWORD_FILE is missing (set it to the file that holds the keystore's password)";
  }
  if (given.KEEPER_SIGNER_URL !== undefined && given.KEEPER_SIGNER_OPERATOR === undefined) {
    yield "KEEPER_SIGNER_OPERATOR is missing (set it to the address of the signer's that funds the others)";
  }
  if (given.KEEPER_DATA_DIR === undefined && given.DATABASE_URL === undefined) {
    yield "KEEPER_DATA_DIR is missing (set it to the path of a directory for the journal, or DATABASE_URL to a Postgres)";
  }
  const nodes = given.KEEPER_RPC_URLS?.split(",").length ?? 1;
  if (Number(given.KEEPER_RPC_QUORUM ?? 1) > nodes) {
    yield `KEEPER_RPC_QUORUM is malformed (it asks for more nodes than the ${nodes} that there are)`;
  }
}

function toConfig(env: Settings): Config {
  const rpcUrls = env.KEEPER_RPC_URLS ?? [env.MILLRACE_RPC_URL as string];
  const dataDir = env.KEEPER_DATA_DIR ?? "";
  if (env.KEEPER_SENDER_FLOOR !== undefined && env.KEEPER_SENDER_FLOOR > env.KEEPER_SENDER_BALANCE) {
    throw new ConfigurationError("KEEPER_SENDER_FLOOR is malformed (it is above KEEPER_SENDER_BALANCE).");
  }
  return {
    rpcUrl: rpcUrls[0] as string,
    rpcUrls,
    rpcQuorum: env.KEEPER_RPC_QUORUM ?? Math.floor(rpcUrls.length / 2) + 1,
    privateRpcUrl: env.KEEPER_PRIVATE_RPC_URL,
    deploymentPath: env.MILLRACE_DEPLOYMENT,
    keys: keySource(env),
    dataDir,
    databaseUrl: env.DATABASE_URL,
    leaseMs: env.KEEPER_LEASE_MS,
    senders: env.KEEPER_SENDERS,
    senderBalanceWei: env.KEEPER_SENDER_BALANCE,
    senderFloorWei: env.KEEPER_SENDER_FLOOR ?? env.KEEPER_SENDER_BALANCE / 2n,
    intervalMs: env.KEEPER_INTERVAL_MS,
    periodSeconds: env.KEEPER_PERIOD_SECONDS,
    slippageBps: env.KEEPER_SLIPPAGE_BPS,
    payOutIds: env.KEEPER_PAYOUT_IDS,
    receiptTimeoutMs: env.KEEPER_RECEIPT_TIMEOUT_MS,
    replaceAfterMs: env.KEEPER_REPLACE_AFTER_MS,
    maxReplacements: env.KEEPER_MAX_REPLACEMENTS,
    maxFeePerGas: env.KEEPER_MAX_FEE_GWEI,
    finalBlocks: env.KEEPER_FINAL_BLOCKS,
    threads: env.KEEPER_THREADS,
    fuseGas: env.KEEPER_FUSE_GAS,
    economics: {
      gates: env.KEEPER_GATES,
      prices: env.KEEPER_PRICES,
      receivers: env.KEEPER_RECEIVERS,
      budgetWeiPerDay: env.KEEPER_BUDGET_PER_DAY,
    },
    sets: { provenAfter: env.KEEPER_SETS_PROVEN_AFTER, sampleEvery: env.KEEPER_SETS_SAMPLE_EVERY },
    breakers: {
      dailyLossWei: env.KEEPER_MAX_DAILY_LOSS,
      revertPercent: env.KEEPER_MAX_REVERT_PERCENT,
      priceDeviationBps: env.KEEPER_MAX_PRICE_DEVIATION_BPS,
      baseFeeWei: env.KEEPER_MAX_BASE_FEE_GWEI,
      disagreements: env.KEEPER_MAX_DISAGREEMENTS,
    },
    dryRun: env.KEEPER_DRY_RUN,
    halt: env.KEEPER_HALT,
    haltFile: env.KEEPER_HALT_FILE ?? (isDirectory(dataDir) ? `${resolve(dataDir)}.halt` : undefined),
    logLevel: env.KEEPER_LOG_LEVEL,
    port: env.KEEPER_PORT,
  };
}

function isDirectory(dataDir: string): boolean {
  return dataDir !== "" && dataDir !== "memory://";
}

function keySource(env: Settings): KeySource {
  if (env.KEEPER_PRIVATE_KEY !== undefined) return { kind: "privateKey", privateKey: env.KEEPER_PRIVATE_KEY };
  if (env.KEEPER_KEYSTORE !== undefined) {
    return { kind: "keystore", path: env.KEEPER_KEYSTORE, password: passwordOf(env) };
  }
  return {
    kind: "signer",
    url: env.KEEPER_SIGNER_URL as string,
    operator: env.KEEPER_SIGNER_OPERATOR as Address,
  };
}

function passwordOf(env: Settings): string {
  if (env.KEEPER_KEYSTORE_PASSWORD !== undefined) return env.KEEPER_KEYSTORE_PASSWORD;
  const path = env.KEEPER_KEYSTORE_PASSWORD_FILE as string;
  try {
    // Editors end a file with a line break, which is no part of the password.
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new ConfigurationError(`KEEPER_KEYSTORE_PASSWORD_FILE ${path} cannot be read.`, { cause });
  }
}
