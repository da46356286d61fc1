import type { Condition, Leaf } from '../condition.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Reader } from '../trace.ts';
import type { View } from './compiled.ts';
import type { Conditions } from './conditions.ts';
import { type TruthCode, YES } from './truth-code.ts';

/** A leaf at its place in a condition: one object for all profiles, so that words for it can be kept. */
export interface LeafPlace {
  readonly leaf: Leaf;
  /** As in `Reason`. */
  readonly negated: boolean;
  readonly within: string | null;
  /** What it lacks where it is unknown, whatever the profile; null where the readings say. */
  readonly lacks: string | null;
}

/**
 * Adds the leaves that a truth of the condition rests on, in the order of `reasonsOf`. The view sees a profile for which the
 * condition has that truth.
 */
export type Reasoner = (view: View, truth: TruthCode, reasons: LeafPlace[]) => void;

/** Compiles what finds reasons without a trace. */
export function compileReasoner(
  condition: Condition,
  conditions: Conditions,
  negated = false,
  within: string | null = null,
): Reasoner {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.parts.map((part) => ({
        test: conditions.testOf(part),
        reason: compileReasoner(part, conditions, negated, within),
      }));
      return (view, truth, reasons) => {
        for (const { test, reason } of parts) if (test(view) === truth) reason(view, truth, reasons);
      };
    }
    case 'not': {
      const inner = compileReasoner(condition.part, conditions, !negated, within);
      return (view, truth, reasons) => inner(view, (YES - truth) as TruthCode, reasons);
    }
    case 'named':
      return compileReasoner(condition.part, conditions, negated, condition.name);
    case 'leaf': {
      const lacks = lackedBy(condition, conditions.ruleSet);
      const place: LeafPlace = { leaf: condition, negated, within, lacks };
      return (_view, _truth, reasons) => void reasons.push(place);
    }
  }
}

/** The one fact that a leaf lacks wherever it is unknown; null where that depends on what a derived fact lacks. */
export function lackedBy({ fact, wanted }: Leaf, { facts }: RuleSet): string | null {
  return 'constant' in wanted ? lackedWhereUnknown(fact, facts) : null;
}

function lackedWhereUnknown(id: string, facts: RuleSet['facts']): string | null {
  const fact = facts.get(id);
  if (fact === undefined) return null;
  if (fact.derivation === null || fact.authorities.length > 0) return id;
  return fact.derivation.kind === 'age' ? lackedWhereUnknown(fact.derivation.since, facts) : null;
}

/** What `missingOf` says of a trace that rests on these leaves, all of them unknown. */
export function lackingAt(places: readonly LeafPlace[], reader: Reader): readonly string[] {
  const missing: string[] = [];
  for (const { leaf, lacks } of places) {
    if (lacks === null) addLacking(missing, leaf, reader);
    else if (!missing.includes(lacks)) missing.push(lacks);
  }
  return missing;
}

function addLacking(missing: string[], { fact, wanted }: Leaf, reader: Reader): void {
  const readings = ('fact' in wanted ? [fact, wanted.fact] : [fact]).map((id) => reader.read(id));
  const lacking = readings.flatMap((reading) => (reading.known ? [] : reading.missing));
  for (const each of lacking.length === 0 ? [fact] : lacking) if (!missing.includes(each)) missing.push(each);
}
