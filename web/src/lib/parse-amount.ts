export type ParsedAmount = { amount: bigint; error?: undefined } | { amount?: undefined; error: string };

/**
 * Reads what a person typed as token units, exactly: a dot or a comma is the decimal mark, spaces are ignored.
 *
 * An empty field is neither an amount nor an error, and gives undefined.
 */
export function parseAmount(text: string, decimals: number): ParsedAmount | undefined {
  const compact = text.replace(/\s/g, "");
  if (compact === "") return undefined;
  if (!/^\d*[.,]?\d*$/.test(compact) || !/\d/.test(compact))
    return { error: "Write digits, with one dot or comma" };
  const [whole = "", fraction = ""] = compact.split(/[.,]/);
  if (fraction.length > decimals) {
    return { error: decimals === 0 ? "Whole numbers only" : `No more than ${decimals} decimals` };
  }
  return { amount: BigInt(whole + fraction.padEnd(decimals, "0")) };
}
