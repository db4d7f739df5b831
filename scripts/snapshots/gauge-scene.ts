import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { type Address, erc20Abi, maxUint256, parseEther, parseEventLogs } from "viem";
import { call } from "../devnet/wave.ts";
import type { Scene, Stage } from "./stage.ts";

const LANES = 16n;
const AMOUNT = parseEther("10");
/** `Payout.Pay` of IGauge. */
const PAY = 1;

/** A gauge whose first epoch is closed: everyone has something to claim. */
export async function gaugeScene(stage: Stage): Promise<Scene> {
  const { admin, waves } = stage;
  const authority = await stage.deploy(
    "@openzeppelin/contracts/access/manager/AccessManager",
    [admin.address],
    "AccessManager",
  );
  const stakeToken = await stage.deploy("contracts/devnet/DevnetToken", ["Stake", "STK", 18], "StakeToken");
  const reward = await stage.deploy("contracts/devnet/DevnetToken", ["Reward", "RWD", 18], "RewardToken");
  const gauge = await stage.deploy(
    "contracts/gauges/Gauge",
    [
      {
        ...{ name: "Gauge", symbol: "G", stakeToken, lanes: LANES, authority, minEpochSeconds: 1n },
        rewards: [{ token: reward, streamPeriod: 604_800n }],
      },
    ],
    "Gauge",
  );
  const users = await stage.users(gauge, LANES);
  const positions = new Map<Address, bigint[]>();
  for (const user of users) {
    const receipts = await waves.send([
      call(user, stakeToken, devnetTokenAbi, "mint", [user.address, AMOUNT * 100n]),
      call(user, stakeToken, erc20Abi, "approve", [gauge, maxUint256]),
      ...[1, 2, 3].map(() => call(user, gauge, gaugeAbi, "stake", [AMOUNT, user.address])),
    ]);
    const logs = receipts.flatMap((receipt) => receipt.logs);
    const ids = parseEventLogs({ abi: gaugeAbi, eventName: "Stake", logs }).map(({ args }) => args.id);
    positions.set(user.address, ids);
    await waves.send([call(user, gauge, gaugeAbi, "setPayout", [ids[2] ?? 0n, PAY, user.address])]);
  }
  await waves.send([
    call(admin, reward, devnetTokenAbi, "mint", [admin.address, AMOUNT]),
    call(admin, reward, erc20Abi, "approve", [gauge, AMOUNT]),
    call(admin, gauge, gaugeAbi, "notify", [reward, AMOUNT]),
  ]);
  await stage.wait(86_400n);
  await waves.send([call(admin, gauge, gaugeAbi, "settle", [])]);
  return {
    users,
    entries: (user) => {
      const [id = 0n, other = 0n, paid = 0n] = positions.get(user.address) ?? [];
      const me = user.address;
      return {
        stake: call(user, gauge, gaugeAbi, "stake", [AMOUNT, me]),
        increase: call(user, gauge, gaugeAbi, "increase", [id, AMOUNT]),
        unstake: call(user, gauge, gaugeAbi, "unstake", [id, AMOUNT / 2n, me]),
        claim: call(user, gauge, gaugeAbi, "claim", [id, me]),
        claimOne: call(user, gauge, gaugeAbi, "claimOne", [id, reward, me]),
        setPayout: call(user, gauge, gaugeAbi, "setPayout", [id, PAY, me]),
        setBounty: call(user, gauge, gaugeAbi, "setBounty", [id, 10n]),
        split: call(user, gauge, gaugeAbi, "split", [id, AMOUNT / 2n]),
        merge: call(user, gauge, gaugeAbi, "merge", [other, id]),
        payOut: call(user, gauge, gaugeAbi, "payOut", [[paid]]),
        transferFrom: call(user, gauge, gaugeAbi, "transferFrom", [me, stage.friendOf(user).address, other]),
      };
    },
  };
}
