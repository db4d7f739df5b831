import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import type { ContractFunctionArgs, LocalAccount } from "viem";
import { type Address, getAbiItem, type TypedData, zeroAddress } from "viem";

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

const [orderInput] = getAbiItem({ abi: marketplaceAbi, name: "hashOrder" }).inputs;
/** The struct as the contract has it, whose members are in the order in which they are signed. */
const ORDER_TYPES: TypedData = { Order: orderInput.components.map(({ name, type }) => ({ name, type })) };

/** A sale as its maker signs it, filled for `to`. */
export async function signSale(parameters: SignSaleParameters): Promise<Fill> {
  const { chainId, marketplace, maker, collection, id, currency, price, to } = parameters;
  const order = {
    ...{ kind: 0, maker: maker.address, taker: zeroAddress, collection, id, currency, price },
    ...{ minProceeds: 0n, minStake: 0n, minSeconds: 0, maxSeconds: 0, start: 0n, end: FOREVER },
    ...{ nonce: id, counter: 0n },
  };
  const signature = await maker.signTypedData({
    domain: { name: "Millrace Marketplace", version: "1", chainId, verifyingContract: marketplace },
    types: ORDER_TYPES,
    primaryType: "Order",
    message: order,
  });
  return { order, signature, id, durationSeconds: 0n, minProceeds: 0n, to };
}
