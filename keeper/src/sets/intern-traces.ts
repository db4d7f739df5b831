import type { InternedSets } from "../plan/types.ts";
import { createHexTable } from "./create-hex-table.ts";

/** The JSON of the two traces of one job as the node gave it, and the gas limit of its transaction. */
export interface JobTraces {
  /** Of the prestateTracer in its default mode. */
  readonly prestate: Uint8Array;
  /** Of the prestateTracer with `diffMode`. */
  readonly diff: Uint8Array;
  readonly gas: number;
}

const quote = 0x22;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const ofAccounts = -1;

/**
 * The interned sets of many jobs straight from the bytes of their traces.
 *
 * @remarks Gives what parsing, `setsFromPrestate` and interning by name give, at a tenth of the time: most of a trace is
 * values that nobody looks at. What is not a prestate trace is refused rather than guessed at.
 *
 * @param ignored Accounts that are no matter of the jobs, in lower case.
 * @throws SyntaxError where a trace is not what the prestateTracer gives.
 */
export function internTraces(traces: readonly JobTraces[], ignored: ReadonlySet<string>): InternedSets {
  const table = createHexTable(traces.length * 8);
  const isIgnored: boolean[] = [];
  for (const address of ignored) {
    isIgnored[table.number(ofAccounts, new TextEncoder().encode(address.slice(2)), 0, 40)] = true;
  }
  let entries = new Uint32Array(Math.max(1024, traces.length * 16));
  let end = 0;
  let start = 0;
  let places = new Int32Array(1 << 16).fill(-1);
  const add = (slot: number, written: 0 | 1) => {
    if (slot >= places.length) {
      const more = new Int32Array(Math.max(slot + 1, places.length * 2)).fill(-1);
      more.set(places);
      places = more;
    }
    const at = places[slot] as number;
    if (at >= start) {
      entries[at] = (entries[at] as number) | written;
      return;
    }
    if (end === entries.length) {
      const more = new Uint32Array(entries.length * 2);
      more.set(entries);
      entries = more;
    }
    places[slot] = end;
    entries[end++] = slot * 2 + written;
  };

  let bytes: Uint8Array = new Uint8Array();
  let at = 0;
  const fail = () => new SyntaxError(`not a trace of the prestateTracer, at byte ${at}`);
  /** The byte at hand, after white space. */
  const peek = (): number => {
    while ((bytes[at] as number) <= 0x20) at++;
    return bytes[at] as number;
  };
  const expect = (byte: number) => {
    if (peek() !== byte) throw fail();
    at++;
  };
  const skipString = () => {
    expect(quote);
    at = bytes.indexOf(quote, at) + 1;
    if (at === 0) throw fail();
  };
  const skipScalar = () => {
    if (peek() === quote) return skipString();
    const from = at;
    while (at < bytes.length && bytes[at] !== comma && bytes[at] !== closeBrace) at++;
    if (at === from) throw fail();
  };
  /** Goes through `{ "key": … }`; `member` is called at the quote of each key and leaves `at` behind the value. */
  const eachMember = (member: () => void) => {
    expect(openBrace);
    if (peek() === closeBrace) {
      at++;
      return;
    }
    for (;;) {
      if (peek() !== quote) throw fail();
      member();
      const next = peek();
      at++;
      if (next === closeBrace) return;
      if (next !== comma) throw fail();
    }
  };
  const hexKey = (scope: number, length: number): number => {
    if (bytes[at + 2] !== 0x78 || bytes[at + 3 + length] !== quote) throw fail();
    const number = table.number(scope, bytes, at + 3, length);
    if (number < 0) throw fail();
    at += length + 4;
    expect(0x3a);
    return number;
  };

  let account = 0;
  let written: 0 | 1 = 0;
  let slots = 0;
  let fields = 0;
  const slot = () => {
    const number = hexKey(account, 64);
    skipString();
    slots++;
    if (isIgnored[account] !== true) add(number, written);
  };
  const field = () => {
    const isStorage = bytes[at + 1] === 0x73 && bytes[at + 8] === quote;
    skipString();
    expect(0x3a);
    if (isStorage) return eachMember(slot);
    fields++;
    skipScalar();
  };
  /** Goes through the accounts of a trace, and tells of each how many slots and fields it names. */
  const eachAccount = (of: 0 | 1, tell: () => void) => {
    written = of;
    eachMember(() => {
      account = hexKey(ofAccounts, 40);
      slots = 0;
      fields = 0;
      eachMember(field);
      if (isIgnored[account] !== true) tell();
    });
  };

  const offsets = new Uint32Array(traces.length + 1);
  const touchedAccount = () => add(account, 0);
  let bare: number[] = [];
  let after: number[] = [];
  const inPre = () => {
    add(account, 0);
    if (slots === 0) bare.push(account);
  };
  const inPost = () => {
    add(account, fields > 0 ? 1 : 0);
    after.push(account);
  };
  traces.forEach(({ prestate, diff }, index) => {
    start = end;
    bytes = prestate;
    at = 0;
    eachAccount(0, touchedAccount);
    bytes = diff;
    at = 0;
    bare = [];
    after = [];
    eachMember(() => {
      const isPre = bytes[at + 2] === 0x72;
      skipString();
      expect(0x3a);
      eachAccount(1, isPre ? inPre : inPost);
    });
    // An account without a `post` and without changed slots is one that was destroyed.
    for (const gone of bare) if (!after.includes(gone)) add(gone, 1);
    offsets[index + 1] = end;
  });
  return {
    ...{ count: traces.length, slotCount: table.count(), offsets },
    entries: entries.subarray(0, end),
    gas: Float64Array.from(traces, ({ gas }) => gas),
  };
}
