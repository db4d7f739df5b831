import type { Abi, Address, ContractFunctionArgs, ContractFunctionName } from "viem";

/** A call that a wallet may be asked to send; `contractCall` makes one with its types checked. */
export interface ContractCall {
  address: Address;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
}

/** One transaction of a form. Its title is what the button says: "Approve USDC". */
export interface TransactionStep {
  title: string;
  call: ContractCall;
}

/** Checks a call's function and arguments against its ABI. */
export function contractCall<
  const abi extends Abi,
  name extends ContractFunctionName<abi, "nonpayable" | "payable">,
>(call: {
  address: Address;
  abi: abi;
  functionName: name;
  args: ContractFunctionArgs<abi, "nonpayable" | "payable", name>;
}): ContractCall {
  return { ...call, functionName: call.functionName as string, args: call.args as readonly unknown[] };
}
