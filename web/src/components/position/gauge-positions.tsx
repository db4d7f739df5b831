"use client";

import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import Link from "next/link";
import { type Address, isAddressEqual } from "viem";
import { ManagePosition } from "#components/gauge/manage-position";
import { ItemImage } from "#components/nft/item-image";
import { TransactionButton } from "#components/transaction-button";
import { buttonClass } from "#components/ui/button";
import { useWallet } from "#hooks/use-wallet";
import { contractCall } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { itemPath } from "#lib/item-path";
import type { GaugePosition, PayoutVault } from "#lib/position-view";
import { shortAddress } from "#lib/short-address";

/** What the keeper does with a position's rewards, in words. */
function payoutText(position: GaugePosition): string {
  if (position.payout === "HOLD" || !position.payoutTarget) return "held until claimed";
  const target = shortAddress(position.payoutTarget);
  return position.payout === "PAY" ? `paid to ${target}` : `deposited into ${target}`;
}

/** An account's stakes; each is an ERC-721 that draws itself. The owner can claim, and change each of them. */
export function GaugePositions({
  positions,
  owner,
  vaults,
}: {
  positions: GaugePosition[];
  owner: Address;
  vaults: PayoutVault[];
}) {
  const { address } = useWallet();
  const mine = address !== undefined && isAddressEqual(address, owner);
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {positions.map((position) => {
        const { gauge, tokenId, claimable } = position;
        const due = claimable.filter(({ amount }) => amount > 0n);
        return (
          <li key={`${gauge.address}-${tokenId}`} className="flex gap-4 rounded-lg border bg-sheet p-4">
            <ItemImage collection={gauge.address} tokenId={tokenId} className="size-24 shrink-0 self-start" />
            <div className="min-w-0 flex-1 space-y-2">
              <div>
                <p className="figures truncate font-medium">
                  {formatAmount(position.stake, gauge.stakeToken.decimals)}{" "}
                  <span className="text-sm text-muted">{gauge.stakeToken.symbol}</span>
                </p>
                <p className="label">
                  lane {position.lane} · {payoutText(position)}
                </p>
              </div>
              <div>
                <p className="label">Claimable</p>
                {due.length === 0 && <p className="text-sm text-muted">nothing settled yet</p>}
                {due.map(({ token, amount }) => (
                  <p key={token.address} className="figures text-sm">
                    {formatAmount(amount, token.decimals, 6)} {token.symbol}
                  </p>
                ))}
              </div>
              {mine && due.length > 0 && (
                <TransactionButton
                  steps={[
                    {
                      title: "Claim",
                      call: contractCall({
                        address: gauge.address,
                        abi: gaugeAbi,
                        functionName: "claim",
                        args: [tokenId, owner],
                      }),
                    },
                  ]}
                  success="Claimed."
                />
              )}
              <div className="flex flex-wrap gap-2">
                {mine && <ManagePosition position={position} owner={owner} vaults={vaults} />}
                <Link href={itemPath(gauge.address, tokenId)} className={buttonClass({ size: "sm" })}>
                  {mine ? "Sell" : "Look"}
                </Link>
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
