import {
  type Address,
  getAddress,
  type Hex,
  isAddressEqual,
  numberToHex,
  parseTransaction,
  recoverTransactionAddress,
  type TransactionSerializableEIP1559,
} from "viem";
import { z } from "zod";
import type { Sender } from "../act/senders.ts";
import { SignerError } from "../errors.ts";

const answerSchema = z.object({
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

const timeoutMs = 10_000;

/**
 * The accounts of a web3signer, by its eth1 JSON-RPC: `eth_accounts` and `eth_signTransaction`
 * (https://docs.web3signer.consensys.io/reference/api/json-rpc). The keys never leave it.
 *
 * @throws SignerError where it does not answer.
 */
export async function connectSigner(url: string): Promise<Sender[]> {
  const addresses = z.array(z.string()).parse(await ask(url, "eth_accounts", []));
  return addresses.map((address) => signerOf(url, getAddress(address)));
}

function signerOf(url: string, address: Address): Sender {
  return {
    address,
    async signTransaction(transaction) {
      const answer = await ask(url, "eth_signTransaction", [toRequest(address, transaction)]);
      const raw = z.string().startsWith("0x02").parse(answer) as Hex;
      await requireSame(raw as `0x02${string}`, address, transaction);
      return raw;
    },
  };
}

/** A signer is trusted with the key, not with what is sent: another transaction than the one asked for is refused. */
async function requireSame(
  raw: `0x02${string}`,
  address: Address,
  asked: TransactionSerializableEIP1559,
): Promise<void> {
  const signed = parseTransaction(raw);
  const same =
    signed.chainId === asked.chainId &&
    signed.nonce === asked.nonce &&
    signed.gas === asked.gas &&
    (signed.value ?? 0n) === (asked.value ?? 0n) &&
    (signed.data ?? "0x") === (asked.data ?? "0x") &&
    signed.maxFeePerGas === asked.maxFeePerGas &&
    (signed.maxPriorityFeePerGas ?? 0n) === (asked.maxPriorityFeePerGas ?? 0n) &&
    (signed.accessList ?? []).length === 0 &&
    isAddressEqual(signed.to as Address, asked.to as Address);
  const from = await recoverTransactionAddress({ serializedTransaction: raw });
  if (!same || !isAddressEqual(from, address)) {
    throw new SignerError(`The signer signed another transaction than it was asked to, for ${address}.`);
  }
}

function toRequest(from: Address, transaction: TransactionSerializableEIP1559): Record<string, string> {
  const { to, data, value, gas, nonce, maxFeePerGas, maxPriorityFeePerGas, chainId } = transaction;
  return {
    ...{ from, to: to as Address, data: data ?? "0x", chainId: numberToHex(chainId) },
    ...{ value: numberToHex(value ?? 0n), gas: numberToHex(gas ?? 0n), nonce: numberToHex(nonce ?? 0) },
    maxFeePerGas: numberToHex(maxFeePerGas ?? 0n),
    maxPriorityFeePerGas: numberToHex(maxPriorityFeePerGas ?? 0n),
  };
}

async function ask(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  let answer: z.infer<typeof answerSchema>;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    answer = answerSchema.parse(await response.json());
  } catch (cause) {
    throw new SignerError(`No answer from the signer at ${url}: start it, or correct KEEPER_SIGNER_URL.`, {
      cause,
      retryable: true,
    });
  }
  if (answer.error !== undefined) {
    throw new SignerError(`The signer refused ${method}: ${answer.error.message}.`, { retryable: true });
  }
  return answer.result;
}
