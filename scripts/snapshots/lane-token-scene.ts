import { erc20Abi, parseAbi, parseEther } from "viem";
import { call } from "../devnet/wave.ts";
import type { Scene, Stage } from "./stage.ts";

const LANES = 64n;
const AMOUNT = parseEther("10");
const abi = parseAbi(["function mint(uint256 shares)", "function burn(uint256 shares)"]);

/** The lane token alone. */
export async function laneTokenScene(stage: Stage): Promise<Scene> {
  const token = await stage.deploy("bench/contracts/LaneToken", [LANES], "LaneERC20");
  const users = await stage.users(token, LANES);
  for (const user of users) {
    const friend = stage.friendOf(user);
    await stage.waves.send([
      call(user, token, abi, "mint", [AMOUNT]),
      call(friend, token, abi, "mint", [AMOUNT]),
      call(friend, token, erc20Abi, "approve", [user.address, AMOUNT]),
    ]);
  }
  return {
    users,
    entries: (user) => {
      const friend = stage.friendOf(user).address;
      return {
        mint: call(user, token, abi, "mint", [1n]),
        burn: call(user, token, abi, "burn", [1n]),
        transfer: call(user, token, erc20Abi, "transfer", [friend, 1n]),
        transferFrom: call(user, token, erc20Abi, "transferFrom", [friend, user.address, 1n]),
        approve: call(user, token, erc20Abi, "approve", [friend, 1n]),
      };
    },
  };
}
