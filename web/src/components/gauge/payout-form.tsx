"use client";

import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { useId, useState } from "react";
import { type Address, isAddressEqual, zeroAddress } from "viem";
import { TransactionButton } from "#components/transaction-button";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { parseAddress } from "#lib/parse-address";
import type { GaugePosition, PayoutVault } from "#lib/position-view";

type Payout = GaugePosition["payout"];

/** The number of a preference in the contract's enum. */
const payoutNumbers: Record<Payout, number> = { HOLD: 0, PAY: 1, DEPOSIT: 2 };

/** What the keeper does with a position's rewards whenever they are settled. */
export function PayoutForm({ position, vaults }: { position: GaugePosition; vaults: PayoutVault[] }) {
  const { gauge, tokenId } = position;
  const field = useId();
  const rewards = new Set(position.claimable.map(({ token }) => token.address));
  const fitting = vaults.filter(({ asset }) => rewards.has(asset.address));
  const [payout, setPayout] = useState<Payout>(position.payout);
  const [receiver, setReceiver] = useState(position.payout === "PAY" ? (position.payoutTarget ?? "") : "");
  const [vault, setVault] = useState<Address | undefined>(
    position.payout === "DEPOSIT" ? (position.payoutTarget ?? undefined) : fitting[0]?.address,
  );

  const target = payout === "HOLD" ? zeroAddress : payout === "PAY" ? parseAddress(receiver) : vault;
  const kept = target && position.payoutTarget && isAddressEqual(target, position.payoutTarget);
  const same = payout === position.payout && (payout === "HOLD" || kept);
  const blocked = !target ? "Enter an address" : same ? "It is set to this" : undefined;
  const steps: TransactionStep[] = [];
  if (target && blocked === undefined) {
    steps.push({
      title: "Save",
      call: contractCall({
        address: gauge.address,
        abi: gaugeAbi,
        functionName: "setPayout",
        args: [tokenId, payoutNumbers[payout], target],
      }),
    });
  }

  const choices: { value: Payout; text: string }[] = [
    { value: "HOLD", text: "Hold them until I claim" },
    { value: "PAY", text: "Send them to an address" },
    ...(fitting.length > 0 ? [{ value: "DEPOSIT", text: "Deposit them into a vault" } as const] : []),
  ];
  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <fieldset className="space-y-2">
        <legend className="mb-1.5 text-sm font-medium">When rewards are settled</legend>
        {choices.map(({ value, text }) => (
          <label key={value} className="flex cursor-pointer items-center gap-2 text-sm">
            <input
              type="radio"
              name={field}
              checked={payout === value}
              onChange={() => setPayout(value)}
              className="accent-water"
            />
            {text}
          </label>
        ))}
      </fieldset>
      {payout === "PAY" && (
        <label className="block text-sm font-medium">
          Receiver
          <input
            value={receiver}
            onChange={(event) => setReceiver(event.target.value)}
            placeholder="0x…"
            autoComplete="off"
            spellCheck={false}
            className="figures mt-1.5 h-10 w-full rounded-md border border-line-strong bg-paper px-3 focus:border-water"
          />
        </label>
      )}
      {payout === "DEPOSIT" && (
        <label className="block text-sm font-medium">
          Vault
          <select
            value={vault}
            onChange={(event) => setVault(parseAddress(event.target.value))}
            className="mt-1.5 h-10 w-full rounded-md border border-line-strong bg-paper px-3 focus:border-water"
          >
            {fitting.map(({ address, name }) => (
              <option key={address} value={address}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <TransactionButton steps={steps} blocked={blocked} success="Saved. The keeper follows it." />
    </form>
  );
}
