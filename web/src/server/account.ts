import type { Address } from "viem";
import { namePoolShare } from "#lib/name-pool-share";
import { type AccountPage, accountPage } from "#lib/position-view";
import { collectionAnswer, collectionFields, knownCollections } from "#server/collections";
import { queryIndexer } from "#server/indexer";
import { orderFields } from "#server/orders";
import { positionsFromChain } from "#server/positions-from-chain";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

const token = "{ address symbol name decimals }";

/** All that an account has in the protocol, and what it did last. */
export function accountPositions(address: Address): Promise<Sourced<AccountPage>> {
  return fromIndexerOrChain(
    async () => {
      const answer = await queryIndexer(
        `query Account($address: String!) {
          meta { blockTimestamp }
          account(address: $address) {
            vaultPositions {
              vault { address name symbol decimals asset ${token} fromRay fullRay lastReport ratePeriod }
              shares assets deposited withdrawn
            }
            gaugePositions {
              gauge { address stakeToken ${token} }
              tokenId stake lane claimable { token ${token} amount } payout payoutTarget
            }
            poolPositions {
              pool { address token0 ${token} token1 ${token} reserve0 reserve1 totalSupply } liquidity
            }
            marketPositions { market { address asset ${token} collateral ${token} } assets collateral debt }
            nftVaultPositions { nftVault { address name symbol } balance }
            rentals { nftVault { address name collection quoteToken ${token} } tokenId user expires paid }
          }
          ${collectionFields}
          vaults(first: 100) { nodes { address name asset { address } } }
          orders(maker: $address, open: true, first: 50) { nodes { ${orderFields} } }
          activity(owner: $address, first: 15) {
            nodes { id kind instance amount token ${token} tokenId timestamp transactionHash }
          }
        }`,
        accountPage.extend(collectionAnswer.shape),
        { address: address.toLowerCase() },
      );
      const { pools, nftVaults, gauges, ...page } = answer;
      const { account } = page;
      const vaultPositions = account.vaultPositions.map((position) => ({
        ...position,
        vault: { ...position.vault, asset: namePoolShare(position.vault.asset, pools.nodes) },
      }));
      const gaugePositions = account.gaugePositions.map((position) => ({
        ...position,
        gauge: { ...position.gauge, stakeToken: namePoolShare(position.gauge.stakeToken, pools.nodes) },
      }));
      const activity = page.activity.nodes.map((event) => ({
        ...event,
        token: event.token && namePoolShare(event.token, pools.nodes),
      }));
      return {
        ...page,
        account: { ...account, vaultPositions, gaugePositions },
        activity: { nodes: activity },
        collections: knownCollections({ pools, nftVaults, gauges }),
      };
    },
    () => positionsFromChain(address),
  );
}
