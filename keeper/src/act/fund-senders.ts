import { type Address, formatEther, type Hex, keccak256, type TransactionSerializableEIP1559 } from "viem";
import type { Chain } from "../chain.ts";
import { SenderError } from "../errors.ts";
import type { Log } from "../log.ts";
import { currentFees } from "./fees.ts";
import type { Sender } from "./senders.ts";
import type { ActContext } from "./types.ts";
import { waitForReceipts } from "./wait-for-receipts.ts";

/** A plain transfer takes 21,000 gas; some chains add to it for the first use of an account. */
const transferGas = 100_000n;

export interface FundSendersParameters {
  readonly chain: Chain;
  readonly log: Log;
  readonly operator: Sender;
  /** What a sender is topped up to, in wei, and the least that it may have before that. */
  readonly balanceWei: bigint;
  readonly floorWei: bigint;
  readonly maxFeePerGas: bigint;
  readonly receiptTimeoutMs: number;
  readonly guard: ActContext["guard"];
  /** Throws where another replica has taken over. */
  readonly check: () => Promise<void>;
}

export interface FundSendersReturnType {
  /** Those that have at least the floor. */
  readonly funded: Sender[];
  readonly operatorWei: bigint;
  /** What the poorest sender has. */
  readonly leastWei: bigint;
}

/**
 * Tops up senders that are below the floor, and tells which are above it then.
 *
 * @remarks The payments take the nonces from the operator's latest on: one of an earlier run that is stuck is replaced by
 * them, so at most one of both is made.
 * @throws SenderError where no sender can be funded.
 */
export async function fundSenders(
  parameters: FundSendersParameters,
  senders: readonly Sender[],
): Promise<FundSendersReturnType> {
  const { chain, log, operator, balanceWei, floorWei } = parameters;
  if (senders.length === 0) throw new SenderError("There is no sender to fund.");
  const balancesOf = () => Promise.all(senders.map(({ address }) => chain.client.getBalance({ address })));
  const [operatorWei, before] = await Promise.all([
    chain.client.getBalance({ address: operator.address }),
    balancesOf(),
  ]);
  const wanted = senders.flatMap(({ address: to }, index) => {
    const balance = before[index] ?? 0n;
    return balance < floorWei ? [{ to, value: balanceWei - balance }] : [];
  });
  // As many as the operator can pay for, so that one more is not what keeps all from working.
  let left = operatorWei;
  const payments = wanted.filter(({ value }) => {
    left -= value;
    return left > 0n;
  });
  if (payments.length < wanted.length) {
    log.error(
      {
        operator: operator.address,
        ether: formatEther(operatorWei),
        unfunded: wanted.length - payments.length,
      },
      "the operator cannot fund all senders: send it more",
    );
  }
  if (payments.length > 0) await pay(parameters, payments);

  const after = payments.length === 0 ? before : await balancesOf();
  const funded = senders.filter((_, index) => (after[index] ?? 0n) >= floorWei);
  if (funded.length === 0) {
    throw new SenderError(
      `The operator ${operator.address} has ${formatEther(operatorWei)} ether, and none of its senders has ${formatEther(floorWei)}: send it more, or lower KEEPER_SENDER_BALANCE or KEEPER_SENDERS.`,
      { retryable: payments.length > 0 },
    );
  }
  const [leastWei = 0n] = [...after].sort((a, b) => (a < b ? -1 : 1));
  return { funded, operatorWei, leastWei };
}

async function pay(
  { chain, log, operator, maxFeePerGas, receiptTimeoutMs, guard, check }: FundSendersParameters,
  payments: readonly { to: Address; value: bigint }[],
): Promise<void> {
  const [nonce, fees] = await Promise.all([
    chain.client.getTransactionCount({ address: operator.address }),
    currentFees(chain, maxFeePerGas),
  ]);
  const signed: Hex[] = await Promise.all(
    payments.map((payment, index) => {
      const transaction: TransactionSerializableEIP1559 = {
        ...{ ...payment, type: "eip1559", chainId: chain.id, nonce: nonce + index },
        ...{ gas: transferGas, ...fees },
      };
      guard(transaction, operator.address);
      return operator.signTransaction(transaction);
    }),
  );
  await check();
  const sent = await Promise.allSettled(signed.map((transaction) => chain.sendRaw(transaction)));
  const hashes = signed.map((raw) => keccak256(raw));
  const receipts = await waitForReceipts(chain, hashes, receiptTimeoutMs);
  if (receipts.size < hashes.length) {
    const refused = sent.find((answer) => answer.status === "rejected");
    log.error(
      {
        operator: operator.address,
        missing: hashes.length - receipts.size,
        refused: String(refused?.reason ?? ""),
      },
      "payments to senders were not mined in time: they are made anew",
    );
  } else {
    log.info({ payments: hashes.length }, "senders funded");
  }
}
