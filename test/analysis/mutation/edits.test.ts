import { describe, expect, it } from 'vitest';
import { mutantsOfFact } from '../../../src/analysis/mutation/mutant.ts';
import { createTrial, notices } from '../../../src/analysis/mutation/trial.ts';
import type { Condition } from '../../../src/engine/condition.ts';
import type { Policy, RuleSet } from '../../../src/engine/rule-set.ts';
import { policy, profile } from '../../engine/tiny-rule-set.ts';
import { ROWS } from './condition-rows.ts';
import { AS_OF, against, leaf, namesIn, noticed, rulesOf, whole } from './planted.ts';

describe('an edit of a condition is noticed by an example on its own side of the boundary', () => {
  for (const [name, condition, edit, noticing, blind] of ROWS)
    it(name, () => {
      const rules = rulesOf(policy(whole(condition)));
      expect(noticed(rules, edit, noticing)).toBe(true);
      expect(noticed(rules, edit, blind)).toBe(false);
    });
});

describe('what is edited', () => {
  const check = (name: string, condition: Condition, ...edits: readonly string[]) =>
    it(name, () => expect(namesIn(rulesOf(policy(whole(condition))))).toEqual(edits));

  check(
    'a boundary: what is strict, and the value on its other side',
    leaf('staff', 'lessThan', 3),
    'negated /c',
    'boundary /c/operator',
    'lowered /c/value',
  );
  check(
    'a list: each member',
    leaf('letter', 'in', ['a', 'b']),
    'negated /c',
    'dropped /c/value/0',
    'dropped /c/value/1',
  );
  check('a list of one has no member to lose', leaf('letter', 'in', ['a']), 'negated /c');
  check('a comparison of facts has no constant', against('staff', 'equal', 'other'), 'negated /c');
  check(
    'the part of a not isn’t negated too: that would be the same',
    { kind: 'not', part: leaf('letter', 'equal', 'a', '/c/not'), at: '/c' },
    'negated /c',
  );
  check(
    'a named condition is edited where it is defined',
    { kind: 'named', name: 'x', part: leaf('staff', 'lessThan', 3, '/y'), at: '/c' },
    'negated /c',
  );
});

describe('an edit of the policy around its conditions', () => {
  const yes = leaf('flag', 'equal', true);
  const check = (name: string, given: Partial<Policy>, test: (rules: RuleSet) => boolean) =>
    it(name, () => expect(test(rulesOf(policy(whole(yes), given)))).toBe(true));
  const on = (edit: string, asOf: string) => (rules: RuleSet) =>
    noticed(rules, edit, { flag: true }, { asOf });
  const dates = { validFrom: '2024-01-01', validTo: '2024-12-31' };

  check('a first day later', dates, on('raised /validFrom', '2024-01-01'));
  check('a first day earlier', dates, on('lowered /validFrom', '2023-12-31'));
  check('a last day later', dates, on('raised /validTo', '2025-01-01'));
  check('a last day earlier', dates, on('lowered /validTo', '2024-12-31'));
  const self = (edit: string) => (rules: RuleSet) => noticed(rules, edit, { flag: true }, { source: null });
  check('no application', { delivery: 'automatic' }, self('swapped /delivery'));
  check('an application', { delivery: 'instant' }, self('swapped /delivery'));
  const residual = [{ text: { zh: '待查', en: 'to be seen' }, confirmedBy: 'x' }];
  check('what remains', { residual }, (rules) => noticed(rules, 'dropped /residual', { flag: true }));
  it('what remains anyway leaves the delivery open', () =>
    expect(namesIn(rulesOf(policy(whole(yes), { residual })), '/delivery')).toEqual([]));
});

describe('an edit of a decision table', () => {
  const rules = rulesOf(policy(whole(leaf('many', 'equal', true))));
  const [only] = rules.policies;
  if (only === undefined) throw new Error('no policy');
  const edit = mutantsOfFact(rules, 'many', '/derived').find(({ mutation }) => mutation === 'boundary');
  if (edit === undefined) throw new Error('no such edit');
  const asked = (staff: number) => ({ profile: profile({ staff }), asOf: AS_OF });

  it('is noticed by the examples of policies that rest on it', () => {
    const trial = (staff: number) =>
      createTrial(rules, { kind: 'policy', policy: only, statesAmount: false, ...asked(staff) });
    expect([9, 10, 11].map((staff) => notices(trial(staff), edit))).toEqual([false, true, false]);
  });

  it('and by its own', () => {
    const trial = (staff: number) => createTrial(rules, { kind: 'fact', id: 'many', ...asked(staff) });
    expect([9, 10, 11].map((staff) => notices(trial(staff), edit))).toEqual([false, true, false]);
  });
});
