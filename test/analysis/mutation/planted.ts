import { type Mutant, mutantsOfPolicy } from '../../../src/analysis/mutation/mutant.ts';
import { createTrial, notices } from '../../../src/analysis/mutation/trial.ts';
import type { Condition, Leaf } from '../../../src/engine/condition.ts';
import type { Hierarchy } from '../../../src/engine/hierarchy.ts';
import type { OperatorName } from '../../../src/engine/operators/table.ts';
import type { Policy, RuleSet } from '../../../src/engine/rule-set.ts';
import { derivedFact, fact, profile, ruleSet, type Short, valueFrom } from '../../engine/tiny-rule-set.ts';

const LETTERS = { kind: 'enum', values: ['a', 'b', 'c'] } as const;

const FACTS = [
  fact('flag', 'boolean'),
  fact('staff', 'integer'),
  fact('other', 'integer'),
  fact('revenue', 'money'),
  fact('share', 'ratio'),
  fact('since', 'date'),
  fact('letter', LETTERS),
  fact('letters', { kind: 'set', of: LETTERS }),
  fact('place', { kind: 'code', hierarchy: 'places' }),
  derivedFact('many', 'boolean', {
    kind: 'table',
    rows: [{ when: { ...leaf('staff', 'greaterThan', 10), at: '/derived/rows/0/when' }, value: true }],
    otherwise: false,
  }),
];

const PLACES: Hierarchy = {
  id: 'places',
  codes: new Map([
    ['1', { name: 'one' }],
    ['11', { name: 'one one', parent: '1' }],
    ['2', { name: 'two' }],
  ]),
};

export const AS_OF = '2024-03-01';

export function leaf(factId: string, operator: OperatorName, wanted: Short, at = '/c'): Leaf {
  return { kind: 'leaf', fact: factId, operator, wanted: { constant: valueFrom(wanted) }, at };
}

export function against(factId: string, operator: OperatorName, other: string): Leaf {
  return { kind: 'leaf', fact: factId, operator, wanted: { fact: other }, at: '/c' };
}

export function both(kind: 'all' | 'any'): Condition {
  const parts = [leaf('flag', 'equal', true, `/c/${kind}/0`), leaf('staff', 'lessThan', 5, `/c/${kind}/1`)];
  return { kind, parts, at: '/c' };
}

/** As a policy file is compiled: the conditions below a whole that nobody wrote. */
export function whole(condition: Condition): Condition {
  return { kind: 'all', parts: [condition], at: '' };
}

export function rulesOf(only: Policy): RuleSet {
  return { ...ruleSet(FACTS, only), hierarchies: new Map([[PLACES.id, PLACES]]) };
}

function nameOf({ mutation, at }: Pick<Mutant, 'mutation' | 'at'>): string {
  return `${mutation} ${at}`;
}

/** The edits at and below a place. */
export function namesIn(rules: RuleSet, place = '/c'): readonly string[] {
  const mutants = rules.policies.flatMap((each) => mutantsOfPolicy(rules, each));
  return mutants.filter(({ at }) => at.startsWith(place)).map(nameOf);
}

export function noticed(
  rules: RuleSet,
  edit: string,
  values: Readonly<Record<string, Short>>,
  {
    asOf = AS_OF,
    source = 'tax',
    statesAmount = false,
  }: { asOf?: string; source?: string | null; statesAmount?: boolean } = {},
): boolean {
  const [only] = rules.policies;
  if (only === undefined) throw new Error('no policy');
  const mutant = mutantsOfPolicy(rules, only).find((each) => nameOf(each) === edit);
  if (mutant === undefined) throw new Error(`no edit ${edit} among ${namesIn(rules).join(', ')}`);
  const given = {
    kind: 'policy',
    policy: only,
    profile: profile(values, source),
    asOf,
    statesAmount,
  } as const;
  return notices(createTrial(rules, given), mutant);
}
