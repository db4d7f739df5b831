import { readFileSync } from "node:fs";
import { isAddressEqual } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { deriveSenders, type Sender } from "../act/senders.ts";
import type { KeySource } from "../config.ts";
import { ConfigurationError } from "../errors.ts";
import { connectSigner } from "./connect-signer.ts";
import { decryptKeystore } from "./decrypt-keystore.ts";

export interface Keys {
  /** Funds the senders. */
  readonly operator: Sender;
  readonly senders: readonly Sender[];
}

/**
 * The accounts of the keeper: the operator and senders derived from its key, or those of an external signer.
 *
 * @param count How many senders are wanted.
 * @throws ConfigurationError where the keystore cannot be opened, or the signer has not enough accounts.
 */
export async function openKeys(source: KeySource, count: number): Promise<Keys> {
  if (source.kind !== "signer") {
    const key = source.kind === "privateKey" ? source.privateKey : readKeystore(source.path, source.password);
    return { operator: privateKeyToAccount(key), senders: deriveSenders(key, count) };
  }
  const accounts = await connectSigner(source.url);
  const operator = accounts.find(({ address }) => isAddressEqual(address, source.operator));
  const senders = accounts.filter((account) => account !== operator).slice(0, count);
  if (operator === undefined) {
    throw new ConfigurationError(`The signer has no key of KEEPER_SIGNER_OPERATOR ${source.operator}.`);
  }
  if (senders.length === 0) {
    throw new ConfigurationError(
      "The signer has no key besides the operator's: give it one for each sender.",
    );
  }
  return { operator, senders };
}

function readKeystore(path: string, password: string) {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new ConfigurationError(`KEEPER_KEYSTORE ${path} cannot be read.`, { cause });
  }
  return decryptKeystore(json, password);
}
