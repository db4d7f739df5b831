import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import {
  type Address,
  encodeFunctionData,
  erc20Abi,
  getAbiItem,
  type Hex,
  keccak256,
  parseAbi,
  toFunctionSelector,
  toHex,
  zeroAddress,
} from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { compileSolidity } from "../../scripts/testing/compile-solidity.ts";
import { deriveSenders } from "../src/act/senders.ts";
import type { CycleReport } from "../src/cycle-report.ts";
import { createDataFees } from "../src/economics/create-data-fees.ts";
import { createEconomics } from "../src/economics/create-economics.ts";
import { parseEnvironment } from "../src/env.ts";
import type { Log } from "../src/log.ts";
import { planCycle } from "../src/plan-cycle.ts";
import { openChain, openKeeper, runCycle } from "../src/run-cycle.ts";
import { startAnvil } from "./anvil.ts";
import { startFaultProxy } from "./helpers/fault-proxy.ts";
import { createRandom } from "./helpers/random.ts";
import { account, deployScene, type Scene } from "./scene.ts";

const privateKey = keccak256(toHex("operator who looks at the money"));
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
const senderCount = 24;
const oracle = "0x420000000000000000000000000000000000000F";
const l1Block = "0x4200000000000000000000000000000000000015";
const l1BlockAbi = parseAbi([
  "function set(uint64 time, uint256 fee, uint256 blobFee, uint32 feeScalar, uint32 blobFeeScalar)",
]);
const oracleAbi = parseAbi([
  "function setFjord(bool isFjord)",
  "function setBroken(bool isBroken)",
  "function getL1Fee(bytes data) view returns (uint256)",
  "function getL1FeeUpperBound(uint256 size) view returns (uint256)",
]);

describe("what keeping brings and costs", () => {
  let anvil: Awaited<ReturnType<typeof startAnvil>>;
  let scene: Scene;
  let split: bigint;
  let journals = 0;
  const directory = mkdtempSync(join(tmpdir(), "millrace-economics-"));
  const operator = privateKeyToAddress(privateKey);
  const senders = deriveSenders(privateKey, senderCount).map(({ address }) => address);

  const settings = (extra: Record<string, string> = {}) => ({
    MILLRACE_RPC_URL: anvil.url,
    MILLRACE_DEPLOYMENT: join(directory, "deployment.json"),
    KEEPER_PRIVATE_KEY: privateKey,
    KEEPER_DATA_DIR: join(directory, `journal${journals}`),
    KEEPER_SENDERS: `${senderCount}`,
    KEEPER_RECEIPT_TIMEOUT_MS: "60000",
    KEEPER_PERIOD_SECONDS: "0",
    ...extra,
  });
  const config = (extra?: Record<string, string>) => parseEnvironment(settings(extra));
  const priced = (extra: Record<string, string> = {}) =>
    config({ KEEPER_PRICES: `${scene.reward}=native`, ...extra });
  const send = async (from: Address, to: Address, data: Hex) => {
    const hash = await anvil.client.sendTransaction({ account: from, to, data, chain: null });
    const { status } = await anvil.client.waitForTransactionReceipt({ hash });
    assert.equal(status, "success");
  };
  const balanceOf = (account: Address) =>
    anvil.client.readContract({
      ...{ address: scene.reward, abi: erc20Abi, functionName: "balanceOf", args: [account] },
    });
  const held = async () => (await Promise.all(senders.map(balanceOf))).reduce((sum, own) => sum + own, 0n);
  const jobsOf = (report: CycleReport, kind: string) =>
    report.batchesDetail.flatMap(({ jobs }) => jobs).filter((job) => job.kind === kind);
  const reasons = (report: CycleReport, kind: string) =>
    report.dropped.filter((one) => one.kind === kind).map(({ reason }) => reason);

  /** Has every position that asks to be paid offer a part of it. */
  async function offerBounties(bps: bigint) {
    const event = getAbiItem({ abi: gaugeAbi, name: "SetPayout" });
    const logs = await anvil.client.getLogs({
      ...{ address: [...scene.gauges], event, fromBlock: 0n, strict: true },
    });
    for (const { address, args } of logs) {
      if (args.payout !== 1) continue;
      const id = args.id;
      const owner = await anvil.client.readContract({
        ...{ address, abi: gaugeAbi, functionName: "ownerOf", args: [id] },
      });
      await send(
        owner,
        address,
        encodeFunctionData({ abi: gaugeAbi, functionName: "setBounty", args: [id, bps] }),
      );
    }
  }

  /** Splits a position that asks to be paid, and tells the new one. */
  async function splitOne(): Promise<bigint> {
    const address = scene.gauges[0] as Address;
    const event = getAbiItem({ abi: gaugeAbi, name: "SetPayout" });
    const logs = await anvil.client.getLogs({ address, event, fromBlock: 0n, strict: true });
    const id = logs.find(({ args }) => args.payout === 1)?.args.id as bigint;
    const gauge = { address, abi: gaugeAbi } as const;
    const owner = await anvil.client.readContract({ ...gauge, functionName: "ownerOf", args: [id] });
    const args = [id, 10n ** 17n] as const;
    const { result } = await anvil.client.simulateContract({
      ...{ ...gauge, functionName: "split", args, account: owner },
    });
    await send(owner, address, encodeFunctionData({ abi: gaugeAbi, functionName: "split", args }));
    return result;
  }

  /** Puts the code of the OP stack's contracts where its chains have them. */
  async function layBelow(feeGwei: bigint, ageSeconds = 0n) {
    const { contracts } = compileSolidity({ roots: ["test/mocks/MockGasPriceOracle.sol"], want: "code" });
    for (const [address, name] of [
      [oracle, "MockGasPriceOracle"],
      [l1Block, "MockL1Block"],
    ] as const) {
      const code = contracts.find((contract) => contract.name === name)?.deployedBytecode;
      await anvil.client.setCode({ address, bytecode: `0x${code}` });
    }
    const { timestamp } = await anvil.client.getBlock();
    await send(
      operator,
      l1Block,
      encodeFunctionData({
        abi: l1BlockAbi,
        functionName: "set",
        args: [timestamp - ageSeconds, feeGwei * 10n ** 9n, 1n, 1_368, 810_949],
      }),
    );
  }

  before(async () => {
    anvil = await startAnvil();
    scene = await deployScene(anvil.client, operator);
    writeFileSync(join(directory, "deployment.json"), JSON.stringify(scene.deployment));
    await offerBounties(500n);
    split = await splitOne();
    await anvil.pass(3_600);
    await anvil.startBlocks();
    // Anvil charges a call for its data, and takes one without a caller to be from here.
    await anvil.client.setBalance({ address: zeroAddress, value: 10n ** 24n });
  });

  after(async () => {
    await anvil?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it("leaves bounties that have no price, and pays positions all the same", async () => {
    const report = await runCycle(config(), silent);
    assert.ok(jobsOf(report, "payOut").length > 0);
    assert.equal(await held(), 0n);
    assert.equal(report.economics.revenueWei, "0");
  });

  it("pays what a position was split into as it pays the position", async () => {
    const event = getAbiItem({ abi: gaugeAbi, name: "PaidOut" });
    const logs = await anvil.client.getLogs({ event, args: { id: split }, fromBlock: 0n });
    assert.equal(logs.length, 1);
  });

  it("stops after a day of rounds that brought less than they cost, and says so", async () => {
    const limited = { KEEPER_MAX_DAILY_LOSS: "0.000001" };
    const { halted, jobs } = await runCycle(config(limited), silent);
    assert.equal(jobs, 0);
    assert.deepEqual(
      halted.map(({ name }) => name),
      ["daily-loss"],
    );
    assert.match(
      halted[0]?.reason ?? "",
      /^the last day cost 0\.\d+ ether of fees and brought 0: a loss of 0\.\d+, and 0\.000001 is the limit$/,
    );
    const again = await runCycle(config(limited), silent);
    const reasonOf = ({ name, reason }: (typeof halted)[number]) => `${name}: ${reason}`;
    assert.deepEqual(again.halted.map(reasonOf), halted.map(reasonOf), "it holds until someone lifts it");
  });

  it("takes bounties that are worth it, each for the sender of its job, in batches without conflicts", async () => {
    journals++;
    await anvil.pass(3_600);
    const { phases } = await planCycle(priced());
    const report = await runCycle(priced(), silent);
    assert.deepEqual(
      [report.conflictsInsideBatches, report.reverted, report.unmined],
      [0, 0, 0],
      "BATCH_CONFLICT_FREE",
    );
    assert.ok(phases.length > 0);
    const paid = jobsOf(report, "payOut");
    const receivers = (await Promise.all(senders.map(balanceOf))).filter((amount) => amount > 0n).length;
    assert.ok(receivers > 4, `${receivers} senders were paid by ${paid.length} jobs`);
    assert.equal(report.economics.revenueWei, `${await held()}`, "what arrived is what is told");
    assert.ok(BigInt(report.economics.revenueWei) > 0n);
    assert.equal(report.economics.expectedRevenueWei, report.economics.revenueWei);
    // A common receiver would need a batch for each of them.
    const batches = report.batchesDetail.filter(({ jobs }) => jobs.some(({ kind }) => kind === "payOut"));
    assert.ok(batches.length < paid.length / 2, `${paid.length} payouts in ${batches.length} batches`);
  });

  it("counts what arrives at those whom it is told of", async () => {
    const receiver = account("treasury of the test");
    const economics = await createEconomics({
      ...{ chain: await openChain(priced()), own: [operator], subsidySince: async () => 0n },
      config: priced({ KEEPER_RECEIVERS: receiver }).economics,
    });
    const data = encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [receiver, 77n] });
    const balances = await Promise.all(senders.map(balanceOf));
    const payer = senders[balances.findIndex((balance) => balance > 77n)] as Address;
    const before = await balanceOf(payer);
    const hash = await anvil.client.sendTransaction({ account: payer, to: scene.reward, data, chain: null });
    const receipt = await anvil.client.waitForTransactionReceipt({ hash });
    assert.deepEqual(await economics.earnedBy(receipt), { wei: 77n });
    // Back again, so that the senders hold what they earned.
    const back = encodeFunctionData({ abi: erc20Abi, functionName: "transfer", args: [payer, 77n] });
    await anvil.client.setBalance({ address: receiver, value: 10n ** 18n });
    await send(receiver, scene.reward, back);
    assert.equal(await balanceOf(payer), before);
  });

  it("goes on where a day's rounds brought more than they cost", async () => {
    await anvil.pass(600);
    const report = await runCycle(priced({ KEEPER_MAX_DAILY_LOSS: "0.000001" }), silent);
    assert.deepEqual(report.halted, []);
    assert.ok(report.jobs > 0);
    const keeper = await openKeeper(priced(), silent);
    try {
      const { spentWei, earnedWei } = await keeper.journal.balanceSince(new Date(0));
      assert.equal(earnedWei, await held(), "the journal has what arrived");
      assert.ok(spentWei > 0n && earnedWei > spentWei, `${earnedWei} for ${spentWei}`);
      // What pays for itself takes nothing of a budget.
      const subsidy = await keeper.journal.subsidySince(new Date(0), []);
      assert.ok(subsidy > 0n && subsidy < spentWei, `${subsidy} of ${spentWei}`);
    } finally {
      await keeper.close();
    }
  });

  it("leaves bounties where the executor does not list their function", async () => {
    await anvil.pass(600);
    const list = parseAbi(["function setTarget(address target, bytes4[] selectors, bool allowed)"]);
    const selector = toFunctionSelector("payOutWithBounty(uint256[],address)");
    const setAll = async (allowed: boolean) => {
      for (const gauge of scene.gauges) {
        const data = encodeFunctionData({
          ...{ abi: list, functionName: "setTarget", args: [gauge, [selector], allowed] },
        });
        await send(operator, scene.deployment.executor, data);
      }
    };
    await setAll(false);
    const before = await held();
    const report = await runCycle(priced(), silent);
    assert.ok(jobsOf(report, "payOut").length > 0);
    assert.equal(await held(), before);
    await setAll(true);
  });

  it("charges nothing for data on a chain without an oracle of it", async () => {
    const fees = await createDataFees(await openChain(config()));
    assert.deepEqual(await fees.of("0x1234", 100_000n), { wei: 0n });
  });

  it("asks the oracle of an OP-stack chain, as of Ecotone and as of Fjord", async () => {
    await layBelow(20n);
    const chain = await openChain(config());
    const fees = await createDataFees(chain);
    const short = await fees.of(`0x${"11".repeat(100)}`, 100_000n);
    const long = await fees.of(`0x${"11".repeat(600)}`, 100_000n);
    assert.ok("wei" in short && "wei" in long);
    // 500 bytes more, none of them zero, at 16 gas, and the longer length by two bytes at most.
    const weighted = 16n * 1_368n * 20n * 10n ** 9n + 810_949n;
    const growth = long.wei - short.wei - (500n * 16n * weighted) / 16_000_000n;
    assert.ok(growth >= -1n && growth <= (64n * weighted) / 16_000_000n, `${growth}`);

    await send(
      operator,
      oracle,
      encodeFunctionData({ abi: oracleAbi, functionName: "setFjord", args: [true] }),
    );
    const compressed = await fees.of(`0x${"11".repeat(600)}`, 100_000n);
    assert.ok("wei" in compressed && compressed.wei !== long.wei);
    const bound = (size: bigint) =>
      chain.client.readContract({
        ...{ address: oracle, abi: oracleAbi, functionName: "getL1FeeUpperBound", args: [size] },
      });
    assert.ok(compressed.wei > (await bound(600n)) && compressed.wei < (await bound(700n)));
  });

  it("counts the data fee in what a job costs, and in what was really paid for it", async () => {
    journals++;
    await layBelow(20n);
    await anvil.pass(600);
    // Nodes of the OP stack name the fee in the receipt; this one charges it and does not.
    const l1Fee = 10n ** 15n;
    const node = await startFaultProxy(anvil.url, createRandom(1));
    const named = (_: unknown, receipt: unknown) =>
      receipt === null ? null : { ...(receipt as object), l1Fee: toHex(l1Fee) };
    for (const method of ["eth_getTransactionReceipt", "eth_sendRawTransactionSync"])
      node.override(method, named);
    const through = priced({ MILLRACE_RPC_URL: node.url, KEEPER_MAX_DAILY_LOSS: "0.01" });
    try {
      const { jobs, transactions, economics } = await runCycle(through, silent);
      assert.ok(jobs > 10);
      const { expectedDataFeeWei, executionFeeWei, dataFeeWei } = economics;
      assert.ok(BigInt(expectedDataFeeWei) > 10n ** 10n * BigInt(jobs), expectedDataFeeWei);
      assert.equal(dataFeeWei, `${l1Fee * BigInt(transactions)}`);
      const keeper = await openKeeper(through, silent);
      const { spentWei, earnedWei } = await keeper.journal.balanceSince(new Date(0));
      await keeper.close();
      assert.equal(spentWei, BigInt(executionFeeWei) + BigInt(dataFeeWei));
      assert.equal(earnedWei, BigInt(economics.revenueWei));
    } finally {
      await node.stop();
    }
  });

  it("drops a job whose profit the data fee eats, and does it for a cheaper one", async () => {
    await layBelow(100_000_000n);
    await anvil.pass(600);
    const gated = () =>
      priced({ KEEPER_GATES: "payOut=0", KEEPER_MAX_DAILY_LOSS: "1000", KEEPER_SENDER_BALANCE: "4" });
    const dear = await runCycle(gated(), silent);
    assert.equal(jobsOf(dear, "payOut").length, 0);
    assert.ok(
      reasons(dear, "payOut").some((reason) => /a profit of -\d.* ether is below the gate of 0/.test(reason)),
      reasons(dear, "payOut").join("; "),
    );
    await layBelow(1n);
    const cheap = await runCycle(gated(), silent);
    assert.ok(jobsOf(cheap, "payOut").length > 0, reasons(cheap, "payOut").join("; "));
  });

  it("weighs nothing by an oracle that is stale or fails, keeps the reason, and does what has no price", async () => {
    const gated = () =>
      priced({ KEEPER_GATES: "payOut=0", KEEPER_MAX_DAILY_LOSS: "1000", KEEPER_BUDGET_PER_DAY: "900" });
    await layBelow(1n, 4_000n);
    await anvil.pass(600);
    const stale = await runCycle(gated(), silent);
    assert.equal(stale.jobs, 0);
    for (const kind of ["settle", "payOut"] as const)
      assert.match(reasons(stale, kind).join("; "), kind === "settle" ? /data oracle .* \d+ s old/ : /./);

    await layBelow(1n);
    await send(
      operator,
      oracle,
      encodeFunctionData({ abi: oracleAbi, functionName: "setBroken", args: [true] }),
    );
    const broken = await runCycle(gated(), silent);
    assert.equal(broken.jobs, 0);
    assert.match(
      reasons(broken, "settle").join("; "),
      /what it costs is not known: the data oracle .* reverted/,
    );

    const unweighed = await runCycle(priced({ KEEPER_MAX_DAILY_LOSS: "1000" }), silent);
    assert.ok(jobsOf(unweighed, "settle").length > 0, "what is done at any cost needs no price");
  });
});
