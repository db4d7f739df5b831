import { orderBookAbi } from "@millrace/sdk/abis/orderBookAbi";
import { readDeployment } from "@millrace/sdk/deployment";
import { ORDER_KIND, type Order, orderTypedData } from "@millrace/sdk/order";
import { createWalletClient, type Hex, http, type LocalAccount, zeroAddress } from "viem";
import { type ChainClient, rpcUrl } from "./stack.ts";

/** A wallet of an account of the tests, for what no page is asked to do. */
export function walletOf(client: ChainClient, account: LocalAccount) {
  return createWalletClient({ account, chain: client.chain, transport: http(rpcUrl) });
}

/** Waits until a transaction is mined. */
export async function mined(client: ChainClient, hash: Promise<Hex>) {
  return client.waitForTransactionReceipt({ hash: await hash });
}

type Fields = Pick<Order, "collection" | "id" | "price"> & Partial<Order>;

/** Signs and publishes orders as their maker would by the page: sales for a day, where nothing else is said. */
export async function publishOrders(
  client: ChainClient,
  maker: LocalAccount,
  wanted: readonly Fields[],
): Promise<Order[]> {
  const { marketplace, orderBook, chainId } = readDeployment(process.env.MILLRACE_DEPLOYMENT ?? "");
  const { timestamp } = await client.getBlock();
  const wallet = walletOf(client, maker);
  const orders: Order[] = [];
  const hashes: Hex[] = [];
  for (const fields of wanted) {
    const order: Order = {
      ...{ kind: ORDER_KIND.SALE, maker: maker.address, taker: zeroAddress, currency: zeroAddress },
      ...{ minProceeds: 0n, minStake: 0n, minSeconds: 0, maxSeconds: 0, start: 0n, end: timestamp + 86_400n },
      ...{ nonce: fields.id, counter: 0n, ...fields },
    };
    orders.push(order);
    const signature = await maker.signTypedData(orderTypedData(order, { chainId, marketplace }));
    hashes.push(
      await wallet.writeContract({
        ...{ address: orderBook, abi: orderBookAbi, functionName: "publish", args: [order, signature] },
      }),
    );
  }
  for (const hash of hashes) await client.waitForTransactionReceipt({ hash });
  return orders;
}
