import { type Address, zeroAddress } from "viem";
import { z } from "zod";
import { type OrderFilter, type OrderSection, orderSections } from "#lib/order-filter";
import { orderPageOf } from "#lib/order-log";
import type { OrderPage, OrderQuery } from "#lib/order-query";
import { type Collection, type Trade, trade } from "#lib/order-view";
import { parseAmount } from "#lib/parse-amount";
import { pricePerSecondWad } from "#lib/rental-price";
import type { Token } from "#lib/scalars";
import {
  collectionAnswer,
  collectionFields,
  collectionsFromChain,
  knownCollections,
} from "#server/collections";
import { publicConfig } from "#server/config";
import { queryIndexer } from "#server/indexer";
import { marketFromChain } from "#server/market-from-chain";
import { openOrders } from "#server/orders";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

/** Orders on a page of a list. */
const PAGE_SIZE = 24;

/** How many trades show, the latest. */
const TRADES = 12;

/** What a query asks of a trade. */
export const tradeFields = `kind maker taker collection tokenId currency { address symbol name decimals } price royalty
  expires timestamp transactionHash`;

export interface MarketplacePage {
  collections: Collection[];
  /** What prices may be in, besides the native coin. */
  currencies: Token[];
  /** What the list of the filter asks for, and its first page. */
  query: OrderQuery;
  page: OrderPage;
  /** How many orders each list has with the same filter. */
  counts: Record<OrderSection, number>;
  trades: Trade[];
}

const counted = z.object({ totalCount: z.number().int() });

/** What is for sale, for rent or sought, and what was traded last, of one collection or of all. */
export function marketplacePage(filter: OrderFilter): Promise<Sourced<MarketplacePage>> {
  return fromIndexerOrChain(
    async () => {
      const known = await queryIndexer(
        `query Marketplace($collection: String) {
          ${collectionFields}
          trades(collection: $collection, first: ${TRADES}) { nodes { ${tradeFields} } }
        }`,
        collectionAnswer.extend({ trades: z.object({ nodes: z.array(trade) }) }),
        { collection: filter.collection },
      );
      const collections = knownCollections(known);
      const currencies = currenciesOf(collections);
      const queryOf = (section: OrderSection) => orderQueryOf({ ...filter, section }, currencies);
      const query = queryOf(filter.section);
      const [page, counts] = await Promise.all([openOrders(query), countOrders(queryOf)]);
      return { collections, currencies, query, page, counts, trades: known.trades.nodes };
    },
    async () => {
      const [collections, market] = await Promise.all([collectionsFromChain(), marketFromChain()]);
      const currencies = currenciesOf(collections);
      const queryOf = (section: OrderSection) => orderQueryOf({ ...filter, section }, currencies);
      const query = queryOf(filter.section);
      const count = (section: OrderSection) => orderPageOf(market.orders, queryOf(section)).count;
      return {
        ...{ collections, currencies, query, page: orderPageOf(market.orders, query) },
        counts: { sale: count("sale"), rent: count("rent"), offers: count("offers") },
        trades: await market.trades({ collection: filter.collection }, TRADES),
      };
    },
  );
}

function currenciesOf(collections: readonly Collection[]): Token[] {
  return [...new Map(collections.map(({ quoteToken }) => [quoteToken.address, quoteToken])).values()];
}

/** How many orders each list has. */
async function countOrders(queryOf: (section: OrderSection) => OrderQuery) {
  const lists = orderSections.map(({ value }) => {
    const { kinds, collection, currency, maxPrice } = queryOf(value);
    const terms = [
      `kinds: [${kinds.join(", ")}]`,
      collection && `collection: "${collection}"`,
      currency && `currency: "${currency}"`,
      maxPrice !== undefined && `maxPrice: "${maxPrice}"`,
    ];
    return `${value}: orders(open: true, first: 1, ${terms.filter(Boolean).join(", ")}) { totalCount }`;
  });
  const counts = await queryIndexer(
    `{ ${lists.join("\n")} }`,
    z.object({ sale: counted, rent: counted, offers: counted }),
  );
  return {
    sale: counts.sale.totalCount,
    rent: counts.rent.totalCount,
    offers: counts.offers.totalCount,
  };
}

/** A filter as the indexer takes it: prices in units of their currency, without which no price can be compared. */
function orderQueryOf(filter: OrderFilter, currencies: readonly Token[]): OrderQuery {
  const { section, collection, currency, most } = filter;
  const kinds = orderSections.find(({ value }) => value === section)?.kinds ?? [];
  const amount = currency && parseAmount(most, decimalsOf(currency, currencies))?.amount;
  const maxPrice = amount !== undefined && section === "rent" ? pricePerSecondWad(amount) : amount;
  return { kinds: [...kinds], collection, currency, maxPrice, first: PAGE_SIZE };
}

function decimalsOf(currency: Address, currencies: readonly Token[]): number {
  if (currency === zeroAddress) return publicConfig().chain.currency.decimals;
  return currencies.find((known) => known.address === currency)?.decimals ?? 18;
}
