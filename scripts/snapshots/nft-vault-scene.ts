import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { erc20Abi, erc721Abi, type LocalAccount, maxUint256, parseAbi, parseEther } from "viem";
import { call } from "../devnet/wave.ts";
import type { Scene, Stage } from "./stage.ts";

const LANES = 16n;
const ITEM = parseEther("1");
const RENT_SECONDS = 60n;
const mintAbi = parseAbi(["function mint(address to, uint256[] ids)"]);

/** An NFT vault with items in both lanes, one of them rented before and due. */
export async function nftVaultScene(stage: Stage): Promise<Scene> {
  const { admin, waves } = stage;
  const authority = await stage.deploy(
    "@openzeppelin/contracts/access/manager/AccessManager",
    [admin.address],
    "AccessManager",
  );
  const collection = await stage.deploy(
    "contracts/devnet/DevnetRentableCollection",
    ["Land", "LAND", admin.address, 500n, 0],
    "Collection",
  );
  const quote = await stage.deploy("contracts/devnet/DevnetToken", ["Quote", "QTE", 18], "QuoteToken");
  const receipts = await stage.deploy("contracts/nfts/NftReceipts", [], "Receipts");
  const vault = await stage.deploy(
    "contracts/nfts/NftVault",
    [
      {
        ...{ collection, quoteToken: quote, receipts },
        ...{ name: "Land item", symbol: "iLAND", lanes: LANES, authority },
        fees: { depositFeeWad: 0n, targetedRedeemFeeWad: ITEM / 20n, swapFeeWad: ITEM / 50n },
        rentTerms: {
          ...{ pricePerSecondWad: ITEM, minSeconds: Number(RENT_SECONDS), maxSeconds: 604_800 },
          maxRentedWad: ITEM / 2n,
        },
      },
    ],
    "NftVault",
  );
  const users = await stage.users(vault, LANES);
  const first = (user: LocalAccount) => (user === users[0] ? 100n : 200n);
  const ids = (from: bigint, count: bigint) =>
    Array.from({ length: Number(count) }, (_, at) => from + BigInt(at));
  for (const user of users) {
    const from = first(user);
    await waves.send([
      call(user, collection, mintAbi, "mint", [user.address, ids(from, 12n)]),
      call(user, collection, erc721Abi, "setApprovalForAll", [vault, true]),
      call(user, quote, devnetTokenAbi, "mint", [user.address, ITEM]),
      call(user, quote, erc20Abi, "approve", [vault, maxUint256]),
      call(user, vault, nftVaultAbi, "deposit", [ids(from, 8n), user.address]),
      call(user, vault, nftVaultAbi, "rent", [from, user.address, RENT_SECONDS, ITEM]),
    ]);
  }
  const gauge = await stage.deploy(
    "contracts/gauges/Gauge",
    [
      {
        ...{ name: "Gauge", symbol: "G", stakeToken: vault, lanes: LANES, authority, minEpochSeconds: 1n },
        rewards: [quote, vault].map((token) => ({ token, streamPeriod: 604_800n })),
      },
    ],
    "Gauge",
  );
  await waves.send([call(admin, vault, parseAbi(["function setGauge(address)"]), "setGauge", [gauge])]);
  await stage.wait(3_600n);
  return {
    users,
    entries: (user) => {
      const from = first(user);
      const me = user.address;
      return {
        deposit: call(user, vault, nftVaultAbi, "deposit", [ids(from + 8n, 1n), me]),
        redeem: call(user, vault, nftVaultAbi, "redeem", [1n, me]),
        redeemTargeted: call(user, vault, nftVaultAbi, "redeemTargeted", [[from + 3n], me, ITEM]),
        swap: call(user, vault, nftVaultAbi, "swap", [[from + 8n], [from + 4n], me, ITEM]),
        rent: call(user, vault, nftVaultAbi, "rent", [from + 1n, me, RENT_SECONDS, ITEM]),
        release: call(user, vault, nftVaultAbi, "release", [[from]]),
        collect: call(user, vault, nftVaultAbi, "collect", [[(BigInt(me) ^ BigInt(vault)) & (LANES - 1n)]]),
        transfer: call(user, vault, erc20Abi, "transfer", [stage.friendOf(user).address, ITEM]),
      };
    },
  };
}
