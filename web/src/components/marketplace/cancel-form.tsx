"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { useReadContract } from "wagmi";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { OrderPrice } from "#components/marketplace/order-price";
import { TransactionButton } from "#components/transaction-button";
import { contractCall } from "#lib/contract-call";
import type { PublishedOrder } from "#lib/order-view";

/** Makes one of the account's own orders void on the chain: whoever kept its signature can't use it any more. */
export function CancelForm({ order }: { order: PublishedOrder }) {
  const { marketplace } = usePublicConfig();
  const used = useReadContract({
    address: marketplace,
    abi: marketplaceAbi,
    functionName: "isUsed",
    args: [order.maker, order.nonce],
  });
  return (
    <div className="space-y-4">
      <FactList facts={[{ name: "Price", value: <OrderPrice {...order} /> }]} />
      <TransactionButton
        steps={[
          {
            title: "Cancel the order",
            call: contractCall({
              address: marketplace,
              abi: marketplaceAbi,
              functionName: "cancel",
              args: [[order.nonce]],
            }),
          },
        ]}
        blocked={used.data ? "It is void" : undefined}
        success="Cancelled."
      />
    </div>
  );
}
