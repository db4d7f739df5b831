import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { erc20Abi, maxUint256, parseEther } from "viem";
import { deployMarket } from "../../bench/lib/deploy-market.ts";
import { call } from "../devnet/wave.ts";
import type { Scene, Stage } from "./stage.ts";

const LANES = 16n;
const AMOUNT = parseEther("10");

/** A market in which both users lend and borrow, each within its lane's cash. */
export async function marketScene(stage: Stage): Promise<Scene> {
  const { admin, waves } = stage;
  const authority = await stage.deploy(
    "@openzeppelin/contracts/access/manager/AccessManager",
    [admin.address],
    "AccessManager",
  );
  const asset = await stage.deploy("contracts/devnet/DevnetToken", ["Asset", "AST", 18], "AssetToken");
  const collateral = await stage.deploy(
    "contracts/devnet/DevnetToken",
    ["Collateral", "COL", 18],
    "CollateralToken",
  );
  const market = await deployMarket({
    ...{ waves, authority, asset, collateral, lanes: LANES },
    deploy: (source, args) => stage.deploy(source, args, source.split("/").at(-1) ?? source),
  });
  const users = await stage.users(market, LANES);
  for (const user of users) {
    await waves.send([
      ...[asset, collateral].flatMap((token) => [
        call(user, token, devnetTokenAbi, "mint", [user.address, AMOUNT * 100n]),
        call(user, token, erc20Abi, "approve", [market, maxUint256]),
      ]),
      call(user, market, marketAbi, "deposit", [AMOUNT * 10n, user.address]),
      call(user, market, marketAbi, "supplyCollateral", [AMOUNT * 10n, user.address]),
      call(user, market, marketAbi, "borrow", [AMOUNT, user.address, user.address]),
    ]);
  }
  return {
    users,
    entries: (user) => {
      const me = user.address;
      return {
        deposit: call(user, market, marketAbi, "deposit", [AMOUNT, me]),
        mint: call(user, market, marketAbi, "mint", [AMOUNT, me]),
        withdraw: call(user, market, marketAbi, "withdraw", [AMOUNT, me, me]),
        redeem: call(user, market, marketAbi, "redeem", [AMOUNT, me, me]),
        supplyCollateral: call(user, market, marketAbi, "supplyCollateral", [AMOUNT, me]),
        withdrawCollateral: call(user, market, marketAbi, "withdrawCollateral", [AMOUNT, me, me]),
        borrow: call(user, market, marketAbi, "borrow", [AMOUNT, me, me]),
        repay: call(user, market, marketAbi, "repay", [AMOUNT / 2n, me]),
        transfer: call(user, market, erc20Abi, "transfer", [stage.friendOf(user).address, 1n]),
        setAuthorization: call(user, market, marketAbi, "setAuthorization", [
          stage.friendOf(user).address,
          true,
        ]),
      };
    },
  };
}
