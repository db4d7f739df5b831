/** The last second of the year 9999: what is later was meant never to come. */
const LAST_SECOND = 253_402_300_799n;

/** A Unix time in seconds as "2026-11-23 10:41 UTC", the same on the server and in every browser. */
export function formatTime(unixSeconds: bigint): string {
  if (unixSeconds > LAST_SECOND) return "no end";
  return `${new Date(Number(unixSeconds) * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
