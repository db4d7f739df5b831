import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { deriveSenders } from "../src/act/senders.ts";
import { parseEnvironment } from "../src/env.ts";
import { ConfigurationError } from "../src/errors.ts";

const good = {
  MILLRACE_RPC_URL: "http://127.0.0.1:8545",
  MILLRACE_DEPLOYMENT: "deployment.json",
  KEEPER_PRIVATE_KEY: `0x${"11".repeat(32)}`,
  KEEPER_DATA_DIR: "journal",
};

describe("parseEnvironment", () => {
  it("takes what it must be given and has the rest", () => {
    const config = parseEnvironment(good);
    assert.equal(config.senders, 128);
    assert.equal(config.port, 9_464);
    assert.equal(config.senderBalanceWei, 5n * 10n ** 17n);
  });

  it("reads amounts as they are written", () => {
    const config = parseEnvironment({
      ...good,
      ...{ KEEPER_SENDER_BALANCE: "0.2", KEEPER_SENDER_FLOOR: "0.05", KEEPER_BUDGET_PER_DAY: "1.5" },
      ...{ KEEPER_MAX_DAILY_LOSS: "0.000000000000000001", KEEPER_MAX_FEE_GWEI: "50" },
      ...{ KEEPER_MAX_BASE_FEE_GWEI: "0.25" },
    });
    assert.deepEqual(
      [config.senderBalanceWei, config.senderFloorWei, config.economics.budgetWeiPerDay],
      [2n * 10n ** 17n, 5n * 10n ** 16n, 15n * 10n ** 17n],
    );
    assert.deepEqual(
      [config.breakers.dailyLossWei, config.maxFeePerGas, config.breakers.baseFeeWei],
      [1n, 50n * 10n ** 9n, 25n * 10n ** 7n],
    );
  });

  it("names every variable that is missing, in one sentence", () => {
    assert.throws(
      () => parseEnvironment({}),
      (error) => {
        assert.ok(error instanceof ConfigurationError);
        for (const name of Object.keys(good)) assert.match(error.message, new RegExp(`${name} is missing`));
        assert.ok(!error.message.includes("\n"));
        return true;
      },
    );
  });

  for (const [name, value] of [
    ["MILLRACE_RPC_URL", "localhost"],
    ["MILLRACE_RPC_URL", "ftp://127.0.0.1"],
    ["KEEPER_PRIVATE_KEY", "0x12"],
    ["KEEPER_PRIVATE_KEY", `0x${"00".repeat(32)}`],
    ["KEEPER_PRIVATE_KEY", `0x${"ff".repeat(32)}`],
    ["KEEPER_SENDERS", "0"],
    ["KEEPER_SENDERS", "many"],
    ["KEEPER_PORT", "70000"],
    ["KEEPER_SLIPPAGE_BPS", "-1"],
    ["KEEPER_SENDER_BALANCE", "1e18"],
    ["KEEPER_LOG_LEVEL", "loud"],
  ] as const) {
    it(`refuses ${name}=${value.slice(0, 12)}`, () => {
      assert.throws(
        () => parseEnvironment({ ...good, [name]: value }),
        new RegExp(`^ConfigurationError: ${name} is malformed`),
      );
    });
  }

  it("never shows a key that it refuses", () => {
    const key = `0x${"ab".repeat(31)}`;
    assert.throws(
      () => parseEnvironment({ ...good, KEEPER_PRIVATE_KEY: key }),
      (error: Error) => !error.message.includes(key.slice(2)),
    );
  });
});

describe("keeper", () => {
  const keeper = (args: string[], env: Record<string, string> = {}) =>
    spawnSync("node", [new URL("../src/cli.ts", import.meta.url).pathname, ...args], {
      env: { PATH: process.env.PATH ?? "", ...env },
      encoding: "utf8",
    });

  for (const [args, sentence] of [
    [["run", "--bogus"], /^unknown option '--bogus'/],
    [["fly"], /^unknown command 'fly'/],
    [["run"], /^MILLRACE_RPC_URL is missing/],
  ] as const) {
    it(`says in one line what is wrong with \`keeper ${args.join(" ")}\``, () => {
      const { status, stderr, stdout } = keeper([...args]);
      assert.equal(status, 1);
      assert.match(stderr, sentence);
      assert.equal(stderr.trim().split("\n").length, 1);
      assert.equal(stdout, "");
    });
  }

  it("says that no node answers, or that there is no deployment", () => {
    assert.match(
      keeper(["plan"], good).stderr,
      /^MILLRACE_DEPLOYMENT cannot be used: no deployment can be read/,
    );
  });
});

describe("deriveSenders", () => {
  it("gives the same accounts for a key, others for another, and more without changing the first", () => {
    const addresses = (byte: string, count: number) =>
      deriveSenders(`0x${byte.repeat(32)}`, count).map(({ address }) => address);
    assert.deepEqual(addresses("11", 4).slice(0, 2), addresses("11", 2));
    assert.equal(new Set([...addresses("11", 16), ...addresses("12", 16)]).size, 32);
  });
});
