/** A row as JSON for the undo log; the `bigint` 5 is written { "#": "5" }, which no value of a row looks like. */
export function encodeRow(row: Record<string, unknown>): unknown {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, encode(value)]));
}

/** The row that `encodeRow` wrote. */
export function decodeRow(json: unknown): Record<string, unknown> {
  const entries = Object.entries(json as Record<string, unknown>);
  return Object.fromEntries(entries.map(([key, value]) => [key, decode(value)]));
}

function encode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encode);
  return typeof value === "bigint" ? { "#": value.toString() } : value;
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  return isEncodedBigint(value) ? BigInt(value["#"]) : value;
}

function isEncodedBigint(value: unknown): value is { "#": string } {
  return typeof value === "object" && value !== null && "#" in value;
}
