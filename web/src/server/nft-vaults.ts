import type { Address } from "viem";
import { z } from "zod";
import {
  deepestItemPool,
  item,
  itemPool,
  type NftVault,
  type NftVaultPage,
  type NftVaultQuery,
  nftVault,
} from "#lib/nft-view";
import { queryIndexer } from "#server/indexer";
import { nftVaultPageFromChain, nftVaultsFromChain } from "#server/nft-vaults-from-chain";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

/** Items on one page of a vault's inventory. */
const PAGE_SIZE = 24;

const fields = `address name symbol collection quoteToken { address symbol name decimals } gauge { address totalStake }
  lanes totalSupply held rented pricePerSecondWad minSeconds maxSeconds maxRentedWad depositFeeWad targetedRedeemFeeWad
  swapFeeWad rentCollected rentable paused`;

/** All NFT vaults. */
export function nftVaults(): Promise<Sourced<NftVault[]>> {
  return fromIndexerOrChain(async () => {
    const { nftVaults } = await queryIndexer(
      `{ nftVaults(first: 100) { nodes { ${fields} } } }`,
      z.object({ nftVaults: z.object({ nodes: z.array(nftVault) }) }),
    );
    return nftVaults.nodes;
  }, nftVaultsFromChain);
}

/** One NFT vault and a page of the items in it, or a certain one; undefined data where there is no such vault. */
export function nftVaultPage(
  address: Address,
  asked: NftVaultQuery,
): Promise<Sourced<NftVaultPage | undefined>> {
  return fromIndexerOrChain<NftVaultPage | undefined>(
    async () => {
      const {
        nftVault: vault,
        items,
        pools,
      } = await queryIndexer(
        `query NftVault($address: String!, $state: ItemState, $tokenId: BigInt, $after: String) {
        nftVault(address: $address) { ${fields} }
        items(nftVault: $address, state: $state, tokenId: $tokenId, held: true, first: ${PAGE_SIZE}, after: $after) {
          nodes { tokenId lane state reserved recalled pricePerSecondWad rentedUntil user }
          totalCount
          pageInfo { hasNextPage endCursor }
        }
        pools(first: 100) {
          nodes { token0 { address } token1 { address } feePips shard curve reserve0 reserve1 }
        }
      }`,
        z.object({
          nftVault: nftVault.nullable(),
          items: z.object({
            nodes: z.array(item),
            totalCount: z.number().int(),
            pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
          }),
          pools: z.object({ nodes: z.array(itemPool) }),
        }),
        {
          ...{ address: address.toLowerCase(), state: asked.state ?? null, after: asked.after ?? null },
          tokenId: asked.tokenId?.toString() ?? null,
        },
      );
      if (!vault) return undefined;
      return {
        vault,
        pool: deepestItemPool(vault, pools.nodes),
        items: items.nodes,
        itemCount: items.totalCount,
        next: items.pageInfo.hasNextPage ? items.pageInfo.endCursor : null,
      };
    },
    () => nftVaultPageFromChain(address, asked, PAGE_SIZE),
  );
}
