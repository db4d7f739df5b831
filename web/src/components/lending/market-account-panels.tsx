"use client";

import { BorrowForms } from "#components/lending/borrow-forms";
import { HealthBar } from "#components/lending/health-bar";
import { SupplyForms } from "#components/lending/supply-forms";
import { Panel } from "#components/ui/panel";
import { Stat } from "#components/ui/stat";
import { useMarketAccount } from "#hooks/use-market-account";
import { formatAmount } from "#lib/format-amount";
import type { Market } from "#lib/market-view";

/** The part of a market's page that is about the connected account. */
export function MarketAccountPanels({ market }: { market: Market }) {
  const account = useMarketAccount(market);
  const { asset, collateral } = market;
  return (
    <div className="space-y-5">
      <Panel title="My position">
        {account ? (
          <div className="space-y-4">
            <dl className="grid grid-cols-3 gap-4">
              <Stat label="Supplied" detail={asset.symbol}>
                {formatAmount(account.supplied, asset.decimals)}
              </Stat>
              <Stat label="Pledged" detail={collateral.symbol}>
                {formatAmount(account.collateral, collateral.decimals)}
              </Stat>
              <Stat label="Owed" detail={asset.symbol}>
                {formatAmount(account.debt, asset.decimals)}
              </Stat>
            </dl>
            {account.debt > 0n && <HealthBar debt={account.debt} maxDebt={account.maxDebt} token={asset} />}
          </div>
        ) : (
          <p className="text-sm text-muted">Connect a wallet to see what you have here.</p>
        )}
      </Panel>
      <Panel title={`Lend ${asset.symbol}`}>
        <SupplyForms market={market} account={account} />
      </Panel>
      <Panel title={`Borrow against ${collateral.symbol}`}>
        <BorrowForms market={market} account={account} />
      </Panel>
    </div>
  );
}
