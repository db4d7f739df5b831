import type { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { ORDER_KIND } from "@millrace/sdk/order";
import type { Address, ContractFunctionArgs, LocalAccount } from "viem";
import { signOrder } from "./sign-order.ts";

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

/** A sale as its maker signs it, filled for `to`. */
export async function signSale(parameters: SignSaleParameters): Promise<Fill> {
  const { chainId, marketplace, maker, collection, id, currency, price, to } = parameters;
  const terms = { kind: ORDER_KIND.SALE, collection, id, currency, price, nonce: id };
  const signed = await signOrder(maker, { chainId, marketplace }, terms);
  return { ...signed, id, durationSeconds: 0n, minProceeds: 0n, to };
}
