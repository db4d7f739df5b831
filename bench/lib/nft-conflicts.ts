import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { type Address, erc20Abi, erc721Abi, type LocalAccount, maxUint256, parseAbi, parseEther } from "viem";
import { devAccount } from "../../scripts/devnet/chain.ts";
import { signSale } from "../../scripts/devnet/sign-sale.ts";
import { type Call, call, type Waves } from "../../scripts/devnet/wave.ts";
import type { BenchChain } from "./bench-chain.ts";
import { parallelCeiling } from "./parallel-ceiling.ts";

export interface NftConflictsParameters {
  client: BenchChain["client"];
  /** Deploys by path of the source without `.sol`. */
  deploy: (source: string, args: readonly unknown[]) => Promise<Address>;
  waves: Waves;
  authority: Address;
  token: Address;
  users: readonly LocalAccount[];
  lanes: bigint;
}

const ITEM = parseEther("1");
const PRICE = parseEther("0.01");
const HOUR = 3_600n;
/** Ids of one user: two to deposit, one to redeem later, one to reserve, one to sell. */
const IDS = 5n;
const mintAbi = parseAbi(["function mint(address to, uint256[] ids)"]);

/**
 * What a parallel EVM could gain on users of one NftVault, and of one Marketplace with fees and royalties, by operation.
 *
 * @remarks Collecting takes the income of lanes, not of users: it is measured as one call for each lane, of what all
 * users brought there.
 */
export async function nftConflicts(
  parameters: NftConflictsParameters,
): Promise<[name: string, ceiling: number][]> {
  const { client, deploy, waves, authority, token, users, lanes } = parameters;
  const admin = devAccount(0);
  const collection = await deploy("contracts/devnet/DevnetRentableCollection", [
    ...["Land", "LAND", admin.address, 500n, 0],
  ]);
  const receipts = await deploy("contracts/nfts/NftReceipts", []);
  const vault = await deploy("contracts/nfts/NftVault", [
    {
      ...{ collection, quoteToken: token, receipts, name: "Land item", symbol: "iLAND", lanes, authority },
      fees: { depositFeeWad: 0n, targetedRedeemFeeWad: ITEM / 20n, swapFeeWad: ITEM / 50n },
      rentTerms: {
        ...{ pricePerSecondWad: ITEM, minSeconds: 60, maxSeconds: 604_800, maxRentedWad: ITEM / 2n },
      },
    },
  ]);
  const gauge = await deploy("contracts/gauges/Gauge", [
    {
      ...{ name: "Gauge", symbol: "G", stakeToken: vault, lanes, authority, minEpochSeconds: 1n },
      rewards: [token, vault].map((reward) => ({ token: reward, streamPeriod: 86_400n })),
    },
  ]);
  const marketplace = await deploy("contracts/nfts/Marketplace", [authority, lanes, admin.address, 50n]);
  const ceiling = async (calls: Call[]) => parallelCeiling(client, calls, await waves.send(calls));
  const each = (act: (who: LocalAccount, first: bigint, index: number) => Call) =>
    ceiling(users.map((who, index) => act(who, IDS * BigInt(index), index)));

  await waves.send([
    call(admin, vault, parseAbi(["function setGauge(address)"]), "setGauge", [gauge]),
    ...users.flatMap((who, index) => [
      call(who, collection, mintAbi, "mint", [
        who.address,
        Array.from({ length: Number(IDS) }, (_, at) => IDS * BigInt(index) + BigInt(at)),
      ]),
      call(who, token, devnetTokenAbi, "mint", [who.address, ITEM]),
      ...[vault, marketplace].flatMap((spender) => [
        call(who, collection, erc721Abi, "setApprovalForAll", [spender, true]),
        call(who, token, erc20Abi, "approve", [spender, maxUint256]),
      ]),
    ]),
  ]);
  const rows: [string, number][] = [];
  rows.push([
    "NFT deposit",
    await each((who, first) => call(who, vault, nftVaultAbi, "deposit", [[first], who.address])),
  ]);
  await waves.send(
    users.map((who, index) => {
      const first = IDS * BigInt(index);
      return call(who, vault, nftVaultAbi, "deposit", [[first + 1n, first + 2n], who.address]);
    }),
  );
  rows.push([
    "NFT rent",
    await each((who, first) => call(who, vault, nftVaultAbi, "rent", [first, who.address, HOUR, ITEM])),
  ]);
  rows.push(["NFT redeem", await each((who) => call(who, vault, nftVaultAbi, "redeem", [1n, who.address]))]);
  rows.push([
    "NFT reserve",
    await each((who, first) => call(who, vault, nftVaultAbi, "reserve", [[first + 3n], who.address])),
  ]);
  await waves.send(
    users.map((who, index) =>
      call(who, vault, nftVaultAbi, "rent", [IDS * BigInt(index) + 3n, who.address, HOUR, ITEM]),
    ),
  );
  await client.increaseTime({ seconds: Number(2n * HOUR) });
  rows.push([
    "NFT rent claimed by receipts",
    await each((who, first) => call(who, vault, nftVaultAbi, "claimRent", [[first + 3n], who.address])),
  ]);
  const chainId = client.chain.id;
  const fills = await Promise.all(
    users.map((maker, index) => {
      const to = (users[(index + users.length / 2) % users.length] as LocalAccount).address;
      const id = IDS * BigInt(index) + 4n;
      return signSale({ chainId, marketplace, maker, collection, id, currency: token, price: PRICE, to });
    }),
  );
  rows.push([
    "marketplace fill",
    await ceiling(
      fills.map((fill, index) =>
        call(
          users[(index + users.length / 2) % users.length] as LocalAccount,
          marketplace,
          marketplaceAbi,
          "fill",
          [fill],
        ),
      ),
    ),
  ]);
  rows.push([
    "NFT collect",
    await ceiling(
      users
        .slice(0, Number(lanes))
        .map((who, lane) => call(who, vault, nftVaultAbi, "collect", [[BigInt(lane)]])),
    ),
  ]);
  return rows;
}
