"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { useState } from "react";
import { usePublicConfig } from "#components/layout/providers";
import { TransactionButton } from "#components/transaction-button";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { contractCall } from "#lib/contract-call";

/** Makes void all that the account has ever signed here, whether it was published or not. */
export function CancelAll({ hidden = false }: { hidden?: boolean }) {
  const { marketplace } = usePublicConfig();
  const [open, setOpen] = useState(false);
  return (
    <>
      {!hidden && (
        <Button size="sm" onClick={() => setOpen(true)}>
          Cancel all
        </Button>
      )}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Cancel all your orders"
        description="Every sale, rental and offer that you signed so far becomes void at once, also those that were never published. What was filled stays as it is."
      >
        <TransactionButton
          steps={[
            {
              title: "Cancel all orders",
              call: contractCall({
                address: marketplace,
                abi: marketplaceAbi,
                functionName: "cancelAll",
                args: [],
              }),
            },
          ]}
          success="All of them are void."
        />
      </Dialog>
    </>
  );
}
