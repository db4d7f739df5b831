import type { Environment } from "./expressions.ts";
import { applyRule, type Rule, touchName } from "./observation.ts";

/** What is so of the values that a job's rules name; the way that its call takes depends on such things. */
export type Facts = ReadonlyMap<string, boolean>;

/** A number this close to now is taken for a time, in seconds. */
const nearSeconds = 30_000_000n;
const smallNumber = 2n ** 24n;

/**
 * Facts of a state: which parts of a slot are zero, which times are to come, and which of two small numbers of a contract is
 * larger.
 *
 * @remarks A rule of many elements has the facts that all its slots agree on.
 *
 * @returns undefined where a value is not known.
 */
export function factsOf(rules: readonly Rule[], environment: Environment, time: bigint): Facts | undefined {
  const facts = new Map<string, boolean>();
  const numbers: { name: string; account: bigint; value: bigint }[] = [];
  for (const rule of rules) {
    if (rule.slot === undefined) continue;
    const touches = applyRule(rule, environment);
    if (touches === undefined) return undefined;
    const told = new Map<string, boolean | undefined>();
    const tell = (fact: string, is: boolean) => {
      told.set(fact, told.has(fact) && told.get(fact) !== is ? undefined : is);
    };
    for (const { account, slot } of touches) {
      const value = environment.read(account, slot ?? 0n);
      if (value === undefined) return undefined;
      for (let shift = 0; shift < 256; shift += 32) {
        const part = (value >> BigInt(shift)) & 0xffffffffn;
        tell(`${shift} is zero`, part === 0n);
        if (!rule.each && part > 0n && part < smallNumber)
          numbers.push({ name: `${rule.name} ${shift}`, account, value: part });
      }
      for (let shift = 0; shift <= 216; shift += 8) {
        const moment = (value >> BigInt(shift)) & 0xffffffffffn;
        const ahead = moment - time;
        if (ahead < nearSeconds && ahead > -nearSeconds) tell(`${shift} is to come`, ahead > 0n);
      }
    }
    for (const [fact, is] of told) if (is !== undefined) facts.set(`${rule.name} ${fact}`, is);
  }
  for (const [index, a] of numbers.entries()) {
    for (const b of numbers.slice(index + 1)) {
      if (a.account === b.account) facts.set(`${a.name} below ${b.name}`, a.value < b.value);
    }
  }
  return facts;
}

/** The facts that both states have alike. */
export function commonFacts(a: Facts, b: Facts): Facts {
  return new Map([...a].filter(([fact, is]) => b.get(fact) === is));
}

/** Whether a state has all of `facts`. */
export function hasFacts(state: Facts, facts: Facts): boolean {
  for (const [fact, is] of facts) if (state.get(fact) !== is) return false;
  return true;
}

/** The names of the slots that the facts of rules are about, as far as they can be told. */
export function slotsOf(rules: readonly Rule[], environment: Environment): Set<string> {
  const names = new Set<string>();
  for (const rule of rules) {
    if (rule.slot === undefined) continue;
    for (const { account, slot } of applyRule(rule, environment) ?? []) names.add(touchName(account, slot));
  }
  return names;
}
