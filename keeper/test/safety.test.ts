import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import {
  type Address,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseTransaction,
  type TransactionSerializableEIP1559,
  toHex,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { encodeExecute } from "../src/act/send-batch.ts";
import { parseEnvironment } from "../src/env.ts";
import { ForbiddenError, SignerError } from "../src/errors.ts";
import { deviationBps, judge, type Readings } from "../src/safety/breakers.ts";
import { createGuard } from "../src/safety/create-guard.ts";
import { decryptKeystore } from "../src/safety/decrypt-keystore.ts";
import { openHalts } from "../src/safety/open-halts.ts";
import { openKeys } from "../src/safety/open-keys.ts";

const named = (name: string): Address => `0x${keccak256(toHex(name)).slice(-40)}`;
const [executor, manager, operator, sender, target] = ["e", "m", "o", "s", "t"].map(named) as [
  Address,
  Address,
  Address,
  Address,
  Address,
];
const listed: Hex = "0x11da60b4";

describe("createGuard", () => {
  const guard = createGuard({
    ...{ chainId: 1, executor, accessManager: manager, operator, senders: [sender] },
    ...{ maxPaymentWei: 100n, maxFeePerGas: 1_000n },
    isListed: (address, selector) => address.toLowerCase() === target && selector === listed,
  });
  const job = (data: Hex, to: Address = target): Hex =>
    encodeExecute({ key: toHex(1, { size: 32 }), target: to }, data, 1n);
  const good: TransactionSerializableEIP1559 = {
    ...{ type: "eip1559", chainId: 1, to: executor, data: job(listed), nonce: 0, maxFeePerGas: 1_000n },
  };

  const bounty = (receiver: Address) =>
    job(encodeFunctionData({ abi: gaugeAbi, functionName: "payOutWithBounty", args: [[1n, 65n], receiver] }));

  it("signs a payout whose bounties go to its sender, and no other", () => {
    const isListed = () => true;
    const open = createGuard({
      ...{ chainId: 1, executor, accessManager: manager, operator, senders: [sender], isListed },
      ...{ maxPaymentWei: 100n, maxFeePerGas: 1_000n },
    });
    open({ ...good, data: bounty(sender) }, sender);
    for (const receiver of [operator, target, executor])
      assert.throws(() => open({ ...good, data: bounty(receiver) }, sender), /bounties go to/);
  });

  it("signs a listed job, a transaction that does nothing, and a payment to a sender", () => {
    guard(good, sender);
    guard({ ...good, to: sender, data: "0x" }, sender);
    guard({ ...good, to: sender, data: "0x", value: 100n }, operator);
  });

  // Each field of an authorised call, changed.
  for (const [what, change, from] of [
    ["another chain", { chainId: 2 }, sender],
    ["another target of the sender", { to: target }, sender],
    ["ether along", { value: 1n }, sender],
    ["a fee above the cap", { maxFeePerGas: 1_001n }, sender],
    ["a function that is not listed", { data: job("0xdeadbeef") }, sender],
    ["a target that is not listed", { data: job(listed, manager) }, sender],
    ["calldata below a selector", { data: job("0x11") }, sender],
    [
      "another function of the executor",
      {
        data: encodeFunctionData({
          abi: executorAbi,
          functionName: "setTarget",
          args: [target, [listed], true],
        }),
      },
      sender,
    ],
    ["calldata that is no call", { data: "0x12345678" }, sender],
    ["a contract to create", { to: undefined }, sender],
    ["a stranger's address", {}, target],
    ["a job by the operator", {}, operator],
    ["too large a payment", { to: sender, data: "0x", value: 101n }, operator],
    ["a payment to a stranger", { to: target, data: "0x", value: 1n }, operator],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => guard({ ...good, ...change } as TransactionSerializableEIP1559, from),
        ForbiddenError,
      );
    });
  }
});

describe("judge", () => {
  const limits = {
    dailyLossWei: 100n,
    revertPercent: 20,
    priceDeviationBps: 500,
    baseFeeWei: 1_000n,
    disagreements: 3,
  };
  const calm: Readings = {
    ...{ spentWei: 100n, earnedWei: 0n, reverted: [], baseFeeWei: 1_000n, disagreements: 2 },
    prices: [{ name: "pool", deviationBps: 500 }],
  };
  const outcomes = (failed: number, of: number) => Array.from({ length: of }, (_, index) => index < failed);

  it("lets the keeper work at its limits", () => {
    assert.deepEqual(judge({ ...calm, reverted: outcomes(2, 10) }, limits), []);
    assert.deepEqual(judge({ ...calm, spentWei: 600n, earnedWei: 500n }, limits), []);
    assert.deepEqual(judge({ ...calm, reverted: outcomes(9, 9) }, limits), [], "nine jobs say nothing");
  });

  for (const [name, change, latched] of [
    ["daily-loss", { spentWei: 601n, earnedWei: 500n }, true],
    ["revert-ratio", { reverted: outcomes(3, 10) }, true],
    ["rpc-disagreement", { disagreements: 3 }, true],
    ["price-deviation", { prices: [{ name: "pool", deviationBps: 501 }] }, false],
    ["base-fee", { baseFeeWei: 1_001n }, false],
  ] as const) {
    it(`stops for ${name}, and says why`, () => {
      const trips = judge({ ...calm, ...change }, limits);
      assert.deepEqual(
        trips.map((trip) => [trip.name, trip.latched]),
        [[name, latched]],
      );
      assert.match(trips[0]?.reason ?? "", /limit/);
    });
  }

  it("measures how far prices are apart", () => {
    assert.equal(deviationBps(100n, 105n), 500);
    assert.equal(deviationBps(105n, 100n), 500);
    assert.equal(deviationBps(0n, 1n), Number.POSITIVE_INFINITY);
  });
});

describe("decryptKeystore", () => {
  // The test vector of the Web3 Secret Storage Definition.
  const secret = "0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";
  const pbkdf2 = {
    crypto: {
      ...{ cipher: "aes-128-ctr", cipherparams: { iv: "6087dab2f9fdbbfaddc31a909735c1e6" } },
      ciphertext: "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
      kdf: "pbkdf2",
      kdfparams: {
        ...{ c: 262_144, dklen: 32, prf: "hmac-sha256" },
        salt: "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd",
      },
      mac: "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2",
    },
    version: 3,
  };
  // go-ethereum's vector of a key whose first byte is zero.
  const short = "0x00fa7b3db73dc7dfdf8c5fbdb796d741e4488628c41fc4febd9160a866ba0f35";
  const scrypt = {
    crypto: {
      ...{ cipher: "aes-128-ctr", cipherparams: { iv: "e0c41130a323adc1446fc82f724bca2f" } },
      ciphertext: "9517cd5bdbe69076f9bf5057248c6c050141e970efa36ce53692d5d59a3984",
      kdf: "scrypt",
      kdfparams: {
        ...{ dklen: 32, n: 2, r: 8, p: 1 },
        salt: "711f816911c92d649fb4c84b047915679933555030b3552c1212609b38208c63",
      },
      mac: "d5e116151c6aa71470e67a7d42c9620c75c4d23229847dcc127794f0732b0db5",
    },
    version: 3,
  };

  it("opens the published examples", () => {
    assert.equal(decryptKeystore(pbkdf2, "testpassword"), secret);
    assert.equal(decryptKeystore(scrypt, "foo"), short);
  });

  it("refuses a wrong password, a changed file, and other formats", () => {
    assert.throws(() => decryptKeystore(scrypt, "Foo"), /does not open/);
    const changed = {
      ...scrypt,
      crypto: { ...scrypt.crypto, ciphertext: `00${scrypt.crypto.ciphertext.slice(2)}` },
    };
    assert.throws(() => decryptKeystore(changed, "foo"), /does not open/);
    assert.throws(() => decryptKeystore({ ...scrypt, version: 1 }, "foo"), /no version 3/);
    const { crypto } = scrypt;
    const weird = { ...crypto, kdfparams: { ...crypto.kdfparams, n: 3 } };
    assert.throws(() => decryptKeystore({ crypto: weird, version: 3 }, "foo"), /asks for a scrypt/);
  });

  it("gives the same senders as the key itself", async () => {
    const directory = mkdtempSync(join(tmpdir(), "millrace-keystore-"));
    const path = join(directory, "key.json");
    writeFileSync(path, JSON.stringify(scrypt));
    const fromFile = await openKeys({ kind: "keystore", path, password: "foo" }, 2);
    const fromKey = await openKeys({ kind: "privateKey", privateKey: short }, 2);
    rmSync(directory, { recursive: true });
    const addresses = ({ operator: own, senders }: typeof fromKey) =>
      [own, ...senders].map((one) => one.address);
    assert.deepEqual(addresses(fromFile), addresses(fromKey));
  });
});

describe("external signer", () => {
  const accounts = [1, 2, 3].map((byte) => privateKeyToAccount(toHex(byte, { size: 32 })));
  let tamper = (transaction: Record<string, Hex>) => transaction;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString());
    const answer = (result: unknown) => response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
    if (method === "eth_accounts") return answer(accounts.map(({ address }) => address));
    const asked = tamper(params[0]) as Record<string, Hex>;
    const account = accounts.find(({ address }) => address === asked.from);
    if (account === undefined) {
      return response.end(
        JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32000, message: "no such key" } }),
      );
    }
    const number = (name: string) => BigInt(asked[name] ?? "0x0");
    answer(
      await account.signTransaction({
        ...{ type: "eip1559", chainId: Number(asked.chainId), nonce: Number(asked.nonce) },
        ...{ to: asked.to as Address, data: asked.data as Hex, value: number("value"), gas: number("gas") },
        ...{ maxFeePerGas: number("maxFeePerGas"), maxPriorityFeePerGas: number("maxPriorityFeePerGas") },
      }),
    );
  });
  before(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const operatorAddress = (accounts[0] as (typeof accounts)[number]).address;
  const transaction: TransactionSerializableEIP1559 = {
    ...{ type: "eip1559", chainId: 31_337, to: target, data: "0x1234", value: 5n, nonce: 7 },
    ...{ gas: 90_000n, maxFeePerGas: 9n, maxPriorityFeePerGas: 1n },
  };

  it("signs what it is asked for with the key of the sender", async () => {
    const keys = await openKeys({ kind: "signer", url: url(), operator: operatorAddress }, 8);
    assert.equal(keys.operator.address, operatorAddress);
    assert.equal(keys.senders.length, 2);
    const raw = await (keys.senders[0] as (typeof keys.senders)[number]).signTransaction(transaction);
    const { nonce, gas, data } = parseTransaction(raw as `0x02${string}`);
    assert.deepEqual([nonce, gas, data], [7, 90_000n, "0x1234"]);
  });

  for (const [field, value] of [
    ...[
      ["to", named("thief")],
      ["value", "0x6"],
      ["data", "0x1235"],
      ["nonce", "0x8"],
      ["gas", "0x1"],
    ],
    ...[
      ["maxFeePerGas", "0xa"],
      ["maxPriorityFeePerGas", "0x2"],
      ["chainId", "0x1"],
      ["from", operatorAddress],
    ],
  ] as [string, Hex][]) {
    it(`is refused where it signs another ${field}`, async () => {
      const { senders } = await openKeys({ kind: "signer", url: url(), operator: operatorAddress }, 8);
      tamper = (asked) => ({ ...asked, [field]: value });
      await assert.rejects(
        (senders[0] as (typeof senders)[number]).signTransaction(transaction),
        SignerError,
      );
      tamper = (asked) => asked;
    });
  }

  it("is told where it does not answer, or lacks the operator", async () => {
    await assert.rejects(
      openKeys({ kind: "signer", url: "http://127.0.0.1:1", operator: operatorAddress }, 1),
      /No answer from the signer/,
    );
    await assert.rejects(openKeys({ kind: "signer", url: url(), operator: target }, 1), /no key of/);
  });
});

describe("halts", () => {
  const directory = mkdtempSync(join(tmpdir(), "millrace-halts-"));
  after(() => rmSync(directory, { recursive: true }));
  const config = (extra: Record<string, string> = {}) =>
    parseEnvironment({
      ...{ MILLRACE_RPC_URL: "http://127.0.0.1:1", MILLRACE_DEPLOYMENT: "deployment.json" },
      ...{ KEEPER_PRIVATE_KEY: toHex(1, { size: 32 }), KEEPER_DATA_DIR: join(directory, "journal") },
      ...extra,
    });

  it("outlive the process that set them, until someone lifts them", async () => {
    const one = await openHalts(config(), "chain");
    await one.set("revert-ratio", "9 of the last 10 jobs reverted");
    await one.set("revert-ratio", "another reason, which comes too late");
    await one.set("operator", "over the week-end");
    const other = await openHalts(config(), "chain");
    assert.deepEqual(
      (await other.list()).map(({ name, reason }) => `${name}: ${reason}`),
      ["revert-ratio: 9 of the last 10 jobs reverted", "operator: over the week-end"],
    );
    await other.lift("revert-ratio");
    assert.deepEqual(
      (await one.list()).map(({ name }) => name),
      ["operator"],
    );
    await other.lift();
    assert.deepEqual(await one.list(), []);
  });

  it("are in a file that anyone puts there, empty or not, and in the environment", async () => {
    const path = join(directory, "stop");
    const halts = await openHalts(config({ KEEPER_HALT_FILE: path, KEEPER_HALT: "new contracts" }), "chain");
    assert.deepEqual(
      (await halts.list()).map(({ name }) => name),
      ["environment"],
    );
    writeFileSync(path, "");
    assert.deepEqual(
      (await halts.list()).map(({ name }) => name),
      ["environment", "file"],
    );
    writeFileSync(path, "do not touch\n");
    assert.equal((await halts.list())[1]?.reason, "do not touch");
    assert.equal(readFileSync(path, "utf8"), "do not touch\n");
  });
});
