import { smallPlaces } from "./small-places.ts";

/**
 * An amount of token units as text, thousands set apart by thin spaces: a comma is a decimal mark to half the world.
 *
 * Truncates to `digits` places, or below one to what is significant; never rounds up: nobody is shown more than they
 * have, and what they have is never shown as nothing.
 */
export function formatAmount(amount: bigint, decimals: number, digits = 4): string {
  const magnitude = amount < 0n ? -amount : amount;
  const unit = 10n ** BigInt(decimals);
  const places = smallPlaces(magnitude, decimals, digits);
  const whole = (magnitude / unit).toString().replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const fraction = (magnitude % unit).toString().padStart(decimals, "0").slice(0, places).replace(/0+$/, "");
  return `${amount < 0n ? "−" : ""}${whole}${fraction && `.${fraction}`}`;
}
