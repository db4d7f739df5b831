import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { erc20Abi, maxUint256, parseEther } from "viem";
import { call } from "../devnet/wave.ts";
import type { Scene, Stage } from "./stage.ts";

const LANES = 16n;
const AMOUNT = parseEther("10");

/** A vault whose lanes hold what their accounts may take. */
export async function vaultScene(stage: Stage): Promise<Scene> {
  const { admin } = stage;
  const authority = await stage.deploy(
    "@openzeppelin/contracts/access/manager/AccessManager",
    [admin.address],
    "AccessManager",
  );
  const token = await stage.deploy("contracts/devnet/DevnetToken", ["Token", "TKN", 18], "Token");
  const settlement = await stage.deploy(
    "contracts/vaults/VaultSettlement",
    [token, LANES],
    "VaultSettlement",
  );
  const vault = await stage.deploy(
    "contracts/vaults/Vault",
    [
      {
        settlement,
        ...{ asset: token, name: "Vault", symbol: "V", lanes: LANES, authority, feeRecipient: admin.address },
        ...{ performanceFeeWad: 0n, managementFeeWad: 0n, streamPeriod: 21_600n, gracePeriod: 86_400n },
        ...{ maxGainWad: parseEther("0.03"), maxLossWad: parseEther("0.01") },
      },
    ],
    "Vault",
  );
  const users = await stage.users(vault, LANES);
  for (const user of users) {
    for (const who of [user, stage.friendOf(user)]) {
      await stage.waves.send([
        call(who, token, devnetTokenAbi, "mint", [who.address, AMOUNT * 10n]),
        call(who, token, erc20Abi, "approve", [vault, maxUint256]),
        call(who, vault, vaultAbi, "deposit", [AMOUNT, who.address]),
      ]);
    }
    await stage.waves.send([call(stage.friendOf(user), vault, vaultAbi, "approve", [user.address, AMOUNT])]);
  }
  return {
    users,
    entries: (user) => {
      const me = user.address;
      const friend = stage.friendOf(user).address;
      return {
        deposit: call(user, vault, vaultAbi, "deposit", [AMOUNT, me]),
        mint: call(user, vault, vaultAbi, "mint", [AMOUNT, me]),
        withdraw: call(user, vault, vaultAbi, "withdraw", [AMOUNT / 2n, me, me]),
        redeem: call(user, vault, vaultAbi, "redeem", [AMOUNT / 2n, me, me]),
        redeemInKind: call(user, vault, vaultAbi, "redeemInKind", [AMOUNT / 2n, me, me]),
        transfer: call(user, vault, vaultAbi, "transfer", [friend, 1n]),
        transferFrom: call(user, vault, vaultAbi, "transferFrom", [friend, me, 1n]),
        approve: call(user, vault, vaultAbi, "approve", [friend, 1n]),
      };
    },
  };
}
