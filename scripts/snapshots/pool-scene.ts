import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { routerAbi } from "@millrace/sdk/abis/routerAbi";
import { CURVE } from "@millrace/sdk/curve";
import { erc20Abi, maxUint256, parseEther } from "viem";
import { call } from "../devnet/wave.ts";
import type { Scene, Stage } from "./stage.ts";

const FEE_PIPS = 3_000;
const LIQUIDITY = parseEther("100");
const DEADLINE = 4_000_000_000n;

/** A pool behind the router: its reserves are one for all, and on the list of what may be shared. */
export async function poolScene(stage: Stage): Promise<Scene> {
  const { admin, client, waves } = stage;
  const authority = await stage.deploy(
    "@openzeppelin/contracts/access/manager/AccessManager",
    [admin.address],
    "AccessManager",
  );
  const [a, b] = [
    await stage.deploy("contracts/devnet/DevnetToken", ["A", "A", 18], "TokenA"),
    await stage.deploy("contracts/devnet/DevnetToken", ["B", "B", 18], "TokenB"),
  ];
  const factory = await stage.deploy(
    "contracts/pools/PoolFactory",
    [authority, admin.address, 1_000n],
    "PoolFactory",
  );
  const router = await stage.deploy("contracts/pools/Router", [factory], "Router");
  await waves.send([call(admin, factory, poolFactoryAbi, "createPool", [a, b, FEE_PIPS, 0, CURVE.PRODUCT])]);
  const pool = await client.readContract({
    ...{
      address: factory,
      abi: poolFactoryAbi,
      functionName: "poolFor",
      args: [a, b, FEE_PIPS, 0, CURVE.PRODUCT],
    },
  });
  stage.know(pool, { label: "Pool", contract: "contracts/pools/Pool.sol:Pool" });
  const users = await stage.users(pool, 16n);
  for (const user of users) {
    for (const who of [user, stage.friendOf(user)]) {
      await waves.send([
        ...[a, b].flatMap((token) => [
          call(who, token, devnetTokenAbi, "mint", [who.address, LIQUIDITY * 10n]),
          call(who, token, erc20Abi, "approve", [router, maxUint256]),
        ]),
        call(who, pool, erc20Abi, "approve", [router, maxUint256]),
      ]);
    }
  }
  const liquidity = (who: { address: `0x${string}` }, amount: bigint, min: bigint) => ({
    ...{
      tokenA: a,
      tokenB: b,
      feePips: FEE_PIPS,
      curve: CURVE.PRODUCT,
      shard: 0,
      amountA: amount,
      amountB: amount,
    },
    ...{ minA: min, minB: min, to: who.address, deadline: DEADLINE },
  });
  for (const user of users) {
    await waves.send([call(user, router, routerAbi, "addLiquidity", [liquidity(user, LIQUIDITY, 0n)])]);
  }
  return {
    users,
    allowed: /^Pool\.|^Token[AB]\._balances\[Pool\]$/,
    entries: (user) => {
      const swap = (amountIn: bigint, amountOut: bigint) => ({
        ...{
          tokenIn: a,
          hops: [{ tokenOut: b, feePips: FEE_PIPS, curve: CURVE.PRODUCT, shard: 0 }],
          amountIn,
          amountOut,
        },
        ...{ to: user.address, deadline: DEADLINE },
      });
      const some = LIQUIDITY / 100n;
      return {
        swapExactIn: call(user, router, routerAbi, "swapExactIn", [swap(some, 1n)]),
        swapExactOut: call(user, router, routerAbi, "swapExactOut", [swap(some * 2n, some)]),
        addLiquidity: call(user, router, routerAbi, "addLiquidity", [liquidity(user, some, 0n)]),
        removeLiquidity: call(user, router, routerAbi, "removeLiquidity", [liquidity(user, 0n, 0n), some]),
        zapIn: call(user, router, routerAbi, "zapIn", [liquidity(user, some, 0n), 1n]),
        transfer: call(user, pool, erc20Abi, "transfer", [stage.friendOf(user).address, 1n]),
      };
    },
  };
}
