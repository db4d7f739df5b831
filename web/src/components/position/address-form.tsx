"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { parseAddress } from "#lib/parse-address";

/** Opens the positions of an address that a person writes or pastes. */
export function AddressForm() {
  const router = useRouter();
  const [text, setText] = useState("");
  const [failed, setFailed] = useState(false);
  return (
    <form
      className="max-w-xl"
      onSubmit={(event) => {
        event.preventDefault();
        const address = parseAddress(text);
        setFailed(!address);
        if (address) router.push(`/positions/${address}`);
      }}
    >
      <label htmlFor="positions-address" className="text-sm font-medium">
        Any address
      </label>
      <div className="mt-1.5 flex gap-2">
        <input
          id="positions-address"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setFailed(false);
          }}
          placeholder="0x…"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={failed}
          aria-describedby={failed ? "positions-address-error" : undefined}
          className="figures h-10 min-w-0 flex-1 rounded-md border border-line-strong bg-sheet px-3 focus:border-water"
        />
        <Button type="submit" variant="primary">
          <Search aria-hidden className="size-4" />
          Look
        </Button>
      </div>
      {failed && (
        <p id="positions-address-error" role="alert" className="mt-1.5 text-sm text-bad">
          An address is 0x and 40 hexadecimal digits.
        </p>
      )}
    </form>
  );
}
