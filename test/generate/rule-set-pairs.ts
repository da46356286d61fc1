import fc from 'fast-check';
import type { Condition } from '../../src/engine/condition.ts';
import type { Fact, Policy, RuleSet } from '../../src/engine/rule-set.ts';
import { all, policy, ruleSet } from '../engine/tiny-rule-set.ts';
import { arbitrarySmallCondition, arbitrarySmallLeaf, arbitrarySmallRules } from './small-rules.ts';

/** Two small rule sets, the second a changed first; every profile can be tried on both. */
export interface Pair {
  readonly old: RuleSet;
  readonly new: RuleSet;
  readonly facts: readonly Fact[];
}

type Change = (condition: Condition) => Condition;

/** Changes that staff make, one at a random node: a leaf, a part in or out, all for any, a `not`, another order. */
function arbitraryChange(facts: readonly Fact[]): fc.Arbitrary<Change> {
  const added = arbitrarySmallCondition(facts, 1);
  const change = fc.oneof<fc.Arbitrary<Change>[]>(
    arbitrarySmallLeaf(facts).map((leaf) => (node) => (node.kind === 'leaf' ? leaf : node)),
    added.map(
      (part) => (node) => ('parts' in node ? { ...node, parts: [...node.parts, part] } : all(node, part)),
    ),
    fc.constant((node) =>
      'parts' in node && node.parts.length > 1 ? { ...node, parts: node.parts.slice(1) } : node,
    ),
    fc.constant((node) => ('parts' in node ? { ...node, kind: node.kind === 'all' ? 'any' : 'all' } : node)),
    fc.constant(not),
    fc.constant((node) => ('parts' in node ? { ...node, parts: node.parts.toReversed() } : node)),
    fc.constant((node) => ({ kind: 'not', part: { kind: 'not', part: node, at: '' }, at: '' })),
    added.map((part) => (node) => ({ kind: 'any', parts: [all(node, part), all(node, not(part))], at: '' })),
  );
  return fc.tuple(change, fc.nat(3)).map(
    ([each, at]) =>
      (condition) =>
        changedAt(condition, at, each),
  );
}

const not = (part: Condition): Condition => ({ kind: 'not', part, at: '' });

/** The change made so many steps down, as far as there are any. */
function changedAt(condition: Condition, steps: number, change: Change): Condition {
  if (steps === 0 || condition.kind === 'leaf') return change(condition);
  if ('parts' in condition) {
    const at = steps % condition.parts.length;
    const parts = condition.parts.map((part, index) =>
      index === at ? changedAt(part, steps - 1, change) : part,
    );
    return { ...condition, parts };
  }
  const part = changedAt(condition.part, steps - 1, change);
  return condition.kind === 'not' ? not(part) : { ...condition, part };
}

/** How old reports may be: changed in one fact at most. */
const arbitraryAges = fc.record({
  at: fc.nat(2),
  old: fc.constantFrom(null, 30),
  new: fc.constantFrom(null, 30, 60),
});

export const arbitraryPair: fc.Arbitrary<Pair> = fc
  .tuple(arbitrarySmallRules, arbitrarySmallRules, fc.nat(9))
  .chain(([{ facts, condition }, other, roll]) => {
    const reported = facts.filter(({ derivation }) => derivation === null);
    return fc
      .tuple(arbitraryChange(facts), arbitraryAges, fc.constantFrom(...facts))
      .map(([change, ages, _fact]): Pair => {
        const aged = (side: 'old' | 'new') =>
          facts.map((each) =>
            roll === 0 && each === reported[ages.at] ? { ...each, maxAgeDays: ages[side] } : each,
          );
        const derivedAnew = roll === 1 ? withOtherDerivations(facts, other.facts) : aged('new');
        const only = (part: Condition): Policy => policy(part);
        return {
          old: { ...ruleSet(aged('old'), only(condition)), digest: 'old' },
          new: { ...ruleSet(derivedAnew, only(roll < 2 ? condition : change(condition))), digest: 'new' },
          facts: reported,
        };
      });
  });

/** The same facts, derived otherwise where the others' derivations fit: same name, same type, same inputs. */
function withOtherDerivations(facts: readonly Fact[], others: readonly Fact[]): readonly Fact[] {
  const ids = new Set(facts.map(({ id }) => id));
  return facts.map((fact) => {
    const other = others.find(
      ({ id, type }) => id === fact.id && JSON.stringify(type) === JSON.stringify(fact.type),
    );
    if (fact.derivation?.kind === 'table') {
      const { rows, otherwise } = fact.derivation;
      return { ...fact, derivation: { kind: 'table', rows: rows.slice(1), otherwise } as const };
    }
    const isFit = other?.derivation != null && inputs(other).every((id) => ids.has(id));
    return isFit ? { ...fact, derivation: other.derivation } : fact;
  });
}

function inputs({ derivation }: Fact): readonly string[] {
  switch (derivation?.kind) {
    case 'sum':
      return derivation.of;
    case 'ratio':
      return [derivation.numerator, derivation.denominator];
    case 'difference':
      return [derivation.minuend, derivation.subtrahend];
    case 'age':
      return [derivation.since];
    default:
      return ['?'];
  }
}
