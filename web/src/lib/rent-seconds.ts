/** What a rental's length may be counted in. */
export const rentUnits = [
  { name: "minutes", seconds: 60 },
  { name: "hours", seconds: 3_600 },
  { name: "days", seconds: 86_400 },
] as const;

export type RentUnit = (typeof rentUnits)[number]["name"];

/** A rental's length as it was typed. */
export interface RentLength {
  text: string;
  unit: RentUnit;
}

/**
 * Reads a rental's length in seconds from a whole number of units.
 *
 * @returns The seconds, or what is wrong with them; undefined for an empty field.
 */
export function rentSeconds(
  { text, unit }: RentLength,
  terms: { minSeconds: number; maxSeconds: number },
  describe: (seconds: number) => string,
): { seconds: number; error?: undefined } | { seconds?: undefined; error: string } | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (!/^\d{1,9}$/.test(trimmed)) return { error: "Write a whole number" };
  const scale = rentUnits.find(({ name }) => name === unit)?.seconds ?? 1;
  const seconds = Number(trimmed) * scale;
  if (seconds < terms.minSeconds) return { error: `At least ${describe(terms.minSeconds)}` };
  if (seconds > terms.maxSeconds) return { error: `At most ${describe(terms.maxSeconds)}` };
  return { seconds };
}
