/** What a query asks of an order. */
export const orderFields = `hash kind maker taker collection tokenId currency { address symbol name decimals } price
  minProceeds minStake minSeconds maxSeconds start end nonce counter signature`;
