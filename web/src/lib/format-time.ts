/** A Unix time in seconds as "2026-11-23 10:41 UTC", the same on the server and in every browser. */
export function formatTime(unixSeconds: bigint): string {
  return `${new Date(Number(unixSeconds) * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
