"use client";

import { Panel } from "#components/ui/panel";
import { Tabs } from "#components/ui/tabs";
import { DepositForm } from "#components/vault/deposit-form";
import { MyPosition } from "#components/vault/my-position";
import { WithdrawForm } from "#components/vault/withdraw-form";
import { useVaultAccount } from "#hooks/use-vault-account";
import type { VaultDetail } from "#lib/vault-view";

/** The part of a vault's page that is about the connected account. */
export function VaultForms({ vault, blockTimestamp }: { vault: VaultDetail; blockTimestamp: bigint }) {
  const account = useVaultAccount(vault.address, vault.asset.address);
  return (
    <div className="space-y-5">
      <Panel title="My position">
        <MyPosition vault={vault} account={account} />
      </Panel>
      <Panel>
        <Tabs
          label="Deposit or withdraw"
          tabs={[
            {
              value: "deposit",
              title: "Deposit",
              content: <DepositForm vault={vault} account={account} blockTimestamp={blockTimestamp} />,
            },
            {
              value: "withdraw",
              title: "Withdraw",
              content: <WithdrawForm vault={vault} account={account} />,
            },
          ]}
        />
      </Panel>
    </div>
  );
}
