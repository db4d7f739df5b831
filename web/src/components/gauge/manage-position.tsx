"use client";

import { useState } from "react";
import type { Address } from "viem";
import { PayoutForm } from "#components/gauge/payout-form";
import { StakeForm } from "#components/gauge/stake-form";
import { UnstakeForm } from "#components/gauge/unstake-form";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Tabs } from "#components/ui/tabs";
import type { GaugePosition, PayoutVault } from "#lib/position-view";

/** Opens what an owner can do with a staked position. */
export function ManagePosition({
  position,
  owner,
  vaults,
}: {
  position: GaugePosition;
  owner: Address;
  vaults: PayoutVault[];
}) {
  const [open, setOpen] = useState(false);
  const { gauge, tokenId } = position;
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Manage
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`${gauge.stakeToken.symbol} stake`}>
        <Tabs
          label="What to do with the position"
          tabs={[
            {
              value: "unstake",
              title: "Unstake",
              content: <UnstakeForm position={position} owner={owner} />,
            },
            {
              value: "add",
              title: "Add",
              content: <StakeForm gauge={gauge.address} token={gauge.stakeToken} into={tokenId} />,
            },
            {
              value: "rewards",
              title: "Rewards",
              content: <PayoutForm position={position} vaults={vaults} />,
            },
          ]}
        />
      </Dialog>
    </>
  );
}
