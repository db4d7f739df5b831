import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeAbiParameters, encodeEventTopics, erc20Abi, parseEther } from "viem";
import { chooseProfitable, type Offer } from "../src/economics/choose-profitable.ts";
import { parseGates, parsePrices, parseReceivers } from "../src/economics/parse-economics.ts";
import { revenueOf } from "../src/economics/revenue-of.ts";

const offer = (kind: Offer["kind"], cost: string, revenue: string | undefined): Offer => ({
  kind,
  estimate: {
    executionFee: parseEther(cost) - 1n,
    dataFee: 1n,
    revenue: revenue === undefined ? undefined : parseEther(revenue),
    unpriced: revenue === undefined ? "the price is 90 s old, above 60 s" : undefined,
  },
});
const kept = (offers: Offer[], config: Parameters<typeof chooseProfitable>[1], spent = 0n) =>
  chooseProfitable(offers, config, spent).map((verdict) => (verdict.kept ? "kept" : verdict.reason));

describe("chooseProfitable", () => {
  it("asks of a gated kind what its gate says, to the wei", () => {
    const config = { gates: { harvest: parseEther("0.5") }, budgetWeiPerDay: undefined };
    assert.deepEqual(kept([offer("harvest", "1", "1.5")], config), ["kept"]);
    const short = offer("harvest", "1", "1.5");
    const below = { ...short, estimate: { ...short.estimate, dataFee: 2n } };
    assert.deepEqual(kept([below], config), [
      "a profit of 0.499999999999999999 ether is below the gate of 0.5",
    ]);
    assert.deepEqual(
      kept([offer("harvest", "2", "1")], { ...config, gates: { harvest: parseEther("-1") } }),
      ["kept"],
    );
  });

  it("does not guess at a revenue whose price is stale", () => {
    const config = { gates: { harvest: -(10n ** 30n) }, budgetWeiPerDay: undefined };
    assert.deepEqual(kept([offer("harvest", "1", undefined)], config), [
      "what it pays is not known: the price is 90 s old, above 60 s",
    ]);
  });

  it("does not guess at a cost whose oracle is stale, but where cost decides nothing", () => {
    const { kind, estimate } = offer("settle", "0.1", "0");
    const unknown: Offer = { kind, estimate: { ...estimate, dataFee: undefined, unknownFee: "it is stale" } };
    const budget = { gates: {}, budgetWeiPerDay: parseEther("1") };
    const reason = "what it costs is not known: it is stale";
    assert.deepEqual(kept([unknown, offer("settle", "1", "0")], budget), [reason, "kept"]);
    const gated = { gates: { settle: -parseEther("9") }, budgetWeiPerDay: undefined };
    assert.deepEqual(kept([unknown], gated), [reason]);
    assert.deepEqual(kept([unknown], { gates: {}, budgetWeiPerDay: undefined }), ["kept"]);
  });

  it("spends the day's budget in order, on what fits, and a gated job takes nothing of it", () => {
    const config = { gates: { harvest: 0n }, budgetWeiPerDay: parseEther("1") };
    const offers = [
      offer("settle", "0.4", "0"),
      offer("harvest", "5", "5"),
      offer("payOut", "0.5", "0"),
      offer("report", "0.3", "0.25"),
      offer("sweep", "0.2", "0.3"),
    ];
    assert.deepEqual(kept(offers, config, parseEther("0.2")), [
      "kept",
      "kept",
      "it takes 0.5 ether, and 0.4 of the day's budget are left",
      "kept",
      "kept",
    ]);
    assert.deepEqual(kept([offer("settle", "0.1", "0")], config, parseEther("3")), [
      "it takes 0.1 ether, and 0 of the day's budget are left",
    ]);
  });

  it("never lets more through than the budget", () => {
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state;
    };
    for (let round = 0; round < 200; round++) {
      const offers = Array.from({ length: random() % 30 }, (): Offer => {
        const estimate = { executionFee: BigInt(random() % 1_000), dataFee: BigInt(random() % 100) };
        return { kind: "payOut", estimate: { ...estimate, revenue: BigInt(random() % 200) } };
      });
      const [budget, spent] = [BigInt(random() % 5_000), BigInt(random() % 2_000)];
      const verdicts = chooseProfitable(offers, { gates: {}, budgetWeiPerDay: budget }, spent);
      const net = offers.reduce((sum, { estimate }, index) => {
        const cost = estimate.executionFee + (estimate.dataFee ?? 0n) - (estimate.revenue ?? 0n);
        return verdicts[index]?.kept && cost > 0n ? sum + cost : sum;
      }, 0n);
      assert.ok(net === 0n || net + spent <= budget, `round ${round}`);
    }
  });
});

describe("the settings", () => {
  const token = `0x${"1".repeat(40)}`;
  const source = `0x${"2".repeat(40)}`;

  it("are read as they are written", () => {
    assert.deepEqual(parseGates("harvest=0.001, payOut=-2"), {
      harvest: parseEther("0.001"),
      payOut: parseEther("-2"),
    });
    assert.deepEqual(parseReceivers(`${token}, ${source}`), [token, source]);
    assert.deepEqual(parseReceivers(""), []);
    assert.deepEqual(
      [...parsePrices(`${token}=feed:${source}:60,${source}=native`)],
      [
        [token, { kind: "feed", feed: source, maxAgeSeconds: 60 }],
        [source, { kind: "native" }],
      ],
    );
  });

  it("are refused where they are malformed", () => {
    for (const bad of ["fly=1", "harvest", "harvest=1e18", "harvest=0x1"])
      assert.throws(() => parseGates(bad), TypeError, bad);
    for (const bad of [
      "0x12=native",
      `${token}=feed:${source}`,
      `${token}=pool:${source}:0`,
      `${token}=oracle`,
    ])
      assert.throws(() => parsePrices(bad), TypeError, bad);
    assert.throws(() => parseReceivers("treasury"), TypeError);
  });
});

describe("revenueOf", () => {
  const [me, other, token] = ["a", "b", "c"].map((digit) => `0x${digit.repeat(40)}` as const) as [
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
  ];
  const transfer = (from: `0x${string}`, to: `0x${string}`, value: bigint) => ({
    address: token,
    topics: encodeEventTopics({
      abi: erc20Abi,
      eventName: "Transfer",
      args: { from, to },
    }) as `0x${string}`[],
    data: encodeAbiParameters([{ type: "uint256" }], [value]),
  });
  const prices = (wei: bigint | undefined) => ({
    worthOf: async (_: string, amount: bigint) =>
      wei === undefined ? { reason: "no price" } : { wei: amount * wei },
    reset: () => {},
  });

  it("counts what comes in less what goes out, and knows no price it is not told", async () => {
    const logs = [transfer(other, me, 10n), transfer(me, other, 3n), transfer(other, other, 99n)];
    assert.deepEqual(await revenueOf(logs, [me], prices(2n)), { wei: 14n });
    assert.deepEqual(await revenueOf(logs, [me], prices(undefined)), { reason: "no price" });
    assert.deepEqual(await revenueOf([], [me], prices(undefined)), { wei: 0n });
  });
});
