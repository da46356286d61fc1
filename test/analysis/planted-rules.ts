import { analyse } from '../../src/analysis/analyse.ts';
import type { Finding } from '../../src/analysis/finding.ts';
import type { Amount } from '../../src/engine/amount-formula.ts';
import type { Condition } from '../../src/engine/condition.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import type { Fact, Policy, RuleSet } from '../../src/engine/rule-set.ts';
import { derivedFact, fact, policy, ruleSet } from '../engine/tiny-rule-set.ts';
import { located } from '../generate/conditions.ts';

/** Rules by hand in which something is planted for the analysis to find. */
const NUMBER = { range: { minimum: new Decimal(0) } };
const FACTS: readonly Fact[] = [
  fact('staff', 'integer', NUMBER),
  fact('revenue', 'money', NUMBER),
  fact('expense', 'money', NUMBER),
  fact('listed', 'boolean'),
  fact('began', 'date'),
  derivedFact('age', 'integer', { kind: 'age', since: 'began', in: 'years' }),
  derivedFact('share', 'ratio', { kind: 'ratio', numerator: 'expense', denominator: 'revenue' }),
];
const CLAUSE = { source: [{ document: 'notice', clause: '3' }] };
const fixed = (yuan: number): Amount => ({ kind: 'fixed', amount: new Decimal(yuan) });

export function paying(id: string, condition: Condition, yuan: number, given: Partial<Policy> = {}): Policy {
  const benefit = { kind: 'subsidy' as const, text: { zh: id, en: id }, amount: fixed(yuan) };
  return policy(located(condition, '/conditions'), { id, benefit, ...CLAUSE, ...given });
}

export function inGroup(id: string, condition: Condition, yuan: number, given: Partial<Policy> = {}): Policy {
  return paying(id, condition, yuan, { source: [], exclusive: ['one'], ...given });
}

export function rulesWith(policies: readonly Policy[], facts: readonly Fact[] = FACTS): RuleSet {
  const group = { id: 'one', atMost: 1, cap: null, label: { zh: '择一', en: 'one of them' } };
  return { ...ruleSet(facts, ...policies), exclusionGroups: new Map([['one', group]]) };
}

/** One line a finding: its kind, its policy, the other one. */
export function found(policies: readonly Policy[], facts?: readonly Fact[]): readonly string[] {
  const findings = analyse(rulesWith(policies, facts));
  return findings.map((each) => [each.kind, each.where.id, ...other(each)].join(' ')).toSorted();
}

function other(finding: Finding): readonly string[] {
  return 'other' in finding ? [finding.other] : [];
}
