import type { Condition } from '../../engine/condition.ts';
import { reportedUnder } from '../../engine/facts-read.ts';
import type { Derivation, Fact, RuleSet } from '../../engine/rule-set.ts';
import type { ValueType } from '../../engine/value.ts';
import type { Meaning } from './meaning.ts';
import { type Both, both, type RuleSets, SIDES, type Side } from './sides.ts';

/**
 * Both rule sets in one, so that one profile can be asked about both: the facts of both, those that don't mean the same
 * under two names. Reported facts keep one name, for an enterprise reports one value.
 */
export interface Merged {
  readonly ruleSet: RuleSet;
  /** Conditions of one side, in the names of the merged set. */
  readonly renamed: (condition: Condition, side: Side) => Condition;
}

/** How facts that the two sets read differently are taken in one try; every combination together covers all profiles. */
export interface Reading {
  /** Derived facts that may be reported, and here are: both sides read the report. */
  readonly reported: ReadonlySet<string>;
  /** Facts of which the report is too old for the side with the shorter maximum age, and counts for the other. */
  readonly stale: ReadonlySet<string>;
}

/** The facts read that the two sets read differently, by how. */
export interface Differing {
  /** Derived on both sides, and reportable on both. */
  readonly reportable: readonly string[];
  readonly maximumAge: readonly string[];
  /** Of another type, unit or range: what is true of values that both accept may not be so of the others. */
  readonly domain: readonly string[];
}

export function differingFacts(facts: Iterable<string>, sets: RuleSets, meaning: Both<Meaning>): Differing {
  const differing = [...facts].filter(
    (id) => SIDES.every((side) => sets[side].facts.has(id)) && meaning.old.fact(id) !== meaning.new.fact(id),
  );
  const where = (test: (facts: Both<Fact>) => boolean) =>
    differing.filter((id) => {
      const [old, now] = [sets.old.facts.get(id), sets.new.facts.get(id)];
      return old !== undefined && now !== undefined && test({ old, new: now });
    });
  return {
    reportable: where((pair) => SIDES.every((side) => isReportableDerived(pair[side]))),
    maximumAge: where((pair) => isBase(pair) && pair.old.maxAgeDays !== pair.new.maxAgeDays),
    domain: where((pair) => domainKey(pair.old) !== domainKey(pair.new)),
  };
}

function isBase(pair: Both<Fact>): boolean {
  return SIDES.every((side) => pair[side].derivation === null);
}

function isReported({ derivation, authorities }: Fact): boolean {
  return derivation === null || authorities.length > 0;
}

function isReportableDerived(fact: Fact): boolean {
  return fact.derivation !== null && isReported(fact);
}

function domainKey(fact: Fact): string {
  const { type, unit, range, derivation } = fact;
  if (derivation !== null && !isReported(fact)) return type.kind;
  const bounds = [range?.minimum ?? null, range?.maximum ?? null];
  const age = derivation === null ? null : fact.maxAgeDays;
  return JSON.stringify([type, unit, bounds, derivation === null, age]);
}

/** Merges the two sets for one reading of the facts that differ. */
export function merge(sets: RuleSets, meaning: Both<Meaning>, reading: Reading): Merged {
  const nameOn = (id: string, side: Side): string => {
    const fact = sets[side].facts.get(id);
    const other = sets[side === 'old' ? 'new' : 'old'].facts.get(id);
    const isFresh = !reportedUnder(id, sets[side]).some((input) => reading.stale.has(input));
    if (fact === undefined || other === undefined) return id;
    if (isFresh && meaning.old.freshFact(id) === meaning.new.freshFact(id)) return id;
    if (reading.stale.has(id)) return shorterLived(sets, id) === side ? staleName(id) : id;
    const isOne = fact.derivation === null && other.derivation === null;
    return isOne || reading.reported.has(id) ? id : `${id} (${side})`;
  };
  const facts = new Map<string, Fact>();
  for (const side of SIDES)
    for (const fact of sets[side].facts.values()) {
      const id = nameOn(fact.id, side);
      const name = (input: string) => nameOn(input, side);
      const isTaken = reading.reported.has(fact.id);
      const derivation = fact.derivation === null || isTaken ? null : renameInputs(fact.derivation, name);
      // Under a name of its own a derived fact is computed: another reading takes its reports.
      const authorities = id !== fact.id && derivation !== null ? [] : fact.authorities;
      const shown = { ...fact, id, derivation, authorities };
      const known = facts.get(id);
      facts.set(id, known === undefined ? shown : narrower(known, shown));
    }
  const renamed = (condition: Condition, side: Side) => renameIn(condition, (id) => nameOn(id, side));
  const hierarchies = new Map([...sets.old.hierarchies, ...sets.new.hierarchies]);
  return { ruleSet: { ...sets.new, facts, hierarchies, policies: [] }, renamed };
}

/** The name of a report that only the other side still counts. */
export function staleName(id: string): string {
  return `${id} (too old)`;
}

/** The side for which reports of the fact go stale earlier. */
export function shorterLived(sets: RuleSets, id: string): Side {
  const days = both(sets, (ruleSet) => ruleSet.facts.get(id)?.maxAgeDays ?? Number.POSITIVE_INFINITY);
  return days.old < days.new ? 'old' : 'new';
}

function renameInputs(derivation: Derivation, name: (id: string) => string): Derivation {
  switch (derivation.kind) {
    case 'ratio':
      return {
        ...derivation,
        numerator: name(derivation.numerator),
        denominator: name(derivation.denominator),
      };
    case 'sum':
      return { ...derivation, of: derivation.of.map(name) };
    case 'difference':
      return {
        ...derivation,
        minuend: name(derivation.minuend),
        subtrahend: name(derivation.subtrahend),
      };
    case 'age':
      return { ...derivation, since: name(derivation.since) };
    case 'table':
      return {
        ...derivation,
        rows: derivation.rows.map((row) => ({ ...row, when: renameIn(row.when, name) })),
      };
  }
}

function renameIn(condition: Condition, name: (id: string) => string): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { ...condition, parts: condition.parts.map((part) => renameIn(part, name)) };
    case 'not':
    case 'named':
      return { ...condition, part: renameIn(condition.part, name) };
    case 'leaf': {
      const wanted = 'fact' in condition.wanted ? { fact: name(condition.wanted.fact) } : condition.wanted;
      return { ...condition, fact: name(condition.fact), wanted };
    }
  }
}

/** What both sides accept of one reported fact. Where the types have nothing in common, the new one stands. */
function narrower(old: Fact, now: Fact): Fact {
  const minimum = [old.range?.minimum, now.range?.minimum].filter((each) => each !== undefined);
  const maximum = [old.range?.maximum, now.range?.maximum].filter((each) => each !== undefined);
  const low = minimum.toSorted((a, b) => b.comparedTo(a))[0];
  const high = maximum.toSorted((a, b) => a.comparedTo(b))[0];
  return {
    ...now,
    type: commonType(old.type, now.type),
    range: {
      ...(low === undefined ? {} : { minimum: low }),
      ...(high === undefined ? {} : { maximum: high }),
    },
  };
}

function commonType(old: ValueType, now: ValueType): ValueType {
  if (old.kind === 'enum' && now.kind === 'enum') {
    const values = now.values.filter((value) => old.values.includes(value));
    return values.length === 0 ? now : { kind: 'enum', values };
  }
  return old.kind === 'integer' && now.kind === 'number' ? old : now;
}
