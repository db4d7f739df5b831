import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  type Address,
  concatHex,
  type Hex,
  hexToBigInt,
  numberToHex,
  size,
  toBytes,
  toHex,
  zeroAddress,
} from "viem";
import { createHashes } from "../src/evm/create-hashes.ts";
import { readCode } from "../src/evm/read-code.ts";
import { type RunCallReturnType, runCall } from "../src/evm/run-call.ts";
import type { StateSource, StepObserver } from "../src/evm/types.ts";
import { startAnvil } from "./anvil.ts";
import { createRandom, type Random } from "./helpers/random.ts";

const program: Address = `0x${"ab".repeat(20)}`;
const callee: Address = `0x${"cd".repeat(20)}`;
const plenty = 5_000_000;
const programs = 150;
const time = 2_000_000_000n;

const op = (opcode: number) => numberToHex(opcode, { size: 1 });
const push = (word: bigint) => concatHex([op(0x7f), numberToHex(word, { size: 32 })]);
/** As compilers push words: by no more bytes than they have. */
const pushShort = (word: bigint) => {
  const bytes = toHex(toBytes(word));
  return concatHex([op(0x5f + size(bytes)), bytes]);
};
const hashes = createHashes();
/** Sees every step, and makes nothing of it. */
const blind: StepObserver = { enter() {}, step() {}, leave() {} };

/** Runs the code of `program` on storage that is zero where nothing else is given. */
function run(
  codes: Readonly<Record<Address, Hex>>,
  storage: Readonly<Record<string, bigint>> = {},
  gas = plenty,
  observer?: StepObserver,
) {
  const state: StateSource = {
    code: (account) => readCode(codes[numberToHex(account, { size: 20 })] ?? "0x"),
    storage: (account, slot) => storage[`${numberToHex(account, { size: 20 })} ${slot}`] ?? 0n,
    balance: () => 0n,
  };
  const call = { from: 0n, to: BigInt(program), data: new Uint8Array(), gas };
  return runCall(state, hashes, { time, chainId: 31_337n }, call, observer);
}

/** The words that a run leaves, by account and slot. */
function left({ touched }: RunCallReturnType): readonly (readonly [string, bigint])[] {
  const found = [...touched].flatMap(([account, slots]) =>
    [...slots]
      .filter(([, { isWritten }]) => isWritten)
      .map(([slot, { value }]) => [`${numberToHex(account, { size: 20 })} ${slot}`, value] as const),
  );
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Code that computes from random words, in memory and storage, and keeps ten words of its stack and its gas in slots. */
function randomProgram(random: Random): Hex {
  const words = [
    0n,
    1n,
    2n,
    31n,
    32n,
    255n,
    256n,
    2n ** 255n,
    2n ** 256n - 1n,
    2n ** 64n,
    0x1234567890abcdefn,
  ];
  const binary = [1, 2, 3, 4, 5, 6, 7, 10, 11, 16, 17, 18, 19, 20, 22, 23, 24, 26, 27, 28, 29];
  const steps: Hex[] = Array.from({ length: 12 }, () => push(random.pick(words)));
  for (let step = 0; step < 40; step++) {
    const chosen = random.below(8);
    const offset = push(BigInt(random.below(200)));
    if (chosen < 3) steps.push(op(random.pick(binary)), push(random.pick(words)));
    else if (chosen === 3) steps.push(op(random.pick([8, 9])), push(random.pick(words)), op(0x80));
    else if (chosen === 4) steps.push(offset, op(0x52), push(BigInt(random.below(200))), op(0x51));
    else if (chosen === 5) steps.push(push(BigInt(random.below(80))), offset, op(0x20));
    else if (chosen === 6) steps.push(op(0x80 + random.below(10)), op(0x90 + random.below(10)), op(0x50));
    else steps.push(push(BigInt(random.below(3))), op(0x55), push(BigInt(random.below(3))), op(0x54));
  }
  // Memory of a few kilobytes, a copy within it, and a call that may run out of what it is given.
  steps.push(push(64n), push(1n), push(BigInt(random.below(4_000))), op(0x5e));
  steps.push(...[0n, 0n, 32n, 0n, 0n, hexToBigInt(callee), BigInt(random.below(60_000))].map(push), op(0xf1));
  steps.push(op(0x3d), op(0x01), op(0x5a));
  for (let slot = 10; slot < 20; slot++) steps.push(push(BigInt(slot)), op(0x55));
  return concatHex(steps);
}

/** A place that can be jumped to, and the pushing of one; code is bytes between them. */
type Piece = Hex | { readonly place: string } | { readonly to: string };

/** Puts pieces together, with the places as two bytes. */
function assemble(pieces: readonly Piece[]): Hex {
  const sizeOf = (piece: Piece) => (typeof piece === "string" ? size(piece) : "place" in piece ? 1 : 3);
  const places = new Map<string, number>();
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece !== "string" && "place" in piece) places.set(piece.place, at);
    at += sizeOf(piece);
  }
  return concatHex(
    pieces.map((piece) => {
      if (typeof piece === "string") return piece;
      if ("place" in piece) return op(0x5b);
      return concatHex([op(0x61), numberToHex(places.get(piece.to) ?? 0, { size: 2 })]);
    }),
  );
}

/** Code with loops, branches and functions that call one another, which keeps its gas and its words in slots as it goes. */
function randomFlow(random: Random): Hex {
  const functions = ["first", "second", "third"];
  const counter = pushShort(0x400n);
  let places = 0;
  const call = (to: string): Piece[] => {
    const back = `back ${places++}`;
    return [{ to: back }, { to }, op(0x56), { place: back }];
  };
  /** Steps that leave one word where there was one. */
  const compute = (): Piece[] => {
    const kinds: (() => Piece[])[] = [
      () => [pushShort(BigInt(random.below(99))), op(random.pick([1, 3, 0x10, 0x11, 0x14, 0x16, 0x17]))],
      () => [op(0x15), op(0x15), op(0x80), op(0x01)],
      () => [
        op(0x80),
        op(random.pick([0x30, 0x33, 0x34, 0x36, 0x38, 0x3d, 0x42, 0x46, 0x58, 0x5a])),
        op(0x01),
      ],
      () => [pushShort(BigInt(random.below(300))), op(0x52), pushShort(BigInt(random.below(300))), op(0x51)],
      () => [
        op(0x80),
        pushShort(BigInt(random.below(300))),
        op(0x52),
        pushShort(33n),
        pushShort(7n),
        op(0x20),
        op(0x18),
      ],
      () => [pushShort(random.pick([0xa5n, 0xffn, 2n ** 255n])), op(0x16)],
      () => [pushShort(BigInt(random.below(8))), op(0x1b), pushShort(BigInt(random.below(260))), op(0x1c)],
      () => [op(0x80), pushShort(BigInt(random.below(6))), op(0x55), op(0x5a), op(0x01)],
      () => [pushShort(BigInt(random.below(6))), op(0x54), op(0x01), pushShort(2n ** 160n - 1n), op(0x16)],
    ];
    return Array.from({ length: 1 + random.below(5) }, () => random.pick(kinds)()).flat();
  };
  const branch = (): Piece[] => {
    const over = `over ${places++}`;
    return [
      op(0x80),
      pushShort(BigInt(random.below(2))),
      op(0x16),
      { to: over },
      op(0x57),
      ...compute(),
      { place: over },
    ];
  };
  const again = "again";
  const main: Piece[] = [
    ...[pushShort(BigInt(1 + random.below(6))), counter, op(0x52), pushShort(BigInt(random.below(1_000)))],
    ...[{ place: again }, ...compute(), ...call(random.pick(functions)), ...branch(), ...compute()],
    ...[pushShort(1n), counter, op(0x51), op(0x03), op(0x80), counter, op(0x52), { to: again }, op(0x57)],
    ...[pushShort(20n), op(0x55), op(0x5a), pushShort(21n), op(0x55), op(0x00)],
  ];
  // A function finds where to return to below its argument, which the caller left: [argument, return] on the stack.
  const bodies = functions.flatMap((own, index): Piece[] => {
    const later = functions[index + 1];
    const inner = later !== undefined && random.chance(0.6) ? call(later) : [];
    return [{ place: own }, op(0x90), ...compute(), ...inner, ...branch(), op(0x90), op(0x56)];
  });
  return assemble([...main, ...bodies]);
}

/** Keeps its gas, and reverts where it has an odd number of it left. */
const calleeCode = concatHex([
  ...[op(0x5a), push(3n), op(0x55), op(0x5a), push(0n), op(0x52), push(0n), op(0x51), push(1n), op(0x16)],
  ...[push(32n), push(0n), op(0x91), push(0x16en), op(0x57), push(32n), push(0n), op(0xf3)],
]);

describe("runCall", () => {
  let anvil: Awaited<ReturnType<typeof startAnvil>>;
  before(async () => {
    anvil = await startAnvil();
  });
  after(() => anvil?.stop());

  it("leaves random programs with the words, the gas and the slots that a node leaves them with", async () => {
    const random = createRandom(5);
    await anvil.client.setCode({ address: callee, bytecode: calleeCode });
    let ended = 0;
    for (let number = 0; number < programs; number++) {
      const code = number % 2 === 0 ? randomProgram(random) : randomFlow(random);
      await anvil.client.setCode({ address: program, bytecode: code });
      const traced = (await anvil.client.request({
        method: "debug_traceCall",
        params: [
          { from: zeroAddress, to: program, gas: numberToHex(plenty) },
          "latest",
          {
            ...{ tracer: "prestateTracer", tracerConfig: { diffMode: true, disableCode: true } },
            blockOverrides: { time: numberToHex(time) },
          },
        ],
      } as never)) as { post: Record<Address, { storage?: Record<Hex, Hex> }> };
      const ran = run({ [program]: code, [callee]: calleeCode });
      const expected = new Map(
        [program, callee].flatMap((account) =>
          Object.entries(traced.post[account]?.storage ?? {}).map(([slot, value]) => [
            `${account} ${BigInt(slot)}`,
            BigInt(value),
          ]),
        ),
      );
      const sorted = [...expected].sort(([a], [b]) => (a < b ? -1 : 1));
      assert.deepEqual(left(ran), sorted, `program ${number}, ${code}`);
      if (ran.ok && expected.size > 0) ended++;
    }
    assert.ok(ended > programs / 2, `${ended} of ${programs} programs ended`);
  });

  it("does the same step by step as in segments, with any gas", () => {
    const random = createRandom(11);
    let [ended, failed] = [0, 0];
    for (let number = 0; number < programs; number++) {
      const codes = { [program]: randomFlow(random), [callee]: calleeCode };
      for (const gas of [plenty, 21_000 + random.below(2_000), 21_000 + random.below(100_000)]) {
        const whole = run(codes, {}, gas);
        const stepped = run(codes, {}, gas, blind);
        assert.equal(whole.ok, stepped.ok, `program ${number} with ${gas} gas`);
        assert.deepEqual(left(whole), left(stepped), `program ${number} with ${gas} gas`);
        if (whole.ok) ended++;
        else failed++;
      }
    }
    assert.ok(ended > programs / 2 && failed > programs / 2, `${ended} ended, ${failed} failed`);
  });

  it("stops where a function takes more from the stack than there is, or puts more on it than it holds", () => {
    const calling = (words: number, body: Hex) =>
      assemble([
        ...Array.from({ length: words }, () => push(1n)),
        ...[{ to: "function" }, op(0x56), { place: "function" }, body, push(1n), push(2n), op(0x55)],
      ]);
    const taking = concatHex([op(0x50), op(0x50), op(0x50)]);
    const giving = concatHex(Array.from({ length: 10 }, () => op(0x5f)));
    assert.ok(run({ [program]: calling(3, taking) }).ok);
    assert.equal(run({ [program]: calling(2, taking) }).ok, false);
    assert.ok(run({ [program]: calling(1_012, giving) }).ok);
    assert.equal(run({ [program]: calling(1_013, giving) }).ok, false);
  });

  it("undoes what a callee wrote that failed, and still tells that it touched it", () => {
    // The callee writes a slot and reverts.
    const failing = concatHex([push(1n), push(2n), op(0x55), push(0n), push(0n), op(0xfd)]);
    const calling = concatHex([
      ...[0n, 0n, 0n, 0n, 0n, hexToBigInt(callee), 100_000n].map(push),
      ...[op(0xf1), push(9n), op(0x55)],
    ]);
    const { ok, touched } = run({ [program]: calling, [callee]: failing });
    assert.ok(ok);
    assert.equal(touched.get(BigInt(callee))?.get(2n)?.isWritten, false);
    assert.equal(touched.get(BigInt(program))?.get(9n)?.isWritten, false, "the call's success is 0");
  });

  it("counts a slot as written only where it ends with another value", () => {
    const code = concatHex([
      ...[push(5n), push(7n), op(0x55)],
      ...[push(1n), push(8n), op(0x55), push(0n), push(8n), op(0x55)],
      ...[push(6n), push(9n), op(0x55)],
    ]);
    const { touched } = run({ [program]: code }, { [`${program} 7`]: 5n });
    const slots = touched.get(BigInt(program));
    assert.deepEqual(
      [7n, 8n, 9n].map((slot) => slots?.get(slot)?.isWritten),
      [false, false, true],
    );
  });

  it("tells all that it lacks rather than what it does without it", () => {
    const code = concatHex([push(1n), op(0x54), op(0x50), push(2n), op(0x54), op(0x47)]);
    const call = { from: 0n, to: BigInt(program), data: new Uint8Array(), gas: plenty };
    const state: StateSource = {
      code: () => readCode(code),
      storage: () => undefined,
      balance: () => undefined,
    };
    const { lacking } = runCall(state, hashes, { time, chainId: 1n }, call);
    assert.deepEqual(
      lacking.map(({ what }) => what),
      [1n, 2n, "balance"],
    );
  });

  it("leaves to the node what only a node can tell", () => {
    const value = concatHex([...[0n, 0n, 0n, 0n, 1n, hexToBigInt(callee), 100_000n].map(push), op(0xf1)]);
    const precompile = concatHex([...[0n, 0n, 0n, 0n, 1n, 100_000n].map(push), op(0xfa)]);
    const create = concatHex([...[0n, 0n, 0n].map(push), op(0xf0)]);
    const endless = concatHex([op(0x5b), op(0x5f), op(0x56)]);
    const delegation: Hex = `0xef0100${"11".repeat(20)}`;
    const calling = concatHex([...[0n, 0n, 0n, 0n, hexToBigInt(callee), 100_000n].map(push), op(0xfa)]);
    for (const code of [value, precompile, op(0x41), create]) {
      assert.throws(() => run({ [program]: code }), { name: "UnsupportedError" }, code);
    }
    assert.throws(() => run({ [program]: calling, [callee]: delegation }), { name: "UnsupportedError" });
    assert.equal(run({ [program]: endless }).ok, false, "gas ends what does not end");
  });

  it("remembers what was hashed", () => {
    const code = concatHex([
      ...[push(11n), push(0n), op(0x52), push(22n), push(32n), op(0x52)],
      ...[push(64n), push(0n), op(0x20), op(0x54)],
    ]);
    const { touched } = run({ [program]: code });
    const [slot] = [...(touched.get(BigInt(program)) ?? [])][0] ?? [];
    assert.ok(slot !== undefined);
    assert.deepEqual(hashes.preimageOf(slot), [11n, 22n]);
  });
});
