import type { StepObserver } from "../evm/types.ts";
import type { PendingState } from "./create-state.ts";
import {
  createExpressions,
  type Element,
  type Environment,
  type Expression,
  type Expressions,
  evaluate,
} from "./expressions.ts";
import { learnRules, type NamedWord, type Rule } from "./learn-rules.ts";

/** Beyond it a template holds what came by chance, and begins anew. */
const maxRules = 4_000;
const maxExpressions = 60_000;

/** Where the words are that a job is given with, in the calldata of its transaction. */
export interface GivenWord {
  readonly offset: number;
  /** Its name, or undefined for an element of the array. */
  readonly name: string | undefined;
}

/** What of a template's rules was asked for a job. */
export interface Inquiry {
  readonly environment: Environment;
  /** The rules that the template had when it was asked last, and those of them that could not be told what they ask for. */
  seen: number;
  open: readonly Rule[];
}

export function createInquiry(environment: Environment): Inquiry {
  return { environment, seen: 0, open: [] };
}

/** What was learnt of the calls of one kind: which state they need. */
export interface Template {
  isEmpty(): boolean;
  /** Takes in the steps of a run; false where they told nothing new. */
  learn(words: readonly GivenWord[], run: (observer: StepObserver) => void): boolean;
  /** Asks `state` for what a job needs, as far as it can be told; what pointers lead to comes with the next turn. */
  ask(state: PendingState, inquiry: Inquiry): void;
}

/**
 * Learns where the state that calls of one kind need comes from.
 *
 * @remarks A template says what to read, and the code of the contracts, run on that, what is touched: a rule that is wrong
 * costs a read, and one that lacks another turn.
 */
export function createTemplate(): Template {
  let expressions: Expressions = createExpressions();
  let rules: Rule[] = [];
  let known = new Set<string>();
  const give = (name: string) => expressions.of({ kind: "given", name }) as Expression;
  return {
    isEmpty: () => rules.length === 0,
    learn(words, run) {
      if (rules.length > maxRules || expressions.count() > maxExpressions) {
        expressions = createExpressions();
        rules = [];
        known = new Set();
      }
      const element = expressions.of({ kind: "element" }) as Expression;
      const named = words.map(
        ({ offset, name }): NamedWord => ({ offset, word: name === undefined ? element : give(name) }),
      );
      const given = { executor: give("executor"), sender: give("sender"), time: give("time") };
      const before = rules.length;
      run(
        learnRules(expressions, given, named, ({ account, what }) => {
          const key = `${account.number} ${typeof what === "string" ? what : what.number}`;
          if (known.has(key)) return;
          known.add(key);
          rules.push({ account, what });
        }),
      );
      return rules.length > before;
    },
    ask(state, inquiry) {
      const { environment } = inquiry;
      // A template that began anew has fewer rules than it had.
      const added = rules.slice(Math.min(inquiry.seen, rules.length));
      inquiry.seen = rules.length;
      inquiry.open = [...inquiry.open, ...added].filter((rule) => {
        const isOfElement =
          rule.account.isOfElement || (typeof rule.what === "object" && rule.what.isOfElement);
        const elements = isOfElement ? environment.elements : [undefined];
        return !elements.map((element) => askFor(state, environment, rule, element)).every(Boolean);
      });
      for (const { evaluated } of [environment, ...environment.elements]) forgetUnknown(evaluated);
    },
  };
}

/** Asks for what a rule names; false where it could not be told yet. */
function askFor(
  state: PendingState,
  environment: Environment,
  { account, what }: Rule,
  element: Element | undefined,
): boolean {
  const at = evaluate(account, environment, element);
  const place = typeof what === "string" ? what : evaluate(what, environment, element);
  if (at === undefined || place === undefined) return false;
  if (at < 2n ** 160n) state.want({ account: at, what: place });
  return true;
}

function forgetUnknown(evaluated: Environment["evaluated"]): void {
  for (const [number, value] of evaluated) if (value === undefined) evaluated.delete(number);
}
