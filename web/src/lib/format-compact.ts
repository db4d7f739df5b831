import { formatAmount } from "./format-amount.ts";

const steps = [
  { power: 9, suffix: "B" },
  { power: 6, suffix: "M" },
  { power: 3, suffix: "k" },
];

/** An amount of token units for a headline: at most four significant digits above a thousand, truncated. */
export function formatCompact(amount: bigint, decimals: number): string {
  for (const { power, suffix } of steps) {
    const unit = 10n ** BigInt(decimals + power);
    if (amount < unit) continue;
    const hundredths = (amount * 100n) / unit;
    const whole = hundredths / 100n;
    const fraction = (hundredths % 100n).toString().padStart(2, "0").replace(/0+$/, "");
    return `${whole}${fraction === "" || whole >= 1000n ? "" : `.${fraction}`}${suffix}`;
  }
  return formatAmount(amount, decimals, amount >= 100n * 10n ** BigInt(decimals) ? 1 : 3);
}
