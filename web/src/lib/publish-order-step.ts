import { orderBookAbi } from "@millrace/sdk/abis/orderBookAbi";
import { type Order, orderTypedData } from "@millrace/sdk/order";
import type { TypedDataDefinition } from "viem";
import { contractCall, type SignedCallStep } from "./contract-call.ts";
import type { PublicConfig } from "./public-config.ts";

/** Signs an order in its maker's wallet, and makes it known to everyone. */
export function publishOrderStep(
  title: string,
  order: Order,
  { chain, marketplace, orderBook }: Pick<PublicConfig, "chain" | "marketplace" | "orderBook">,
): SignedCallStep {
  return {
    title,
    sign: orderTypedData(order, { chainId: chain.id, marketplace }) as TypedDataDefinition,
    call: (signature) =>
      contractCall({
        address: orderBook,
        abi: orderBookAbi,
        functionName: "publish",
        args: [order, signature],
      }),
  };
}
