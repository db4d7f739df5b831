import type { Address, Hex, TypedDataDomain } from "viem";

/** The kinds of orders, as the marketplace counts. */
export const ORDER_KIND = { SALE: 0, OFFER: 1, COLLECTION_OFFER: 2, RENTAL: 3 } as const;

export type OrderKindName = keyof typeof ORDER_KIND;

/** What a maker signs; see `Order` of `IMarketplace` for units. */
export type Order = {
  kind: number;
  maker: Address;
  taker: Address;
  collection: Address;
  id: bigint;
  currency: Address;
  price: bigint;
  minProceeds: bigint;
  minStake: bigint;
  minSeconds: number;
  maxSeconds: number;
  start: bigint;
  end: bigint;
  nonce: bigint;
  counter: bigint;
};

export type SignedOrder = { order: Order; signature: Hex };

const types = {
  Order: [
    { name: "kind", type: "uint8" },
    { name: "maker", type: "address" },
    { name: "taker", type: "address" },
    { name: "collection", type: "address" },
    { name: "id", type: "uint256" },
    { name: "currency", type: "address" },
    { name: "price", type: "uint256" },
    { name: "minProceeds", type: "uint256" },
    { name: "minStake", type: "uint256" },
    { name: "minSeconds", type: "uint32" },
    { name: "maxSeconds", type: "uint32" },
    { name: "start", type: "uint64" },
    { name: "end", type: "uint64" },
    { name: "nonce", type: "uint256" },
    { name: "counter", type: "uint256" },
  ],
} as const;

/** The EIP-712 data of an order, for `signTypedData`. */
export function orderTypedData(
  order: Order,
  { chainId, marketplace }: { chainId: number; marketplace: Address },
) {
  const domain = {
    name: "Millrace Marketplace",
    version: "1",
    chainId,
    verifyingContract: marketplace,
  } satisfies TypedDataDomain;
  return { domain, types, primaryType: "Order", message: order } as const;
}
