/** More digits than these are of an id that is a hash, and tell people nothing. */
const MOST_DIGITS = 15;

/** An item by its number: "#42", or head and tail of an id that is a hash, as a gauge position's is. */
export function itemName(id: bigint): string {
  const digits = id.toString();
  return digits.length <= MOST_DIGITS ? `#${digits}` : `#${digits.slice(0, 4)}…${digits.slice(-4)}`;
}
