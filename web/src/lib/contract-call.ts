import type {
  Abi,
  Address,
  ContractFunctionArgs,
  ContractFunctionName,
  Hex,
  TransactionReceipt,
  TypedDataDefinition,
} from "viem";

/** A call that a wallet may be asked to send; `contractCall` makes one with its types checked. */
export interface ContractCall {
  address: Address;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
  /** In wei; nothing where it isn't given. */
  value?: bigint;
}

/** One transaction of a form. Its title is what the button says: "Approve USDC". */
export interface CallStep {
  title: string;
  call: ContractCall;
  /**
   * The calls that this one makes and survives the failure of, each with a like share of its gas: no estimate of the
   * whole tells what they need, since with too little of it they all fail and the whole does not.
   */
  parts?: readonly ContractCall[];
  /** What the receipt says, where that is more than that it was mined. */
  tell?: (receipt: TransactionReceipt) => string;
}

/** A transaction that carries what the wallet signs for it first; the signature alone costs nothing. */
export interface SignedCallStep {
  title: string;
  sign: TypedDataDefinition;
  call: (signature: Hex) => ContractCall;
}

export type TransactionStep = CallStep | SignedCallStep;

/** Checks a call's function and arguments against its ABI. */
export function contractCall<
  const abi extends Abi,
  name extends ContractFunctionName<abi, "nonpayable" | "payable">,
>(call: {
  address: Address;
  abi: abi;
  functionName: name;
  args: ContractFunctionArgs<abi, "nonpayable" | "payable", name>;
  value?: bigint;
}): ContractCall {
  return { ...call, functionName: call.functionName as string, args: call.args as readonly unknown[] };
}
