import { createProfileFinder } from '../analysis/find-profile.ts';
import { candidatesFor } from '../engine/candidates.ts';
import { addDays, addMonthsTo, type CivilDate } from '../engine/civil-date.ts';
import type { Condition, Leaf } from '../engine/condition.ts';
import { Decimal } from '../engine/decimal.ts';
import { evaluate } from '../engine/evaluate.ts';
import { leavesIn } from '../engine/facts-read.ts';
import { isWithin } from '../engine/hierarchy.ts';
import type { Profile } from '../engine/profile.ts';
import { createReader } from '../engine/reading.ts';
import { type Fact, hierarchyOf, type Policy, type RuleSet } from '../engine/rule-set.ts';
import type { Truth } from '../engine/truth.ts';
import { isDecimal, sameValue, type Value } from '../engine/value.ts';

/** One value for each fact of the profile that a policy reads. */
export type Values = ReadonlyMap<string, Value>;

/** So many profiles are looked at before it is given up. */
const MOST_TRIED = 20_000;

/** The region, and each part of a policy's own conditions. */
export function partsOf({ condition }: Policy): readonly Condition[] {
  if (condition.kind !== 'all') return [condition];
  return condition.parts.flatMap((part) => (part.kind === 'all' ? part.parts : [part]));
}

/** Values, or that there are none (proved), or that nobody knows. */
export type Found = Values | 'none' | 'undecided';

/**
 * Values for which every part of the policy is a yes, but the failing one a no: those on the boundaries first, so that the example
 * notices when a boundary moves, else any that the exact search finds.
 */
export function valuesFor(policy: Policy, failing: string | null, asOf: CivilDate, ruleSet: RuleSet): Found {
  const near = valuesOnBoundaries(policy, failing, asOf, ruleSet);
  if (near !== null) return near;
  const demands = partsOf(policy).map((condition) => ({
    condition,
    truth: condition.at === failing ? ('no' as const) : ('yes' as const),
  }));
  const found = createProfileFinder(ruleSet).find(demands, asOf);
  if (found.kind !== 'found') return found.kind;
  return new Map(
    [...found.profile].flatMap(([id, [report]]) => (report === undefined ? [] : [[id, report.value]])),
  );
}

/** Null where there are none among those worth trying. */
function valuesOnBoundaries(
  policy: Policy,
  failing: string | null,
  asOf: CivilDate,
  ruleSet: RuleSet,
): Values | null {
  const parts = partsOf(policy);
  const goals = parts.map(({ at }): Truth => (at === failing ? 'no' : 'yes'));
  const choices = [...choicesFor(leavesIn(policy.condition), asOf, ruleSet)];
  let tried = 0;
  const search = (chosen: Values): Values | null => {
    tried += 1;
    if (tried > MOST_TRIED) return null;
    const reader = createReader(ruleSet, asProfile(chosen), asOf);
    const truths = parts.map((part) => evaluate(part, reader).truth);
    // What is known stays as it is, whatever else becomes known.
    if (truths.some((truth, index) => truth !== 'unknown' && truth !== goals[index])) return null;
    const next = choices[chosen.size];
    if (next === undefined) return truths.includes('unknown') ? null : chosen;
    const [fact, values] = next;
    for (const value of values) {
      const found = search(new Map([...chosen, [fact, value]]));
      if (found !== null) return found;
    }
    return null;
  };
  return search(new Map());
}

/** Reported by the enterprise itself: who vouches makes no difference to a truth. */
function asProfile(values: Values): Profile {
  return new Map([...values].map(([id, value]) => [id, [{ value, source: null, observedOn: null }]]));
}

/** For each fact of the profile that the leaves rest on, the values worth trying. */
function choicesFor(
  leaves: readonly Leaf[],
  asOf: CivilDate,
  ruleSet: RuleSet,
): ReadonlyMap<string, readonly Value[]> {
  const ages = agesUnder(leaves, asOf, ruleSet);
  // A fact that can be reported is tried itself, not what it could be derived from.
  const reported = leaves.flatMap(({ fact: id, wanted }) => {
    const fact = ruleSet.facts.get(id);
    if (fact === undefined || fact.derivation === null || fact.authorities.length === 0) return [];
    return 'constant' in wanted ? [[id, firstOf(wanted.constant)] as const] : [];
  });
  const seed = new Map([...reported, ...[...ages].map(([id, days]) => [id, days[0] ?? asOf] as const)]);
  const { values } = candidatesFor(leaves, createReader(ruleSet, asProfile(seed), asOf));
  const found = new Map<string, readonly Value[]>();
  for (const [id, tried] of values) {
    const fact = ruleSet.facts.get(id);
    if (fact !== undefined) found.set(id, [...tried, ...others(fact, tried, ruleSet)]);
  }
  for (const [id, days] of ages) found.set(id, [...(found.get(id) ?? []), ...days]);
  return found;
}

function firstOf(value: Value): Value {
  return Array.isArray(value) ? (value[0] ?? value) : value;
}

/** Values that no leaf mentions, so that a "none of these" can be met, and a "one of these" missed. */
function others(fact: Fact, mentioned: readonly Value[], ruleSet: RuleSet): readonly Value[] {
  if (fact.type.kind === 'text')
    return ['其他'].filter((text) => !mentioned.some((value) => sameValue(value, text)));
  const hierarchy = fact.type.kind === 'code' ? hierarchyOf(ruleSet, fact) : undefined;
  if (hierarchy === undefined) return [];
  const apart = [...hierarchy.codes.keys()].find((code) =>
    mentioned.every(
      (each) => !isWithin(hierarchy, code, String(each)) && !isWithin(hierarchy, String(each), code),
    ),
  );
  return apart === undefined ? [] : [apart];
}

/** Days on which something began, so that its age is just what a leaf asks, just more and just less. */
function agesUnder(
  leaves: readonly Leaf[],
  asOf: CivilDate,
  { facts }: RuleSet,
): ReadonlyMap<string, readonly CivilDate[]> {
  const days = new Map<string, readonly CivilDate[]>();
  const visit = (id: string, wanted: Value): void => {
    const derivation = facts.get(id)?.derivation ?? null;
    if (derivation?.kind !== 'age' || !isDecimal(wanted)) return;
    const age = Decimal.min(Decimal.max(wanted, 0), 1000).floor().toNumber();
    const began = [age, age + 1].map((units) =>
      derivation.in === 'days'
        ? addDays(asOf, -units)
        : addMonthsTo(asOf, -units * (derivation.in === 'years' ? 12 : 1)),
    );
    const around = began.flatMap((day) => [day, addDays(day, 1)]);
    days.set(derivation.since, [...(days.get(derivation.since) ?? []), ...around]);
  };
  for (const { fact, wanted } of leaves) if ('constant' in wanted) visit(fact, wanted.constant);
  return days;
}
