import { addDays, type CivilDate } from '../../engine/civil-date.ts';
import type { Condition } from '../../engine/condition.ts';
import { Decimal } from '../../engine/decimal.ts';
import type { Derivation, Fact, Policy, RuleSet } from '../../engine/rule-set.ts';
import type { Value } from '../../engine/value.ts';
import { amountEdits } from './amount-edits.ts';
import { conditionEdits, partEdits } from './condition-edits.ts';
import { type Edit, inside, replaced, without } from './edit.ts';
import { nextValue } from './unit.ts';

/** Every edit of what a policy itself says: conditions, days in force, delivery, residual conditions, amount. */
export function policyEdits(policy: Policy, facts: RuleSet['facts']): readonly Edit<Policy>[] {
  const { condition, benefit } = policy;
  return [
    ...inside(wholeEdits(condition, facts), (changed) => ({ ...policy, condition: changed })),
    ...dateEdits(policy, 'validFrom'),
    ...dateEdits(policy, 'validTo'),
    ...deliveryEdits(policy),
    ...residualEdits(policy),
    ...(benefit.amount === null
      ? []
      : inside(amountEdits(benefit.amount, '/benefit/amount', facts), (amount) => ({
          ...policy,
          benefit: { ...benefit, amount },
        }))),
  ];
}

/** Region and conditions hold together by the meaning of a policy, nobody wrote that: only the parts are edited. */
function wholeEdits(condition: Condition, facts: RuleSet['facts']): readonly Edit<Condition>[] {
  return condition.kind === 'all' && condition.at === ''
    ? partEdits(condition, facts)
    : conditionEdits(condition, facts);
}

function dateEdits(policy: Policy, which: 'validFrom' | 'validTo'): readonly Edit<Policy>[] {
  const before = policy[which];
  if (before === null) return [];
  const moved = (mutation: 'raised' | 'lowered', after: CivilDate): Edit<Policy> => ({
    at: `/${which}`,
    mutation,
    change: { kind: 'date', which, before, after },
    changed: { ...policy, [which]: after },
  });
  return [moved('raised', addDays(before, 1)), moved('lowered', addDays(before, -1))];
}

/**
 * What is delivered without an application rests on vouched facts, and nothing else does. Where something remains to be
 * confirmed anyway the outcome is the same either way.
 */
function deliveryEdits(policy: Policy): readonly Edit<Policy>[] {
  if (policy.residual.length > 0) return [];
  const before = policy.delivery;
  const after = before === 'automatic' ? 'application' : 'automatic';
  const change = { kind: 'delivery', before, after } as const;
  return [{ at: '/delivery', mutation: 'swapped', change, changed: { ...policy, delivery: after } }];
}

/** All of them at once: without one of two, the outcome is conditional still. */
function residualEdits(policy: Policy): readonly Edit<Policy>[] {
  if (policy.residual.length === 0) return [];
  const changed = { ...policy, residual: [] };
  return [{ at: '/residual', mutation: 'dropped', change: { kind: 'residual' }, changed }];
}

type Table = Extract<Derivation, { kind: 'table' }>;

/** Every edit of a decision table; other derivations are arithmetic that names its inputs and nothing else. */
export function derivationEdits(
  fact: Fact,
  at: string,
  facts: RuleSet['facts'],
): readonly Edit<Derivation>[] {
  return fact.derivation?.kind === 'table' ? tableEdits(fact, fact.derivation, at, facts) : [];
}

function tableEdits(fact: Fact, table: Table, at: string, facts: RuleSet['facts']): readonly Edit<Table>[] {
  const { rows } = table;
  const ofRows = rows.flatMap((row, index): readonly Edit<Table>[] => {
    const rowAt = `${at}/rows/${index}`;
    const dropped: Edit<Table> = {
      at: rowAt,
      mutation: 'dropped',
      change: { kind: 'row', row },
      changed: { ...table, rows: without(rows, index) },
    };
    const whens = inside(conditionEdits(row.when, facts), (when) => ({
      ...table,
      rows: replaced(rows, index, { ...row, when }),
    }));
    const values = inside(valueEdits(fact, row.value, `${rowAt}/value`), (value) => ({
      ...table,
      rows: replaced(rows, index, { ...row, value }),
    }));
    return [...(rows.length > 1 ? [dropped] : []), ...whens, ...values];
  });
  const otherwise = inside(valueEdits(fact, table.otherwise, `${at}/otherwise`), (changed) => ({
    ...table,
    otherwise: changed,
  }));
  return [...ofRows, ...otherwise];
}

/** A number or date that a table gives, one unit more. */
function valueEdits(fact: Fact, before: Value, at: string): readonly Edit<Value>[] {
  const after = before instanceof Decimal || typeof before === 'string' ? nextValue(fact, before, 1) : null;
  if (after === null) return [];
  return [{ at, mutation: 'raised', change: { kind: 'row-value', before, after }, changed: after }];
}
