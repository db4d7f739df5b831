import type { Environment } from "./expressions.ts";
import { commonFacts, type Facts, factsOf, hasFacts, slotsOf } from "./facts.ts";
import { findRules } from "./find-rules.ts";
import {
  applyRule,
  environmentOf,
  holds,
  type Observation,
  type Rule,
  type Touch,
  touchName,
} from "./observation.ts";

/** Each way that calls of one kind go through the code is a path of its own; more are not worth keeping. */
const maxPaths = 12;
/** So many observations of a path are kept to test new rules on. */
const keptObservations = 5;

/** One way through the code: the rules of what it touches, and what is so of the state when a call goes that way. */
interface Path {
  /** All that held so far. */
  rules: Rule[];
  /** As many of them as tell all that is touched. */
  cover: Rule[];
  facts: Facts;
  observations: Observation[];
}

/** What was learnt of the calls of one kind. */
export interface Template {
  /** Takes a traced job in; false where its rules don't explain it, and what it hashed is needed to find others. */
  learn(observation: Observation): boolean;
  /** The slots that have to be read to predict a job; more may be needed once these are known. */
  needs(environment: Environment): Set<string>;
  /** What a job touches; undefined where no path, or more than one that differ, would do. */
  predict(environment: Environment, time: bigint): Map<string, Touch> | undefined;
}

/**
 * Learns what calls of one kind touch from traced ones.
 *
 * @remarks All rules that hold for every observation of a path are kept, so that a rule that was right by chance is gone
 * with the first job where it is not.
 */
export function createTemplate(): Template {
  const paths: Path[] = [];
  return {
    learn(observation) {
      const environment = environmentOf(observation);
      for (const path of paths) {
        if (!extend(path, observation, environment)) continue;
        // The path that was taken last is the likeliest next.
        paths.splice(paths.indexOf(path), 1);
        paths.unshift(path);
        return true;
      }
      if (observation.preimages.size === 0) return false;
      const rules = findRules(observation, [...observation.touched.values()]);
      const cover = coverOf(rules, [observation]);
      const facts = cover && factsOf(cover, environment, observation.time);
      if (cover === undefined || facts === undefined) return true;
      paths.unshift({ rules, cover, facts, observations: [observation] });
      if (paths.length > maxPaths) paths.pop();
      return true;
    },
    needs(environment) {
      return new Set(paths.flatMap((path) => [...slotsOf(path.cover, environment)]));
    },
    predict(environment, time) {
      let predicted: Map<string, Touch> | undefined;
      for (const path of paths) {
        const facts = factsOf(path.cover, environment, time);
        if (facts === undefined || !hasFacts(facts, path.facts)) continue;
        const touches = touchesOf(path.cover, environment);
        if (touches === undefined) continue;
        if (predicted !== undefined && !same(predicted, touches)) return undefined;
        predicted = touches;
      }
      return predicted;
    },
  };
}

/** Makes a path one that an observation goes as well, where that can be. */
function extend(path: Path, observation: Observation, environment: Environment): boolean {
  const sound = path.rules.filter((rule) => holds(rule, observation, environment));
  let rules = sound;
  if (!coversAll(rules, path, observation, environment)) {
    if (observation.preimages.size === 0) return false;
    const known = new Set(rules.map(({ name }) => name));
    const all = [...path.observations, observation];
    const uncovered = uncoveredOf(rules, observation, environment);
    const found = findRules(observation, uncovered).filter(
      (rule) => !known.has(rule.name) && all.every((other) => holds(rule, other, environmentOf(other))),
    );
    rules = [...rules, ...found];
    if (!coversAll(rules, path, observation, environment)) return false;
  }
  const cover = coverOf(rules, [observation, ...path.observations]);
  const facts = cover && factsOf(cover, environment, observation.time);
  if (cover === undefined || facts === undefined) return false;
  const isSame =
    cover.length === path.cover.length && cover.every(({ name }, index) => name === path.cover[index]?.name);
  path.facts = isSame
    ? commonFacts(path.facts, facts)
    : path.observations.reduce(
        (common, other) => commonFacts(common, factsOf(cover, environmentOf(other), other.time) ?? new Map()),
        facts,
      );
  path.rules = rules;
  path.cover = cover;
  path.observations = [observation, ...path.observations].slice(0, keptObservations);
  return true;
}

/** The first rules that tell all that some observations touch; undefined where something has none. */
function coverOf(rules: readonly Rule[], observations: readonly Observation[]): Rule[] | undefined {
  const cover = new Set<Rule>();
  for (const observation of observations) {
    const environment = environmentOf(observation);
    const left = new Set(observation.touched.keys());
    // Two things that one job touches may be the same by chance, so one observation is not enough to choose by.
    for (const rule of [...cover, ...rules.filter((other) => !cover.has(other))]) {
      if (left.size === 0) break;
      const names = (applyRule(rule, environment) ?? []).map(({ account, slot }) => touchName(account, slot));
      if (!names.some((name) => left.has(name))) continue;
      cover.add(rule);
      for (const name of names) left.delete(name);
    }
    if (left.size > 0) return undefined;
  }
  return rules.filter((rule) => cover.has(rule));
}

function coversAll(
  rules: readonly Rule[],
  path: Path,
  observation: Observation,
  environment: Environment,
): boolean {
  return (
    covers(rules, observation, environment) &&
    path.observations.every((other) => covers(rules, other, environmentOf(other)))
  );
}

function covers(rules: readonly Rule[], observation: Observation, environment: Environment): boolean {
  return uncoveredOf(rules, observation, environment).length === 0;
}

function uncoveredOf(
  rules: readonly Rule[],
  observation: Observation,
  environment: Environment,
): readonly Touch[] {
  const left = new Map(observation.touched);
  for (const rule of rules) {
    for (const { account, slot } of applyRule(rule, environment) ?? []) left.delete(touchName(account, slot));
  }
  return [...left.values()];
}

/** What rules say of a job; undefined where one cannot be told, or two contradict each other. */
function touchesOf(rules: readonly Rule[], environment: Environment): Map<string, Touch> | undefined {
  const touches = new Map<string, Touch>();
  for (const rule of rules) {
    const applied = applyRule(rule, environment);
    if (applied === undefined) return undefined;
    for (const touch of applied) {
      const name = touchName(touch.account, touch.slot);
      const other = touches.get(name);
      if (other !== undefined && other.written !== touch.written) return undefined;
      touches.set(name, touch);
    }
  }
  return touches;
}

function same(a: ReadonlyMap<string, Touch>, b: ReadonlyMap<string, Touch>): boolean {
  if (a.size !== b.size) return false;
  for (const [name, { written }] of a) if (b.get(name)?.written !== written) return false;
  return true;
}
