/** The state that one transaction touches, as names: an address for its balance, nonce and code, `address:slot` for a slot. */
export interface StateSets {
  /** All that is read or written, sorted. */
  readonly touched: readonly string[];
  /** All that is changed, sorted. */
  readonly written: readonly string[];
}
