"use client";

import { useId } from "react";
import { formatDuration } from "#lib/format-duration";
import { type RentLength, type RentUnit, rentUnits } from "#lib/rent-seconds";

/** How long to rent, in a unit that suits, within what the owner allows. */
export function RentLengthField({
  label = "For how long",
  length,
  onLength,
  terms,
  invalid,
}: {
  label?: string;
  length: RentLength;
  onLength: (length: RentLength) => void;
  terms: { minSeconds: number; maxSeconds: number };
  invalid: boolean;
}) {
  const field = useId();
  return (
    <div>
      <label htmlFor={field} className="text-sm font-medium">
        {label}
      </label>
      <div className="mt-1.5 flex gap-2">
        <input
          id={field}
          inputMode="numeric"
          autoComplete="off"
          value={length.text}
          onChange={(event) => onLength({ ...length, text: event.target.value })}
          aria-invalid={invalid}
          className="figures h-11 w-24 rounded-md border border-line-strong bg-paper px-3 text-lg focus:border-water"
        />
        <select
          aria-label="Unit of time"
          value={length.unit}
          onChange={(event) => onLength({ ...length, unit: event.target.value as RentUnit })}
          className="h-11 min-w-0 flex-1 rounded-md border border-line-strong bg-paper px-3 focus:border-water"
        >
          {rentUnits.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <p className="label mt-1.5">
        {formatDuration(terms.minSeconds)} to {formatDuration(terms.maxSeconds)}
      </p>
    </div>
  );
}
