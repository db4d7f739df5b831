const units = [
  { seconds: 86_400, name: "d" },
  { seconds: 3_600, name: "h" },
  { seconds: 60, name: "min" },
  { seconds: 1, name: "s" },
];

/** A span of seconds in its two largest units, as "2 d 4 h". */
export function formatDuration(totalSeconds: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.floor(totalSeconds));
  for (const { seconds, name } of units) {
    const count = Math.floor(rest / seconds);
    if (count === 0 && parts.length === 0) continue;
    if (count > 0) parts.push(`${count} ${name}`);
    rest -= count * seconds;
    if (parts.length === 2 || count === 0) break;
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}
