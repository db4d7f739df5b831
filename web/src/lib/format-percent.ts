/** A WAD share (1e18 = 100 %) as a percentage with up to `digits` decimals, truncated toward zero. */
export function formatPercent(shareWad: bigint, digits = 2): string {
  const scaled = (shareWad * 100n * 10n ** BigInt(digits)) / 10n ** 18n;
  const sign = shareWad < 0n ? "−" : "";
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const fraction = digits === 0 ? "" : text.slice(-digits).replace(/0+$/, "");
  if (shareWad !== 0n && scaled === 0n) return `${sign}<0.${"0".repeat(Math.max(digits - 1, 0))}1 %`;
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`} %`;
}
