/**
 * An amount of token units as text, thousands set apart by thin spaces: a comma is a decimal mark to half the world.
 *
 * Truncates, never rounds up: nobody is shown more than they have. An amount too small for `digits` places shows as
 * less than the smallest place.
 */
export function formatAmount(amount: bigint, decimals: number, digits = 4): string {
  const negative = amount < 0n;
  const unit = 10n ** BigInt(decimals);
  const magnitude = negative ? -amount : amount;
  const whole = (magnitude / unit).toString().replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const places = Math.min(digits, decimals);
  const fraction = (magnitude % unit).toString().padStart(decimals, "0").slice(0, places).replace(/0+$/, "");
  const sign = negative ? "−" : "";
  if (magnitude > 0n && whole === "0" && fraction === "") {
    return places === 0 ? `${sign}<1` : `${sign}<0.${"0".repeat(places - 1)}1`;
  }
  return fraction === "" ? sign + whole : `${sign}${whole}.${fraction}`;
}
