import { type Address, erc721Abi } from "viem";
import { contractCall, type TransactionStep } from "./contract-call.ts";

/** The step that lets `operator` move the owner's items of a collection: none where it may already. */
export function approveCollectionSteps(
  collection: Address,
  operator: Address,
  approved: boolean,
): TransactionStep[] {
  if (approved) return [];
  const call = contractCall({
    address: collection,
    abi: erc721Abi,
    functionName: "setApprovalForAll",
    args: [operator, true],
  });
  return [{ title: "Approve the collection", call }];
}
