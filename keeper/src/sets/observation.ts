import { type Environment, type Expression, evaluate } from "./expressions.ts";

/** State that a job touches: a slot of an account, or the account itself where `slot` is undefined. */
export interface Touch {
  readonly account: bigint;
  readonly slot: bigint | undefined;
  readonly written: boolean;
}

/** One traced job, as templates learn from it. */
export interface Observation {
  readonly given: ReadonlyMap<string, bigint>;
  readonly elements: readonly bigint[];
  /** By the name that sets use. */
  readonly touched: ReadonlyMap<string, Touch>;
  /** The values of touched slots before the job. */
  readonly values: ReadonlyMap<string, bigint>;
  /** The words that were hashed, by their hash. */
  readonly preimages: ReadonlyMap<bigint, readonly bigint[]>;
  /** When it was taken to be mined, a Unix time in seconds. */
  readonly time: bigint;
}

/** Says that a job touches a slot or an account; one for each element of the array where an expression names it. */
export interface Rule {
  readonly account: Expression;
  readonly slot: Expression | undefined;
  readonly written: boolean;
  readonly each: boolean;
  readonly name: string;
}

export function touchName(account: bigint, slot: bigint | undefined): string {
  const address = `0x${account.toString(16).padStart(40, "0")}`;
  return slot === undefined ? address : `${address}:0x${slot.toString(16).padStart(64, "0")}`;
}

export function environmentOf({ given, elements, values }: Observation): Environment {
  return { given, elements, read: (account, slot) => values.get(touchName(account, slot)) };
}

/** What a rule says of a job; undefined where it cannot be told. */
export function applyRule(rule: Rule, environment: Environment): Touch[] | undefined {
  const touches: Touch[] = [];
  for (const element of rule.each ? environment.elements : [undefined]) {
    const account = evaluate(rule.account, environment, element);
    const slot = rule.slot === undefined ? undefined : evaluate(rule.slot, environment, element);
    if (account === undefined || account < 0n || account >= 2n ** 160n) return undefined;
    if (rule.slot !== undefined && (slot === undefined || slot < 0n)) return undefined;
    touches.push({ account, slot, written: rule.written });
  }
  return touches;
}

/** Whether all that a rule says of an observation is so. */
export function holds(rule: Rule, observation: Observation, environment: Environment): boolean {
  const touches = applyRule(rule, environment);
  if (touches === undefined) return false;
  return touches.every(
    ({ account, slot }) => observation.touched.get(touchName(account, slot))?.written === rule.written,
  );
}
