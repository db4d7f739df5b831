"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import type { Address } from "viem";
import { TransactionButton } from "#components/transaction-button";
import { contractCall } from "#lib/contract-call";

/** Takes reserved items off the rental market, or puts those back that were; a running rental keeps its time. */
export function RecallForm({
  vault,
  open,
  recalled,
}: {
  vault: Address;
  /** Those that may be rented. While there is one, they are what is called back. */
  open: readonly bigint[];
  recalled: readonly bigint[];
}) {
  const back = open.length === 0;
  const ids = back ? recalled : open;
  return (
    <TransactionButton
      steps={[
        {
          title: back ? "Rent out again" : "Rent out no longer",
          call: contractCall({
            address: vault,
            abi: nftVaultAbi,
            functionName: "recall",
            args: [ids, !back],
          }),
          // What the button does next is the opposite, so it says itself what it did.
          tell: () => (back ? "For rent again." : "Called back."),
        },
      ]}
      blocked={ids.length === 0 ? "Choose reserved items" : undefined}
      success=""
    />
  );
}
