/** How far the price of items may move between a quote and its transaction, in hundredths of a percent. */
export const ITEM_SLIPPAGE_BPS = 100n;

export const ITEM_SLIPPAGE_TEXT = "1 %";
