import { addDays, addMonthsTo, type CivilDate } from '../../src/engine/civil-date.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import type { NearMiss } from '../../src/engine/near-miss.ts';
import { createReader } from '../../src/engine/reading.ts';
import type { Fact } from '../../src/engine/rule-set.ts';
import type { Truth } from '../../src/engine/truth.ts';
import { sameValue, type Value } from '../../src/engine/value.ts';
import { profile, ruleSet } from '../engine/tiny-rule-set.ts';
import { AS_OF, domainOf, type SmallRules } from '../generate/small-rules.ts';

type Known = ReadonlyMap<string, Value>;

/** The fewest changes, waiting counted as one, after which the condition is a yes; null where none do. All are tried. */
export function fewestChanges(rules: SmallRules): number | null {
  const mutable = rules.facts.filter((fact) => fact.derivation === null && fact.mutable);
  const days = [AS_OF, ...daysThatMatter(rules)];
  let fewest: number | null = null;
  for (const { known, changes } of everyProfile(rules.known, mutable))
    for (const day of days) {
      const needed = day === AS_OF ? changes : changes + 1;
      if ((fewest === null || needed < fewest) && truthOn(rules, known, day) === 'yes') fewest = needed;
    }
  return fewest;
}

/** The truth once the changes are made, on the day from which they hold. */
export function truthAfter(rules: SmallRules, { changes, holdsFrom }: NearMiss): Truth {
  const known = new Map([...rules.known, ...changes.map(({ fact, to }) => [fact, to] as const)]);
  return truthOn(rules, known, holdsFrom ?? AS_OF);
}

function truthOn({ facts, condition }: SmallRules, known: Known, agesOn: CivilDate): Truth {
  const reader = createReader(ruleSet(facts), profile(Object.fromEntries(known)), AS_OF, { agesOn });
  return evaluate(condition, reader).truth;
}

function* everyProfile(
  known: Known,
  [fact, ...others]: readonly Fact[],
): Generator<{ readonly known: Known; readonly changes: number }> {
  if (fact === undefined) {
    yield { known, changes: 0 };
    return;
  }
  const now = known.get(fact.id);
  const changed = domainOf(fact).filter((value) => now === undefined || !sameValue(value, now));
  for (const rest of everyProfile(known, others)) {
    yield rest;
    for (const value of changed)
      yield { known: new Map(rest.known).set(fact.id, value), changes: rest.changes + 1 };
  }
}

/** The days ahead on which something comes to an age that small rules may ask for. */
function daysThatMatter({ facts, known }: SmallRules): readonly CivilDate[] {
  const days = facts.flatMap(({ derivation }) => {
    const since = derivation?.kind === 'age' ? known.get(derivation.since) : undefined;
    if (derivation?.kind !== 'age' || typeof since !== 'string') return [];
    const ages = Array.from({ length: 20 }, (_each, index) => index - 5);
    if (derivation.in === 'days') return ages.map((age) => addDays(since, age));
    return ages.map((age) => addMonthsTo(since, derivation.in === 'years' ? 12 * age : age));
  });
  return [...new Set(days)].filter((day) => day > AS_OF);
}
