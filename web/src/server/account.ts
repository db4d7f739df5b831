import type { Address } from "viem";
import { type AccountPage, accountPage } from "#lib/position-view";
import { queryIndexer } from "#server/indexer";
import { positionsFromChain } from "#server/positions-from-chain";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

const token = "{ address symbol name decimals }";

/** All that an account has in the protocol, and what it did last. */
export function accountPositions(address: Address): Promise<Sourced<AccountPage>> {
  return fromIndexerOrChain(
    () =>
      queryIndexer(
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
            nftVaultPositions { nftVault { address name symbol } balance }
            rentals { nftVault { address name quoteToken ${token} } tokenId user expires paid }
          }
          activity(owner: $address, first: 15) {
            nodes { id kind instance amount token ${token} tokenId timestamp transactionHash }
          }
        }`,
        accountPage,
        { address: address.toLowerCase() },
      ),
    () => positionsFromChain(address),
  );
}
