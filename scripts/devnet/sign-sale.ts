import type { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { ORDER_KIND, type Order, orderTypedData } from "@millrace/sdk/order";
import { type Address, type ContractFunctionArgs, type LocalAccount, zeroAddress } from "viem";

export type Fill = ContractFunctionArgs<typeof marketplaceAbi, "payable", "fill">[0];

export interface SignSaleParameters {
  chainId: number;
  marketplace: Address;
  maker: LocalAccount;
  collection: Address;
  id: bigint;
  currency: Address;
  price: bigint;
  to: Address;
}

const FOREVER = 2n ** 40n;

/** A sale as its maker signs it, filled for `to`. */
export async function signSale(parameters: SignSaleParameters): Promise<Fill> {
  const { chainId, marketplace, maker, collection, id, currency, price, to } = parameters;
  const order: Order = {
    ...{ kind: ORDER_KIND.SALE, maker: maker.address, taker: zeroAddress, collection, id, currency, price },
    ...{ minProceeds: 0n, minStake: 0n, minSeconds: 0, maxSeconds: 0, start: 0n, end: FOREVER },
    ...{ nonce: id, counter: 0n },
  };
  const signature = await maker.signTypedData(orderTypedData(order, { chainId, marketplace }));
  return { order, signature, id, durationSeconds: 0n, minProceeds: 0n, to };
}
