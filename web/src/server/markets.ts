import type { Address } from "viem";
import { z } from "zod";
import { type Liquidation, liquidation, type Market, market } from "#lib/market-view";
import { queryIndexer } from "#server/indexer";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

const token = "{ address symbol name decimals }";
const fields = `address name symbol decimals asset ${token} collateral ${token} oracle lltvWad incentiveWad lanes
  totalSupply unlockedRay ratePerSecondRay utilisationWad cash debt collateralAssets feeWad
  supplyPaused borrowPaused positionCount borrowerCount`;

/** All lending markets. */
export function markets(): Promise<Sourced<Market[]>> {
  return fromIndexerOrChain(async () => {
    const { markets } = await queryIndexer(
      `{ markets(first: 100) { nodes { ${fields} } } }`,
      z.object({ markets: z.object({ nodes: z.array(market) }) }),
    );
    return markets.nodes;
  });
}

/** One lending market with its latest liquidations, null where there is none at the address. */
export function marketAt(
  address: Address,
): Promise<Sourced<{ market: Market; liquidations: Liquidation[] } | null>> {
  return fromIndexerOrChain(async () => {
    const { market: found, liquidations } = await queryIndexer(
      `query Market($address: String!) {
        market(address: $address) { ${fields} }
        liquidations(market: $address, first: 10) {
          nodes { borrower assets seizedCollateral badDebtAssets timestamp transactionHash }
        }
      }`,
      z.object({
        market: market.nullable(),
        liquidations: z.object({ nodes: z.array(liquidation) }),
      }),
      { address: address.toLowerCase() },
    );
    return found && { market: found, liquidations: liquidations.nodes };
  });
}
