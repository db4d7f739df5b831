/** The head and tail of an address, enough to recognise it beside others. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}
