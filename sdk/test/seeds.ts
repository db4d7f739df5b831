/**
 * The seeds of a property test: `count` from 1 on, as `npm test` runs it; from what SEED says where it is set, and
 * PROPERTY_TIMES as many in a deep run.
 */
export function seeds(count: number): number[] {
  const first = Number(BigInt(process.env.SEED ?? 1) & 0x3fffffffn);
  const times = Number(process.env.PROPERTY_TIMES ?? 1);
  return Array.from({ length: count * times }, (_, index) => first + index);
}
