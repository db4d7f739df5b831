import Link from "next/link";
import { Cell, HeadCell, Table } from "#components/ui/table";
import { formatAmount } from "#lib/format-amount";
import { poolShareDecimals } from "#lib/pool-share-decimals";
import type { MarketPosition, NftVaultPosition, PoolPosition } from "#lib/position-view";

export function PoolPositions({ positions }: { positions: PoolPosition[] }) {
  return (
    <Table
      label="Pool positions"
      head={
        <>
          <HeadCell>Pool</HeadCell>
          <HeadCell className="text-right">Share of both sides</HeadCell>
          <HeadCell className="hidden text-right sm:table-cell">LP tokens</HeadCell>
        </>
      }
    >
      {positions.map(({ pool, liquidity }) => {
        const part = (reserve: bigint) =>
          pool.totalSupply === 0n ? 0n : (reserve * liquidity) / pool.totalSupply;
        return (
          <tr key={pool.address}>
            <Cell className="font-medium">
              {pool.token0.symbol} / {pool.token1.symbol}
            </Cell>
            <Cell className="figures text-right whitespace-nowrap">
              <span className="block">
                {formatAmount(part(pool.reserve0), pool.token0.decimals)}{" "}
                <span className="text-sm text-muted">{pool.token0.symbol}</span>
              </span>
              <span className="block">
                {formatAmount(part(pool.reserve1), pool.token1.decimals)}{" "}
                <span className="text-sm text-muted">{pool.token1.symbol}</span>
              </span>
            </Cell>
            <Cell className="figures hidden text-right text-muted sm:table-cell">
              {formatAmount(liquidity, poolShareDecimals(pool), 6)}
            </Cell>
          </tr>
        );
      })}
    </Table>
  );
}

export function MarketPositions({ positions }: { positions: MarketPosition[] }) {
  return (
    <Table
      label="Lending positions"
      head={
        <>
          <HeadCell>Market</HeadCell>
          <HeadCell className="text-right">Supplied</HeadCell>
          <HeadCell className="text-right">Pledged</HeadCell>
          <HeadCell className="text-right">Owed</HeadCell>
        </>
      }
    >
      {positions.map(({ market, assets, collateral, debt }) => (
        <tr key={market.address}>
          <Cell>
            <Link href={`/lending/${market.address}`} className="font-medium hover:text-water">
              {market.asset.symbol} against {market.collateral.symbol}
            </Link>
          </Cell>
          <Amount amount={assets} token={market.asset} />
          <Amount amount={collateral} token={market.collateral} />
          <Amount amount={debt} token={market.asset} />
        </tr>
      ))}
    </Table>
  );
}

function Amount({ amount, token }: { amount: bigint; token: { symbol: string; decimals: number } }) {
  return (
    <Cell className="figures text-right whitespace-nowrap">
      {amount === 0n ? (
        "–"
      ) : (
        <>
          {formatAmount(amount, token.decimals)} <span className="text-sm text-muted">{token.symbol}</span>
        </>
      )}
    </Cell>
  );
}

export function NftVaultPositions({ positions }: { positions: NftVaultPosition[] }) {
  return (
    <Table
      label="NFT vault positions"
      head={
        <>
          <HeadCell>NFT vault</HeadCell>
          <HeadCell className="text-right">Item tokens</HeadCell>
        </>
      }
    >
      {positions.map(({ nftVault, balance }) => (
        <tr key={nftVault.address}>
          <Cell>
            <Link href={`/nfts/${nftVault.address}`} className="font-medium hover:text-water">
              {nftVault.name}
            </Link>
          </Cell>
          <Cell className="figures text-right">
            {formatAmount(balance, 18, 6)} <span className="text-sm text-muted">{nftVault.symbol}</span>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
