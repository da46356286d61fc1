import { addDays, addMonthsTo } from '../../src/engine/civil-date.ts';
import type { Profile, Report } from '../../src/engine/profile.ts';
import type { Fact } from '../../src/engine/rule-set.ts';
import type { Value } from '../../src/engine/value.ts';
import { AS_OF, domainOf } from '../generate/small-rules.ts';

/** Every profile that small rules can tell apart, each fact absent or with each of its values. */
export function* everyProfile([fact, ...others]: readonly Fact[]): Generator<Profile> {
  if (fact === undefined) {
    yield new Map();
    return;
  }
  const reports = valuesOf(fact).map((value): Report[] => [{ value, source: 'tax', observedOn: null }]);
  for (const rest of everyProfile(others)) {
    yield rest;
    for (const report of reports) yield new Map(rest).set(fact.id, report);
  }
}

/** Of dates those at which an age or a date that small rules ask for begins or ends. */
function valuesOf(fact: Fact): readonly Value[] {
  if (fact.type.kind !== 'date') return domainOf(fact);
  const months = [-1, 0, 1, 2, 3, 4, 12, 24, 36, 48].map((age) => addMonthsTo(AS_OF, -age));
  const days = [-1, 0, 1, 2, 3, 4].map((age) => addDays(AS_OF, -age));
  const drawn = [...(domainOf(fact) as string[]), ...months, ...days];
  return [...new Set(drawn.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]))];
}
