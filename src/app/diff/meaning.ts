import type { Amount } from '../../engine/amount-formula.ts';
import type { Condition } from '../../engine/condition.ts';
import { type Hierarchy, pathTo } from '../../engine/hierarchy.ts';
import { type Fact, hierarchyOf, type Policy, type RuleSet } from '../../engine/rule-set.ts';
import { branch } from './code-changes.ts';
import { type Naming, type Normal, normalForm, normalKey, valueKey } from './normal-form.ts';
import { reachOf } from './reach.ts';
import { type Both, both, type RuleSets, SIDES, type Side } from './sides.ts';

/** Texts that are equal on both sides only where the meaning is. */
export interface Meaning {
  condition(condition: Condition): string;
  form(condition: Condition): Normal;
  /** What is read of a fact: its type and range, how old it may be, what it is derived from. Not who vouches for it. */
  fact(id: string): string;
  /** The same while no report is too old. */
  freshFact(id: string): string;
  amount(amount: Amount | null): string;
}

export interface Meanings extends Both<Meaning> {
  /** Whether the conditions ask for codes of which another part of the table lies within them. */
  movedCodes(policies: Both<Policy>): boolean;
}

/** Reads meaning in both rule sets. */
export function meanings(sets: RuleSets): Meanings {
  const moved = movedCodes(sets);
  const isMoved = (policy: Policy, side: Side) =>
    [...reachOf(policy, sets[side]).codes].some(([hierarchy, codes]) =>
      [...codes].some((code) => moved.get(hierarchy)?.(code) === true),
    );
  return {
    ...both(sets, (ruleSet, side) => createMeaning(ruleSet, side, moved)),
    movedCodes: (policies) => SIDES.some((side) => isMoved(policies[side], side)),
  };
}

/** By hierarchy, tells the codes that another part of the table lies within, or that lie elsewhere. */
type Moved = ReadonlyMap<string, (code: string) => boolean>;

function movedCodes(sets: RuleSets): Moved {
  const moved = [...sets.old.hierarchies.values()].flatMap((old) => {
    const now = sets.new.hierarchies.get(old.id);
    if (now === undefined || sameHierarchy(old, now)) return [];
    const seen = new Map<string, boolean>();
    const isMoved = (code: string): boolean => {
      const known = seen.get(code) ?? !sameBranch(old, now, code);
      seen.set(code, known);
      return known;
    };
    return [[old.id, isMoved] as const];
  });
  return new Map(moved);
}

function sameHierarchy(a: Hierarchy, b: Hierarchy): boolean {
  if (a.unlisted?.pattern.source !== b.unlisted?.pattern.source || a.codes.size !== b.codes.size)
    return false;
  return [...a.codes].every(([code, { parent }]) => {
    const other = b.codes.get(code);
    return other !== undefined && other.parent === parent;
  });
}

function sameBranch(a: Hierarchy, b: Hierarchy, code: string): boolean {
  if (a.unlisted?.pattern.source !== b.unlisted?.pattern.source) return false;
  const keyOf = (codes: readonly string[]) => JSON.stringify(codes.toSorted());
  const same = (x: readonly string[], y: readonly string[]) => keyOf(x) === keyOf(y);
  return same(branch(a, code), branch(b, code)) && same(pathTo(a, code), pathTo(b, code));
}

function createMeaning(ruleSet: RuleSet, side: Side, moved: Moved): Meaning {
  const naming = namingIn(ruleSet, side, moved, { ages: true });
  return {
    condition: (condition) => normalKey(condition, naming),
    form: (condition) => normalForm(condition, naming),
    fact: naming.fact,
    freshFact: namingIn(ruleSet, side, moved, { ages: false }).fact,
    amount: (amount) => JSON.stringify(amount, (key, value) => (key === 'of' ? naming.fact(value) : value)),
  };
}

function namingIn(ruleSet: RuleSet, side: Side, moved: Moved, { ages }: { readonly ages: boolean }): Naming {
  const seen = new Map<string, string>();
  const fact = (id: string): string => {
    const key = seen.get(id) ?? factKey(ruleSet, id, naming, ages);
    seen.set(id, key);
    return key;
  };
  const mark: Naming['mark'] = (id, operator, wanted) => {
    const declared = ruleSet.facts.get(id);
    const isMoved = moved.get((declared && hierarchyOf(ruleSet, declared)?.id) ?? '');
    if (isMoved === undefined || !operator.toLowerCase().endsWith('within')) return '';
    const codes = 'constant' in wanted ? [wanted.constant].flat() : null;
    return codes === null || codes.some((code) => isMoved(String(code))) ? ` of the ${side} rules` : '';
  };
  const naming: Naming = { fact, mark, opensNames: true };
  return naming;
}

function factKey(ruleSet: RuleSet, id: string, naming: Naming, ages: boolean): string {
  const fact = ruleSet.facts.get(id);
  if (fact === undefined) return `?${id}`;
  const isReported = fact.derivation === null || fact.authorities.length > 0;
  const reported = isReported ? [id, ...reportedKey(fact, ages)] : null;
  return JSON.stringify([fact.type.kind, reported, derivationKey(fact, naming)]);
}

/** What a profile may say of a fact, and for how long it counts. */
function reportedKey({ type, unit, range, maxAgeDays }: Fact, ages: boolean): readonly unknown[] {
  return [type, unit, range?.minimum ?? null, range?.maximum ?? null, ages ? maxAgeDays : null];
}

function derivationKey({ derivation }: Fact, naming: Naming): unknown {
  if (derivation === null) return null;
  switch (derivation.kind) {
    case 'ratio':
      return ['ratio', naming.fact(derivation.numerator), naming.fact(derivation.denominator)];
    case 'sum':
      return ['sum', derivation.of.map((term) => naming.fact(term)).toSorted()];
    case 'difference':
      return ['difference', naming.fact(derivation.minuend), naming.fact(derivation.subtrahend)];
    case 'age':
      return ['age', naming.fact(derivation.since), derivation.in];
    case 'table': {
      const rows = derivation.rows.map(({ when, value }) => [normalKey(when, naming), valueKey(value)]);
      return ['table', rows, valueKey(derivation.otherwise)];
    }
  }
}
