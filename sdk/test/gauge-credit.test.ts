import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { createHardhatRuntimeEnvironment, importUserConfig } from "hardhat/hre";
import { type Address, getContract, parseEventLogs } from "viem";
import { devnetTokenAbi } from "../src/abis/devnetTokenAbi.ts";
import { gaugeAbi } from "../src/abis/gaugeAbi.ts";
import {
  applyClaim,
  applyMerge,
  applySplit,
  applyStake,
  applyUnstake,
  claimable,
  EMPTY_POSITION,
  GAUGE_PRECISION,
  type GaugeContext,
  type GaugeMark,
  type GaugePosition,
  marksNeeded,
} from "../src/gauge-credit.ts";
import { seeds } from "./seeds.ts";

/** A context of one reward whose marks are those of the epochs 1, 2, … */
function contextOf(start: bigint, ...marks: GaugeMark[]): GaugeContext {
  return {
    open: { number: BigInt(marks.length + 1), start },
    rewardCount: 1,
    markOf: (_, epoch) => marks[Number(epoch) - 1],
  };
}

describe("the credit of a gauge position", () => {
  const first = contextOf(1000n);
  // Epoch 1 ran from 1000 to 1010 and credited 2 units a token-second, epoch 2 to 1020 and credited 3.
  const one = { perWeight: 2n * GAUGE_PRECISION, cumulative: 20n * GAUGE_PRECISION };
  const two = { perWeight: 3n * GAUGE_PRECISION, cumulative: 50n * GAUGE_PRECISION };

  it("is nothing in the epoch of the stake", () => {
    const position = applyStake(EMPTY_POSITION, 5n, 1004n, first);
    assert.deepEqual(position, { stake: 5n, epoch: 1n, debt: 20n, creditsScaled: [0n] });
    assert.deepEqual(claimable(position, first), [0n]);
    assert.deepEqual(marksNeeded(position, first.open), []);
  });

  it("is the weight of the first epoch, then the whole stake", () => {
    const position = applyStake(EMPTY_POSITION, 5n, 1004n, first);
    assert.deepEqual(claimable(position, contextOf(1010n, one)), [5n * 6n * 2n]);
    assert.deepEqual(claimable(position, contextOf(1020n, one, two)), [60n + 5n * 10n * 3n]);
    assert.deepEqual(marksNeeded(position, { number: 3n, start: 1020n }), [1n, 2n]);
  });

  it("keeps what was earned before an unstake, in the open epoch too", () => {
    const staked = applyStake(EMPTY_POSITION, 5n, 1004n, first);
    const left = applyUnstake(staked, 5n, 1006n, first);
    assert.deepEqual(claimable(left, contextOf(1020n, one, two)), [5n * 2n * 2n]);
  });

  it("keeps the fraction that a claim leaves", () => {
    const half = { perWeight: GAUGE_PRECISION / 2n, cumulative: 5n * GAUGE_PRECISION };
    const context = contextOf(1010n, half);
    const position = applyStake(EMPTY_POSITION, 1n, 1009n, first);
    assert.deepEqual(claimable(position, context), [0n]);
    const more = contextOf(1020n, half, { perWeight: half.perWeight, cumulative: 10n * GAUGE_PRECISION });
    const claimed = applyClaim(position, 0, 5n, more);
    assert.deepEqual(claimed.creditsScaled, [GAUGE_PRECISION / 2n]);
  });

  it("is split and merged to the scaled unit", () => {
    const staked = applyStake(EMPTY_POSITION, 7n, 1003n, first);
    const position = applyUnstake(staked, 2n, 1009n, first);
    const { left, created } = applySplit(position, 2n, contextOf(1010n, one));
    assert.deepEqual([left.stake, created.stake], [3n, 2n]);
    const whole = 47n * 2n * GAUGE_PRECISION;
    assert.deepEqual(created.creditsScaled, [(whole * 2n) / 5n]);
    assert.deepEqual(left.creditsScaled, [whole - (whole * 2n) / 5n]);
    const both = applySplit(position, 2n, first);
    assert.equal(both.left.debt + both.created.debt, position.debt);
    const later = contextOf(1020n, one, two);
    assert.deepEqual(
      applyMerge(both.left, later, both.created, later),
      applyStake(position, 0n, 1020n, later),
    );
    assert.throws(() => applySplit(position, 5n, first), RangeError);
  });

  it("refuses a claim of more than there is, which a missed event would explain", () => {
    const position = applyStake(EMPTY_POSITION, 5n, 1004n, first);
    assert.throws(() => applyClaim(position, 0, 61n, contextOf(1010n, one)), RangeError);
    assert.throws(() => applyUnstake(position, 6n, 1005n, first), RangeError);
  });

  it("counts a reward that was added later from its first mark on", () => {
    const position = applyStake(EMPTY_POSITION, 5n, 1000n, first);
    const markOf = (index: number, epoch: bigint) =>
      index === 0
        ? [one, two][Number(epoch) - 1]
        : epoch === 2n
          ? { perWeight: 1n, cumulative: 10n }
          : undefined;
    const context = { open: { number: 3n, start: 1020n }, rewardCount: 2, markOf };
    const touched = applyStake(position, 1n, 1020n, context);
    assert.deepEqual(touched.creditsScaled, [5n * 50n * GAUGE_PRECISION, 50n]);
  });

  it("is exact across a wrap of the cumulative sum", () => {
    const top = 2n ** 256n - 5n;
    const marks = [
      { perWeight: GAUGE_PRECISION, cumulative: top },
      { perWeight: GAUGE_PRECISION, cumulative: BigInt.asUintN(256, top + 10n * GAUGE_PRECISION) },
    ];
    const position = applyStake(EMPTY_POSITION, 7n, 1010n, contextOf(1010n, ...marks.slice(0, 1)));
    assert.deepEqual(claimable(position, contextOf(1020n, ...marks)), [70n]);
  });
});

describe("the credit against the contract", () => {
  let close = async () => {};
  after(() => close());

  let chain: Awaited<ReturnType<typeof connect>>;
  before(async () => {
    chain = await connect();
    close = () => chain.close();
  });

  async function connect() {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const configPath = fileURLToPath(new URL("../../hardhat.config.ts", import.meta.url));
    const hre = await createHardhatRuntimeEnvironment(
      await importUserConfig(configPath),
      { config: configPath },
      root,
    );
    return hre.network.connect();
  }

  for (const seed of seeds(3)) {
    it(`agrees with claimable after every step of random history ${seed}`, async () => {
      const { viem } = chain;
      const [wallet] = await viem.getWalletClients();
      assert(wallet);
      const publicClient = await viem.getPublicClient();
      const testClient = await viem.getTestClient();
      const me = wallet.account.address;
      const random = randomOf(seed);

      const manager = await viem.deployContract("AccessManager", [me]);
      const client = { public: publicClient, wallet };
      const tokens = await Promise.all(
        [18, 6, 8].map(async (decimals) => {
          const { address } = await viem.deployContract("DevnetToken", ["Token", "TKN", decimals]);
          return getContract({ address, abi: devnetTokenAbi, client });
        }),
      );
      const [stakeToken, usd, btc] = tokens;
      assert(stakeToken && usd && btc);
      const deployed = await viem.deployContract("Gauge", [
        {
          name: "Gauge",
          symbol: "G",
          stakeToken: stakeToken.address,
          lanes: 4n,
          authority: manager.address,
          minEpochSeconds: 1n,
          rewards: [{ token: usd.address, streamPeriod: 5000n }],
        },
      ]);
      const gauge = getContract({ address: deployed.address, abi: gaugeAbi, client });
      for (const token of tokens) {
        await token.write.mint([me, 10n ** 30n]);
        await token.write.approve([gauge.address, 10n ** 30n]);
      }

      const replay = createReplay();
      let indexed = 0n;
      const catchUp = async () => {
        const logs = await publicClient.getLogs({ address: gauge.address, fromBlock: indexed });
        for (const event of parseEventLogs({ abi: gaugeAbi, logs })) {
          const { timestamp } = await publicClient.getBlock({ blockNumber: event.blockNumber });
          replay.apply(event, timestamp);
        }
        indexed = (await publicClient.getBlockNumber()) + 1n;
      };

      for (let step = 0; step < 80; step++) {
        await testClient.increaseTime({ seconds: 1 + random(400) });
        const ids = [...replay.positions].filter(([, { epoch }]) => epoch > 0n).map(([held]) => held);
        const id = ids[random(ids.length)];
        const amount = BigInt(1 + random(10 ** random(16)));
        const action = random(13);
        if (step === 40) await gauge.write.addReward([btc.address, 3000n]);
        else if (action < 2 || id === undefined) await gauge.write.stake([amount, randomAddress(random)]);
        else if (action < 3) await gauge.write.increase([id, amount]);
        else if (action < 5) await act(id, (sender) => gauge.write.claim([id, sender], { account: sender }));
        else if (action < 6) {
          const stake = replay.positions.get(id)?.stake ?? 0n;
          if (stake === 0n) continue;
          const part = 1n + BigInt(random(1000)) * (stake / 1000n);
          await act(id, (sender) =>
            gauge.write.unstake([id, part > stake ? stake : part, sender], { account: sender }),
          );
        } else if (action < 7) await gauge.write.notify([usd.address, amount]);
        else if (action < 8 && step > 40) await gauge.write.notify([btc.address, amount]);
        else if (action === 10) {
          const stake = replay.positions.get(id)?.stake ?? 0n;
          if (stake < 2n) continue;
          const part = 1n + (stake - 1n) / BigInt(2 + random(50));
          await act(id, (sender) => gauge.write.split([id, part > 1n ? part - 1n : 1n], { account: sender }));
        } else if (action === 11) {
          const owner = await gauge.read.ownerOf([id]);
          const owners = await Promise.all(ids.map((other) => gauge.read.ownerOf([other])));
          const into = ids.find((other, index) => other !== id && owners[index] === owner);
          if (into === undefined) continue;
          await act(id, (sender) => gauge.write.merge([id, into], { account: sender }));
        } else if (action === 12) {
          await act(id, async (sender) => {
            await gauge.write.setPayout([id, 1, me], { account: sender });
            await gauge.write.setBounty([id, BigInt(random(501))], { account: sender });
          });
          await gauge.write.payOutWithBounty([[id], stakeToken.address]);
        } else await gauge.write.settle();

        await catchUp();
        for (const [positionId, position] of replay.positions) {
          assert.deepEqual(
            claimable(position, replay.context()),
            await gauge.read.claimable([positionId]),
            `step ${step}`,
          );
        }
      }
      const total = [...replay.positions.values()].flatMap((position) =>
        claimable(position, replay.context()),
      );
      assert(
        total.some((amount) => amount > 0n),
        "the history earned something",
      );

      async function act(position: bigint, write: (sender: Address) => Promise<unknown>) {
        const owner = await gauge.read.ownerOf([position]);
        await testClient.impersonateAccount({ address: owner });
        await testClient.setBalance({ address: owner, value: 10n ** 18n });
        await write(owner);
        await testClient.stopImpersonatingAccount({ address: owner });
      }
    });
  }
});

type GaugeEvent = ReturnType<typeof parseEventLogs<typeof gaugeAbi>>[number];

/** The state that the events seen so far give: as an indexer would keep it. */
function createReplay() {
  const positions = new Map<bigint, GaugePosition>();
  const rewards: Address[] = [];
  const marks: Map<bigint, GaugeMark>[] = [];
  let open = { number: 0n, start: 0n };
  const context = (): GaugeContext => ({
    open,
    rewardCount: rewards.length,
    markOf: (index, epoch) => marks[index]?.get(epoch),
  });
  const apply = (event: GaugeEvent, time: bigint) => {
    if (event.eventName === "Settle") open = { number: event.args.epoch + 1n, start: event.args.end };
    if (event.eventName === "AddReward") {
      rewards.push(event.args.token);
      marks.push(new Map());
    }
    if (event.eventName === "Distribute") {
      marks[rewards.indexOf(event.args.token)]?.set(event.args.epoch, event.args);
    }
    if (event.eventName === "Stake") {
      const { id, amount } = event.args;
      positions.set(id, applyStake(positions.get(id) ?? EMPTY_POSITION, amount, time, context()));
    }
    if (event.eventName === "Unstake") {
      const { id, amount } = event.args;
      positions.set(id, applyUnstake(positions.get(id) ?? EMPTY_POSITION, amount, time, context()));
    }
    if (event.eventName === "Split") {
      const { id, newId, amount } = event.args;
      const { left, created } = applySplit(positions.get(id) ?? EMPTY_POSITION, amount, context());
      positions.set(id, left).set(newId, created);
    }
    if (event.eventName === "Merge") {
      const { id, into } = event.args;
      const [a, b] = [positions.get(into) ?? EMPTY_POSITION, positions.get(id) ?? EMPTY_POSITION];
      positions.set(into, applyMerge(a, context(), b, context())).set(id, EMPTY_POSITION);
    }
    if (event.eventName === "Claim" || event.eventName === "PayBounty") {
      const { id, token, amount } = event.args;
      positions.set(
        id,
        applyClaim(positions.get(id) ?? EMPTY_POSITION, rewards.indexOf(token), amount, context()),
      );
    }
  };
  return { positions, context, apply };
}

/** Integers below a bound, the same for a seed every time (mulberry32). */
function randomOf(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * bound);
  };
}

function randomAddress(random: (bound: number) => number): Address {
  return `0x${Array.from({ length: 20 }, () => (1 + random(255)).toString(16).padStart(2, "0")).join("")}`;
}
