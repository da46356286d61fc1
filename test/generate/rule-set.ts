import fc from 'fast-check';
import type { Condition } from '../../src/engine/condition.ts';
import {
  type Authority,
  DELIVERIES,
  type Fact,
  type Policy,
  type RuleSet,
} from '../../src/engine/rule-set.ts';
import { arbitraryAmount, arbitraryGroups, EXCLUSION_GROUPS } from './amounts.ts';
import { arbitraryCondition, type Vocabulary } from './conditions.ts';
import { arbitraryDate } from './dates.ts';
import { arbitraryBaseFacts, REGION_FACT, withDerivedFacts } from './facts.ts';
import { arbitraryHierarchy } from './hierarchies.ts';
import { arbitraryElement, type Hierarchies } from './values.ts';

/** The authorities of every generated rule set: two that vouch for some facts, one that passes on all. */
export const AUTHORITIES: ReadonlyMap<string, Authority> = new Map(
  ['tax', 'market', 'court', 'hub'].map((id) => [
    id,
    { id, label: { zh: id, en: id }, aggregator: id === 'hub' },
  ]),
);

/** A compiled rule set, well typed by construction: every operator only with the facts and operands that it takes. */
export const arbitraryRuleSet: fc.Arbitrary<RuleSet> = arbitraryRuleSetOf(4, 10);

/** A rule set with that many policies, no fewer than `least` and no more than `most`. */
export function arbitraryRuleSetOf(least: number, most: number): fc.Arbitrary<RuleSet> {
  return fc
    .tuple(arbitraryHierarchy('industries'), arbitraryHierarchy('divisions'))
    .map((hierarchies): Hierarchies => new Map(hierarchies.map((each) => [each.id, each])))
    .chain((hierarchies) =>
      arbitraryBaseFacts()
        .chain((base) => withDerivedFacts(base, hierarchies))
        .chain((facts) => withPolicies(facts, hierarchies, { minLength: least, maxLength: most })),
    );
}

function withPolicies(
  facts: readonly Fact[],
  hierarchies: Hierarchies,
  count: fc.ArrayConstraints,
): fc.Arbitrary<RuleSet> {
  return arbitraryNamed({ facts, hierarchies, named: [] }).chain((named) =>
    fc.array(arbitraryPolicy({ facts, hierarchies, named }), count).map((policies) => ({
      regionFact: REGION_FACT,
      digest: 'generated',
      exclusionGroups: EXCLUSION_GROUPS,
      conditionLabels: new Map<string, { zh: string; en: string }>(),
      title: { zh: '生成的规则集', en: 'generated rule set' },
      authorities: AUTHORITIES,
      facts: new Map(facts.map((fact) => [fact.id, fact])),
      hierarchies,
      policies: policies.map((policy, index) => ({ ...policy, id: `policy-${index + 10}` })),
    })),
  );
}

/** Two named conditions; the second may refer to the first. */
function arbitraryNamed(vocabulary: Vocabulary): fc.Arbitrary<Vocabulary['named']> {
  const name = (part: Condition, name: string) => ({ kind: 'named' as const, name, part, at: '' });
  return arbitraryCondition(vocabulary, 1)
    .map((part) => name(part, 'first'))
    .chain((first) =>
      arbitraryCondition({ ...vocabulary, named: [first] }, 1).map((part) => [first, name(part, 'second')]),
    );
}

function arbitraryPolicy(vocabulary: Vocabulary): fc.Arbitrary<Policy> {
  const condition = arbitraryCondition(vocabulary, 3);
  const residual = { text: { zh: '须现场核验', en: 'checked on site' }, confirmedBy: '主管部门' };
  return fc
    .record({
      condition: fc.oneof(condition, arbitraryInRegion(condition, vocabulary)),
      validFrom: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(null, '1990-01-01') }, arbitraryDate),
      validTo: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, arbitraryDate),
      delivery: fc.constantFrom('automatic' as const, ...DELIVERIES),
      residual: fc.constantFrom([], [], [], [residual]),
      amount: fc.option(arbitraryAmount(vocabulary.facts)),
      groups: arbitraryGroups,
    })
    .map(({ amount, groups, ...given }) => ({
      id: '',
      title: { zh: '政策', en: 'policy' },
      summary: { zh: '生成的政策', en: 'a generated policy' },
      source: [{ document: 'generated', clause: 'p1' }],
      departments: [],
      region: 'A',
      basis: 'indicator',
      benefit: { kind: 'subsidy', text: { zh: '补贴', en: 'a subsidy' }, amount },
      exclusive: amount === null ? [] : groups,
      ...given,
    }));
}

/** What the compiler makes of a policy's region: a leaf before the conditions of the file. */
function arbitraryInRegion(
  condition: fc.Arbitrary<Condition>,
  { hierarchies }: Vocabulary,
): fc.Arbitrary<Condition> {
  const region = arbitraryElement({ kind: 'code', hierarchy: 'divisions' }, hierarchies);
  return fc.tuple(region, condition).map(([code, rest]) => ({
    kind: 'all',
    at: '',
    parts: [
      { kind: 'leaf', fact: REGION_FACT, operator: 'within', wanted: { constant: code }, at: '/region' },
      rest,
    ],
  }));
}
