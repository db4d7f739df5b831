"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { zeroAddress } from "viem";
import { AddressLink } from "#components/address-link";
import { DevnetFaucet } from "#components/devnet-faucet";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { OrderPrice } from "#components/marketplace/order-price";
import { ItemImage } from "#components/nft/item-image";
import { TransactionButton } from "#components/transaction-button";
import { useSaleProblem } from "#hooks/use-sale-problem";
import { useTokenAccount } from "#hooks/use-token-account";
import { useWallet } from "#hooks/use-wallet";
import { approveSteps } from "#lib/approve-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { orderFill } from "#lib/order-fill";
import type { PublishedOrder } from "#lib/order-view";

/** Buys an item that is for sale. */
export function BuyForm({ order, promised }: { order: PublishedOrder; promised: bigint }) {
  const { marketplace } = usePublicConfig();
  const { address } = useWallet();
  const { currency, price } = order;
  const account = useTokenAccount(currency?.address ?? zeroAddress, marketplace);
  const { known, problem } = useSaleProblem(order);

  const blocked =
    order.taker !== null && order.taker !== address
      ? "It is for another account"
      : (problem ??
        (!known
          ? "Asking the chain…"
          : currency && account && account.balance < price
            ? `Not enough ${currency.symbol}`
            : undefined));
  const steps: TransactionStep[] = [];
  if (address && blocked === undefined && (account || !currency)) {
    if (account && currency) {
      // What open offers may take stays approved: a purchase uses up the same approval.
      steps.push(...approveSteps(currency, marketplace, promised + price, account.allowance));
    }
    steps.push({
      title: `Buy #${order.tokenId}`,
      call: contractCall({
        address: marketplace,
        abi: marketplaceAbi,
        functionName: "fill",
        args: [orderFill(order, { id: order.tokenId, minProceeds: 0n, to: address })],
        ...(!currency && { value: price }),
      }),
    });
  }

  return (
    <div className="space-y-4">
      <ItemImage collection={order.collection} tokenId={order.tokenId} className="mx-auto max-w-48" />
      <FactList
        facts={[
          { name: "Seller", value: <AddressLink address={order.maker} /> },
          { name: "You pay", value: <OrderPrice {...order} /> },
        ]}
      />
      {currency && account?.balance === 0n && <DevnetFaucet token={currency} to={account.address} />}
      <TransactionButton steps={steps} blocked={blocked} success="Bought. It is yours." />
    </div>
  );
}
