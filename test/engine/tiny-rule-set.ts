import type { Condition, Leaf } from '../../src/engine/condition.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import type { OperatorName } from '../../src/engine/operators/table.ts';
import type { Profile, Report } from '../../src/engine/profile.ts';
import type { Derivation, Fact, Policy, RuleSet } from '../../src/engine/rule-set.ts';
import type { Value, ValueType } from '../../src/engine/value.ts';

/** Compiled rules by hand, in as few words as a test can read. */
export function fact(id: string, type: ValueType | ValueType['kind'], given: Partial<Fact> = {}): Fact {
  return {
    id,
    label: { zh: id, en: id },
    description: id,
    type: typeof type === 'string' ? ({ kind: type } as ValueType) : type,
    unit: null,
    valueLabels: new Map(),
    authorities: ['tax'],
    maxAgeDays: null,
    mutable: true,
    derivation: null,
    ...given,
  };
}

export function derivedFact(id: string, type: ValueType['kind'], derivation: Derivation): Fact {
  return fact(id, type, { authorities: [], derivation });
}

/** A number stands for a decimal. */
export type Short = Value | number;

export function valueFrom(short: Short): Value {
  return typeof short === 'number' ? new Decimal(short) : short;
}

export function leaf(factId: string, operator: OperatorName, wanted: Short): Leaf {
  return { kind: 'leaf', fact: factId, operator, wanted: { constant: valueFrom(wanted) }, at: '' };
}

export const all = (...parts: Condition[]): Condition => ({ kind: 'all', parts, at: '' });
export const any = (...parts: Condition[]): Condition => ({ kind: 'any', parts, at: '' });
export const not = (part: Condition): Condition => ({ kind: 'not', part, at: '' });

export function policy(condition: Condition, given: Partial<Policy> = {}): Policy {
  return {
    id: 'only',
    title: { zh: '政策', en: 'policy' },
    summary: { zh: '政策', en: 'policy' },
    source: [],
    departments: [],
    region: '',
    validFrom: null,
    validTo: null,
    delivery: 'application',
    basis: 'status',
    condition,
    residual: [],
    benefit: { kind: 'service', text: { zh: '服务', en: 'service' }, amount: null },
    exclusive: [],
    ...given,
  };
}

export function ruleSet(facts: readonly Fact[], ...policies: Policy[]): RuleSet {
  const authority = (id: string, aggregator = false) =>
    [id, { id, label: { zh: id, en: id }, aggregator }] as const;
  return {
    exclusionGroups: new Map(),
    conditionLabels: new Map(),
    regionFact: 'region',
    digest: 'tiny',
    title: { zh: '小规则集', en: 'tiny rule set' },
    authorities: new Map([authority('tax'), authority('court'), authority('hub', true)]),
    facts: new Map(facts.map((each) => [each.id, each])),
    hierarchies: new Map(),
    policies,
  };
}

/** What `source` says holds today; null means that the enterprise says so itself. */
export function profile(values: Record<string, Short>, source: string | null = 'tax'): Profile {
  return new Map(
    Object.entries(values).map(([id, short]): [string, Report[]] => [
      id,
      [{ value: valueFrom(short), source, observedOn: null }],
    ]),
  );
}
