import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import {
  type Address,
  decodeFunctionData,
  formatEther,
  getAddress,
  type Hex,
  type TransactionSerializableEIP1559,
} from "viem";
import { accessManagerAbi } from "../act/grant-roles.ts";
import { ForbiddenError } from "../errors.ts";

export interface CreateGuardParameters {
  readonly chainId: number;
  readonly executor: Address;
  readonly accessManager: Address;
  readonly operator: Address;
  readonly senders: readonly Address[];
  /** The most that one payment to a sender may be, in wei. */
  readonly maxPaymentWei: bigint;
  readonly maxFeePerGas: bigint;
  /** Whether the deployment lists a function for keepers. */
  isListed(target: Address, selector: Hex): boolean;
}

export type Guard = (transaction: TransactionSerializableEIP1559, from: Address) => void;

/**
 * What stands between the keeper and its keys: signs nothing but jobs that the deployment lists, transactions that only
 * use a nonce, payments of the operator to its senders, and the grant of their role.
 *
 * @remarks It looks at the transaction itself, not at what some part of the keeper says of it.
 */
export function createGuard(parameters: CreateGuardParameters): Guard {
  const { chainId, executor, accessManager, operator, maxPaymentWei, maxFeePerGas, isListed } = parameters;
  const senders = new Set(parameters.senders.map((address) => getAddress(address)));

  return (transaction, from) => {
    const { to, data = "0x", value = 0n } = transaction;
    const refuse = (why: string) => {
      throw new ForbiddenError(`Refused to sign a transaction of ${from} to ${to ?? "nothing"}: ${why}.`);
    };
    if (transaction.chainId !== chainId) refuse(`it is for chain ${transaction.chainId}`);
    if (to === undefined || to === null) return refuse("it creates a contract");
    if ((transaction.maxFeePerGas ?? 0n) > maxFeePerGas) refuse("it offers more than KEEPER_MAX_FEE_GWEI");
    const target = getAddress(to);

    if (getAddress(from) === getAddress(operator)) {
      if (senders.has(target) && data === "0x") {
        if (value > maxPaymentWei) refuse(`it pays ${formatEther(value)} ether`);
        return;
      }
      if (target === getAddress(accessManager) && value === 0n && grantsToSendersOnly(data, senders)) return;
      refuse("an operator only funds its senders and grants them their role");
    }

    if (!senders.has(getAddress(from))) refuse("it is no sender of this keeper");
    if (value !== 0n) refuse(`it pays ${formatEther(value)} ether`);
    if (target === getAddress(from) && data === "0x") return;
    if (target !== getAddress(executor)) refuse("a sender only calls the executor");
    const jobs = jobsOf(data);
    if (jobs === undefined) return refuse("it is no call of execute");
    for (const job of jobs) {
      const selector = job.data.slice(0, 10) as Hex;
      if (!isListed(job.target, selector)) refuse(`${selector} of ${job.target} is not on the list`);
      const paid = bountyReceiverOf(job.data);
      if (paid !== undefined && getAddress(paid) !== getAddress(from)) refuse(`its bounties go to ${paid}`);
    }
  };
}

function jobsOf(data: Hex): readonly { target: Address; data: Hex }[] | undefined {
  try {
    const call = decodeFunctionData({ abi: executorAbi, data });
    return call.functionName === "execute" || call.functionName === "executeEach" ? call.args[1] : undefined;
  } catch {
    return undefined;
  }
}

/** Whom a payout sends what positions offer for it. */
function bountyReceiverOf(data: Hex): Address | undefined {
  try {
    const call = decodeFunctionData({ abi: gaugeAbi, data });
    return call.functionName === "payOutWithBounty" ? call.args[1] : undefined;
  } catch {
    return undefined;
  }
}

function grantsToSendersOnly(data: Hex, senders: ReadonlySet<Address>): boolean {
  try {
    const call = decodeFunctionData({ abi: accessManagerAbi, data });
    if (call.functionName !== "multicall") return false;
    return call.args[0].every((inner) => {
      const grant = decodeFunctionData({ abi: accessManagerAbi, data: inner });
      return grant.functionName === "grantRole" && senders.has(getAddress(grant.args[1]));
    });
  } catch {
    return false;
  }
}
