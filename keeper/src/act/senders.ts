import {
  type Address,
  encodePacked,
  type Hex,
  keccak256,
  type PrivateKeyAccount,
  type TransactionSerializableEIP1559,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";

/** How many senders a keeper has where KEEPER_SENDERS does not say; no batch has more jobs than it has senders. */
export const DEFAULT_SENDERS = 128;

/** An account that signs: a key in this process, or one behind an external signer. */
export interface Sender {
  readonly address: Address;
  signTransaction(transaction: TransactionSerializableEIP1559): Promise<Hex>;
}

/**
 * The accounts that send a keeper's jobs, all derived from the operator's key, so that one secret is kept and the same
 * key gives the same senders everywhere.
 */
export function deriveSenders(privateKey: Hex, count: number): PrivateKeyAccount[] {
  return Array.from({ length: count }, (_, index) =>
    privateKeyToAccount(
      keccak256(
        encodePacked(["string", "bytes32", "uint256"], ["millrace keeper sender", privateKey, BigInt(index)]),
      ),
    ),
  );
}
