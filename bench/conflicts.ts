import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Address, erc20Abi, type LocalAccount, maxUint256, parseAbi, parseEther } from "viem";
import type { BenchRow } from "../scripts/bench.ts";
import { devAccount, person } from "../scripts/devnet/chain.ts";
import { type Call, call, createWaves, type Waves } from "../scripts/devnet/wave.ts";
import { type BenchChain, withChain } from "./lib/bench-chain.ts";
import { deployMarket } from "./lib/deploy-market.ts";
import { nftConflicts } from "./lib/nft-conflicts.ts";
import { parallelCeiling } from "./lib/parallel-ceiling.ts";
import { plainStakingAbi } from "./lib/plain-staking-abi.ts";

const USERS = 1_024;
const LANES = 64n;
const TARGET = 30;
const AMOUNT = parseEther("10");
const laneTokenAbi = parseAbi(["function mint(uint256 shares)"]);

/**
 * What a parallel EVM could gain on users who all do the same to one instance, ours at 64 lanes beside OpenZeppelin's
 * ERC-4626 and ERC-20 and accumulator staking; an operation is measured on transactions that were mined.
 */
export function run(): Promise<BenchRow[]> {
  return withChain(async (chain) => {
    const { client } = chain;
    const deployed = await deployAll(chain);
    const { token, laneToken, vault, plainVault, gauge, plainStaking, admin, users } = deployed;
    await client.setAutomine(false);
    const waves = createWaves(client, true);
    const mined = minedDeploy(chain, waves);
    const { market, collateral } = await deployLending(mined, waves, deployed);
    const ceiling = async (act: (who: LocalAccount, index: number) => Call) => {
      const calls = users.map(act);
      return parallelCeiling(client, calls, await waves.send(calls));
    };
    const rows: BenchRow[] = [];
    const compare = async (name: string, ours: number, peer: number | null) => {
      rows.push({
        case: name,
        value: ours,
        unit: "× ceiling",
        baseline: peer,
        target: `≥ ${TARGET}`,
        ok: ours >= TARGET,
      });
    };

    await waves.send(
      users.flatMap((who) => [
        call(who, token, devnetTokenAbi, "mint", [who.address, AMOUNT * 100n]),
        ...[vault, plainVault, market, gauge, plainStaking].map((spender) =>
          call(who, token, erc20Abi, "approve", [spender, maxUint256]),
        ),
      ]),
    );
    const deposits = (to: Address) =>
      ceiling((who) => call(who, to, vaultAbi, "deposit", [AMOUNT, who.address]));
    const redeems = (from: Address) =>
      ceiling((who) => call(who, from, vaultAbi, "redeem", [AMOUNT / 4n, who.address, who.address]));
    const [plainDeposit, plainRedeem] = [await deposits(plainVault), await redeems(plainVault)];
    await compare("vault deposit", await deposits(vault), plainDeposit);
    await compare("vault redeem", await redeems(vault), plainRedeem);
    await compare("market supply", await deposits(market), plainDeposit);
    await compare("market withdraw", await redeems(market), plainRedeem);

    await waves.send(
      users.flatMap((who) => [
        call(who, collateral, devnetTokenAbi, "mint", [who.address, AMOUNT]),
        call(who, collateral, erc20Abi, "approve", [market, maxUint256]),
      ]),
    );
    await compare(
      "market collateral",
      await ceiling((who) => call(who, market, marketAbi, "supplyCollateral", [AMOUNT, who.address])),
      null,
    );
    await compare(
      "market borrow",
      await ceiling((who) => call(who, market, marketAbi, "borrow", [AMOUNT / 2n, who.address, who.address])),
      null,
    );
    await compare(
      "market repay",
      await ceiling((who) => call(who, market, marketAbi, "repay", [AMOUNT / 4n, who.address])),
      null,
    );

    const strangers = Array.from({ length: USERS }, (_, index) => person("stranger", index).address);
    const transfers = (of: Address) =>
      ceiling((who, index) =>
        call(who, of, erc20Abi, "transfer", [strangers[index] ?? who.address, AMOUNT / 4n]),
      );
    await compare("share transfer", await transfers(vault), await transfers(plainVault));
    await waves.send(users.map((who) => call(who, laneToken, laneTokenAbi, "mint", [AMOUNT])));
    await compare("LaneERC20 transfer", await transfers(laneToken), await transfers(token));

    await compare(
      "stake",
      await ceiling((who) => call(who, gauge, gaugeAbi, "stake", [AMOUNT, who.address])),
      await ceiling((who) => call(who, plainStaking, plainStakingAbi, "stake", [AMOUNT])),
    );
    const minted = await client.getLogs({
      address: gauge,
      event: parseAbi([
        "event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)",
      ])[0],
      fromBlock: 0n,
      strict: true,
    });
    const positions = new Map(minted.map(({ args }) => [args.to, args.tokenId]));
    const positionOf = (who: LocalAccount) => {
      const id = positions.get(who.address);
      if (id === undefined) throw new Error(`${who.address} has no position`);
      return id;
    };
    await waves.send([
      call(admin, token, devnetTokenAbi, "mint", [admin.address, AMOUNT * 2_000n]),
      ...[gauge, plainStaking].map((spender) =>
        call(admin, token, erc20Abi, "approve", [spender, maxUint256]),
      ),
      call(admin, gauge, gaugeAbi, "notify", [token, AMOUNT * 1_000n]),
      call(admin, plainStaking, plainStakingAbi, "notify", [AMOUNT * 1_000n]),
    ]);
    await client.increaseTime({ seconds: 43_200 });
    await waves.send([call(admin, gauge, gaugeAbi, "settle", [])]);
    await compare(
      "claim",
      await ceiling((who) => call(who, gauge, gaugeAbi, "claim", [positionOf(who), who.address])),
      await ceiling((who) => call(who, plainStaking, plainStakingAbi, "claim", [])),
    );
    await compare(
      "unstake",
      await ceiling((who) =>
        call(who, gauge, gaugeAbi, "unstake", [positionOf(who), AMOUNT / 2n, who.address]),
      ),
      await ceiling((who) => call(who, plainStaking, plainStakingAbi, "unstake", [AMOUNT / 2n])),
    );
    const { authority } = deployed;
    for (const [name, value] of await nftConflicts({
      ...{ client, deploy: mined, waves, authority, token, users, lanes: LANES },
    })) {
      await compare(name, value, null);
    }
    return rows;
  });
}

/** Deploys while blocks are mined by hand. */
function minedDeploy({ client, deploy }: BenchChain, waves: Waves) {
  return async (source: string, args: readonly unknown[]): Promise<Address> => {
    await client.setAutomine(true);
    const { address } = await deploy(source, args);
    await client.setAutomine(false);
    // The admin, who deploys, may have sent a wave before.
    waves.forgetNonces();
    return address;
  };
}

/** A market over the same token, and its collateral. */
async function deployLending(
  mined: ReturnType<typeof minedDeploy>,
  waves: Waves,
  { authority, token }: { authority: Address; token: Address },
) {
  const collateral = await mined("contracts/devnet/DevnetToken", ["Collateral", "COL", 18]);
  const market = await deployMarket({
    ...{ deploy: mined, waves, authority, asset: token, collateral, lanes: LANES },
  });
  return { market, collateral };
}

async function deployAll({ client, deploy }: BenchChain) {
  const admin = devAccount(0);
  const at = async (source: string, args: readonly unknown[]) => (await deploy(source, args)).address;
  const authority = await at("@openzeppelin/contracts/access/manager/AccessManager", [admin.address]);
  const token = await at("contracts/devnet/DevnetToken", ["Token", "TKN", 18]);
  const settlement = await at("contracts/vaults/VaultSettlement", [token, LANES]);
  const vault = await at("contracts/vaults/Vault", [
    {
      settlement,
      ...{ asset: token, name: "Vault", symbol: "V", lanes: LANES, authority, feeRecipient: admin.address },
      ...{ performanceFeeWad: 0n, managementFeeWad: 0n, streamPeriod: 21_600n, gracePeriod: 86_400n },
      ...{ maxGainWad: parseEther("0.03"), maxLossWad: parseEther("0.01") },
    },
  ]);
  const gauge = await at("contracts/gauges/Gauge", [
    {
      ...{ name: "Gauge", symbol: "G", stakeToken: token, lanes: LANES, authority, minEpochSeconds: 1n },
      rewards: [{ token, streamPeriod: 86_400n }],
    },
  ]);
  const laneToken = await at("bench/contracts/LaneToken", [LANES]);
  const plainVault = await at("bench/contracts/PlainVault", [token]);
  const plainStaking = await at("bench/contracts/PlainStaking", [token, token]);
  const users = Array.from({ length: USERS }, (_, index) => person("bench user", index));
  await Promise.all(users.map(({ address }) => client.setBalance({ address, value: parseEther("10") })));
  return { admin, authority, token, laneToken, vault, gauge, plainVault, plainStaking, users };
}
