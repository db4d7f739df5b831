import { type Expression, evaluate, fieldOf, nameOf, namesElement, purseAddress } from "./expressions.ts";
import { environmentOf, holds, type Observation, type Rule, type Touch } from "./observation.ts";

/** Members of a struct and elements of a short array lie so far behind their hash at most. */
const maxMember = 64n;
/** Expressions of one word that are kept, those most likely to hold for other jobs first. */
const maxWords = 8;
const maxRules = 32;
/** Below are numbers, above addresses and hashes. */
const addressLike = 2n ** 64n;
const beyondAddresses = 2n ** 160n;
const lanes = 64n;

/** What the words of one observation can be got at by, with one element of the array as the one that rules name. */
interface Search {
  readonly observation: Observation;
  readonly element: bigint | undefined;
  /** Fields of slots that hold an address, and a small number by the contract that keeps it. */
  readonly addresses: Map<bigint, Expression[]>;
  readonly numbers: Map<string, Expression[]>;
  readonly purses: ReadonlyMap<bigint, bigint>;
  readonly known: Map<string, readonly Expression[]>;
}

/**
 * The rules that explain `wanted` touches of one observation, in several ways each; observations to come tell which.
 *
 * @remarks Pointers are followed in turns: what was explained without reading storage is a source of addresses and numbers
 * for the rest.
 */
export function findRules(observation: Observation, wanted: readonly Touch[]): Rule[] {
  const environment = environmentOf(observation);
  const purses = pursesOf(observation.given.get("target") ?? 0n);
  // Each element is tried as the one that a rule for all of them names.
  const searches = [undefined, ...observation.elements.slice(0, 2)].map(
    (element): Search => ({
      ...{ observation, element, purses },
      ...{ addresses: new Map(), numbers: new Map(), known: new Map() },
    }),
  );
  const rules = new Map<string, Rule>();
  const asked = new Set(wanted);
  const read = new Set<string>();
  for (let turn = 0; turn < 3; turn++) {
    const found: Rule[] = [];
    for (const touch of turn === 2 ? wanted : observation.touched.values()) {
      for (const rule of candidates(searches, touch)) {
        if (read.has(rule.name) || rules.has(rule.name) || !holds(rule, observation, environment)) continue;
        if (asked.has(touch)) rules.set(rule.name, rule);
        if (touch.slot === undefined || found.length >= 400) continue;
        read.add(rule.name);
        found.push(rule);
      }
    }
    for (const search of searches) addSources(search, found);
  }
  return [...rules.values()];
}

function candidates(searches: readonly Search[], touch: Touch): Rule[] {
  const rules: Rule[] = [];
  for (const search of searches) {
    const slots =
      touch.slot === undefined ? [undefined] : wordExpressions(search, touch.slot, touch.account, 0);
    for (const account of wordExpressions(search, touch.account, touch.account, 0)) {
      for (const slot of slots) {
        const each = namesElement(account) || (slot !== undefined && namesElement(slot));
        if (each !== (search.element !== undefined)) continue;
        const name = `${nameOf(account)}:${slot === undefined ? "" : nameOf(slot)}${touch.written ? " written" : ""}`;
        rules.push({ account, slot, written: touch.written, each, name });
        if (rules.length >= maxRules) return rules;
      }
    }
  }
  return rules;
}

/** Ways to get at a word, the most telling first; the word itself too. */
function wordExpressions(
  search: Search,
  word: bigint,
  account: bigint,
  depth: number,
): readonly Expression[] {
  const key = `${word} ${account} ${depth}`;
  const known = search.known.get(key);
  if (known !== undefined) return known;
  const { element, observation } = search;
  const found: Expression[] = [];
  if (element !== undefined && word === element) found.push({ kind: "element" });
  if (element !== undefined && word === (element & 63n))
    found.push({ kind: "lane", of: { kind: "element" } });
  for (const [name, value] of observation.given) {
    if (value === word) found.push({ kind: "given", name });
    else if (word < lanes && value >= addressLike && (value & 63n) === word) {
      found.push({ kind: "lane", of: { kind: "given", name } });
    }
  }
  if (word >= beyondAddresses) {
    if (depth < 3) found.push(...hashExpressions(search, word, account, depth));
  } else if (word >= addressLike) {
    found.push(...purseExpressions(search, word), ...(search.addresses.get(word) ?? []).slice(0, maxWords));
  } else if (depth > 0) {
    // Numbers such as epochs key the mappings of the contract that keeps them.
    found.push(...(search.numbers.get(`${account} ${word}`) ?? []).slice(0, maxWords));
  }
  const ways = [...found.slice(0, maxWords * 2), { kind: "constant", value: word } as const];
  search.known.set(key, ways);
  return ways;
}

function hashExpressions(search: Search, word: bigint, account: bigint, depth: number): Expression[] {
  const found: Expression[] = [];
  for (const [hash, words] of search.observation.preimages) {
    const add = word - hash;
    if (add < 0n || add >= maxMember) continue;
    let ways: Expression[][] = [[]];
    for (const inner of words) {
      const expressions = wordExpressions(search, inner, account, depth + 1);
      ways = ways.flatMap((way) => expressions.map((expression) => [...way, expression])).slice(0, 32);
    }
    for (const way of ways) found.push({ kind: "hash", words: way, add });
  }
  return found;
}

function purseExpressions({ purses, element }: Search, word: bigint): Expression[] {
  const lane = purses.get(word);
  if (lane === undefined) return [];
  const parent: Expression = { kind: "given", name: "target" };
  const ways: Expression[] = [];
  if (element === lane) ways.push({ kind: "element" });
  if (element !== undefined && (element & 63n) === lane) ways.push({ kind: "lane", of: { kind: "element" } });
  ways.push({ kind: "constant", value: lane });
  return ways.map((way) => ({ kind: "purse", parent, lane: way }));
}

/** Makes what rules say a slot holds a way to get at addresses and numbers. */
function addSources(search: Search, rules: readonly Rule[]): void {
  const { observation, element } = search;
  const environment = environmentOf(observation);
  for (const { account, slot, each } of rules) {
    if (slot === undefined || (each && element === undefined)) continue;
    const at = evaluateAt(account, slot, environment, element);
    const value = at === undefined ? undefined : environment.read(at.account, at.slot);
    if (at === undefined || value === undefined || value === 0n) continue;
    for (let shift = 0; shift <= 96; shift += 8) {
      const address = fieldOf(value, shift, 160);
      if (address < addressLike) continue;
      addTo(search.addresses, address, { kind: "field", account, slot, shift, bits: 160, add: 0n });
    }
    for (const shift of [0, 32, 64, 96, 128]) {
      const number = fieldOf(value, shift, 32);
      if (number === 0n) continue;
      for (const add of [0n, -1n]) {
        const field = { kind: "field", account, slot, shift, bits: 32, add } as const;
        addTo(search.numbers, `${at.account} ${number + add}`, field);
      }
    }
  }
  search.known.clear();
}

function evaluateAt(
  account: Expression,
  slot: Expression,
  environment: ReturnType<typeof environmentOf>,
  element: bigint | undefined,
): { account: bigint; slot: bigint } | undefined {
  const [at, place] = [evaluate(account, environment, element), evaluate(slot, environment, element)];
  return at === undefined || place === undefined ? undefined : { account: at, slot: place };
}

function addTo<K>(map: Map<K, Expression[]>, key: K, expression: Expression): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [expression]);
  else if (list.length < maxWords * 2) list.push(expression);
}

const pursesByParent = new Map<bigint, ReadonlyMap<bigint, bigint>>();

/** The purses of an instance, with their lanes. */
function pursesOf(parent: bigint): ReadonlyMap<bigint, bigint> {
  let purses = pursesByParent.get(parent);
  if (purses === undefined) {
    purses = new Map(
      Array.from({ length: Number(lanes) }, (_, lane) => [purseAddress(parent, BigInt(lane)), BigInt(lane)]),
    );
    pursesByParent.set(parent, purses);
  }
  return purses;
}
