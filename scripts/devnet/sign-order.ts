import { type Order, orderTypedData, type SignedOrder } from "@millrace/sdk/order";
import { type Address, type LocalAccount, zeroAddress } from "viem";

const FOREVER = 2n ** 40n;

/** An order as its maker signs it: for anyone and without end, where nothing else is said. */
export async function signOrder(
  maker: LocalAccount,
  domain: { chainId: number; marketplace: Address },
  fields: Pick<Order, "kind" | "collection" | "id" | "currency" | "price" | "nonce"> & Partial<Order>,
): Promise<SignedOrder> {
  const order: Order = {
    ...{ maker: maker.address, taker: zeroAddress, minProceeds: 0n, minStake: 0n },
    ...{ minSeconds: 0, maxSeconds: 0, start: 0n, end: FOREVER, counter: 0n, ...fields },
  };
  return { order, signature: await maker.signTypedData(orderTypedData(order, domain)) };
}
