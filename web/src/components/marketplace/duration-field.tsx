"use client";

import { SelectField } from "#components/marketplace/select-field";
import { orderDurations } from "#lib/order-durations";

/** For how long an order stays open. */
export function DurationField({
  seconds,
  onSeconds,
}: {
  seconds: bigint;
  onSeconds: (seconds: bigint) => void;
}) {
  return (
    <SelectField
      label="Open for"
      value={seconds.toString()}
      options={orderDurations.map(({ title, seconds: length }) => ({ title, value: length.toString() }))}
      onValue={(value) => onSeconds(BigInt(value))}
    />
  );
}
