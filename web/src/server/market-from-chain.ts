import { type Address, isAddressEqual, zeroAddress } from "viem";
import {
  type FateLog,
  fateEvents,
  openOrdersOf,
  orderKindOf,
  type PlacedOrder,
  publishEvent,
} from "#lib/order-log";
import type { Trade } from "#lib/order-view";
import { chainClient } from "#server/chain-client";
import { deployment } from "#server/config";
import { tokensFromChain } from "#server/token-from-chain";

/** What is traded, read from the chain alone: the order book is events, so nothing of it is lost with the indexer. */
export interface Market {
  /** Of the last block, in Unix seconds. */
  time: bigint;
  /** Those that are open, newest first. */
  orders: PlacedOrder[];
  /** The latest trades of a collection, or of one of its items, or of all, newest first. */
  trades: (of: { collection?: Address | undefined; tokenId?: bigint }, count: number) => Promise<Trade[]>;
}

export async function marketFromChain(): Promise<Market> {
  const client = chainClient();
  const { orderBook, marketplace, startBlock } = deployment();
  const fromBlock = BigInt(startBlock);
  const [published, fates, { timestamp }] = await Promise.all([
    client.getLogs({ address: orderBook, event: publishEvent, fromBlock, strict: true }),
    client.getLogs({ address: marketplace, events: fateEvents, fromBlock, strict: true }),
    client.getBlock(),
  ]);
  const fills = fates.flatMap((log) => (log.eventName === "FillOrder" ? [log] : [])).reverse();
  const ends = rentalEnds(fates);
  const tokens = await tokensFromChain(
    client,
    [...published.map(({ args }) => args.order.currency), ...fills.map(({ args }) => args.currency)].filter(
      (currency) => !isAddressEqual(currency, zeroAddress),
    ),
  );
  return {
    time: timestamp,
    orders: openOrdersOf(published, fates, tokens, timestamp),
    async trades({ collection, tokenId }, count) {
      const theirs = fills.filter(
        ({ args }) =>
          (collection === undefined || isAddressEqual(args.collection, collection)) &&
          (tokenId === undefined || args.id === tokenId),
      );
      return Promise.all(
        theirs.slice(0, count).map(async ({ args, blockNumber, transactionHash }) => ({
          kind: orderKindOf(args.kind) ?? "SALE",
          ...{ maker: args.maker, taker: args.taker, collection: args.collection, tokenId: args.id },
          ...{ currency: tokens.get(args.currency) ?? null, price: args.price, royalty: args.royalty },
          expires: ends.get(args.orderHash) ?? null,
          ...{ timestamp: (await client.getBlock({ blockNumber })).timestamp, transactionHash },
        })),
      );
    },
  };
}

/** The last seconds of rentals, by the orders that they are of. */
function rentalEnds(fates: readonly FateLog[]): Map<string, bigint> {
  return new Map(
    fates.flatMap((log) => (log.eventName === "RentOrder" ? [[log.args.orderHash, log.args.expires]] : [])),
  );
}
