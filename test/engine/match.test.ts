import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/engine/condition.ts';
import { isInForce, type Match, match, type Remaining } from '../../src/engine/match.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { Policy } from '../../src/engine/rule-set.ts';
import { all, any, fact, leaf, not, policy, profile, ruleSet } from './tiny-rule-set.ts';

const AS_OF = '2024-03-01';
const facts = ['a', 'b', 'c'].map((id) => fact(id, 'boolean'));
const [a, b, c] = [leaf('a', 'equal', true), leaf('b', 'equal', true), leaf('c', 'equal', true)];
const residual = { text: { zh: '现场核验', en: 'checked on site' }, confirmedBy: '区商务局' };

const automatic = (condition: Condition, given: Partial<Policy> = {}) =>
  policy(condition, { delivery: 'automatic', ...given });
const instant = (condition: Condition) => policy(condition, { delivery: 'instant' });
const toConfirm = (id: string, reportedBy: string | null = null): Remaining => ({
  kind: 'evidence',
  fact: id,
  reportedBy: [reportedBy],
  authorities: ['tax'],
});

function decideOne(decided: Policy, known: Profile): Match {
  const [only, ...others] = match(ruleSet(facts, decided), known, AS_OF);
  expect(others).toEqual([]);
  return only as Match;
}

describe('outcome', () => {
  const check = (name: string, decided: Policy, known: Profile, expected: Partial<Match>) =>
    it(name, () => {
      const rest = { automatic: false, missing: [], remaining: [] };
      expect(decideOne(decided, known)).toMatchObject({ ...rest, ...expected });
    });

  check('no', policy(a), profile({ a: false }), { outcome: 'ineligible' });
  check('yes', policy(a), profile({ a: true }), { outcome: 'eligible' });
  check('unknown', policy(a), profile({}), { outcome: 'undetermined', missing: ['a'] });
  check('yes, on its own word', policy(a), profile({ a: true }, null), { outcome: 'eligible' });
  check('yes, instant', instant(a), profile({ a: true }, null), { outcome: 'eligible' });
  check('yes, automatic', automatic(a), profile({ a: true }), { outcome: 'eligible', automatic: true });
  check('no, automatic', automatic(a), profile({ a: false }, null), { outcome: 'ineligible' });
  check('unknown, automatic', automatic(a), profile({}), { outcome: 'undetermined', missing: ['a'] });

  const onSite: Remaining = { kind: 'residual', ...residual };
  const withResidual = { residual: [residual] };
  check('yes, with a residual', policy(a, withResidual), profile({ a: true }), {
    outcome: 'conditional',
    remaining: [onSite],
  });
  check('no, with a residual', policy(a, withResidual), profile({ a: false }), { outcome: 'ineligible' });
  check('unknown, with a residual', policy(a, withResidual), profile({}), {
    outcome: 'undetermined',
    missing: ['a'],
  });
  check('yes, automatic, on its own word', automatic(a), profile({ a: true }, null), {
    outcome: 'conditional',
    remaining: [toConfirm('a')],
  });
  check(
    'yes, automatic, on its own word and with a residual',
    automatic(a, withResidual),
    profile({ a: true }, null),
    {
      outcome: 'conditional',
      remaining: [onSite, toConfirm('a')],
    },
  );
  check('yes, automatic, by another authority', automatic(a), profile({ a: true }, 'court'), {
    outcome: 'conditional',
    remaining: [toConfirm('a', 'court')],
  });
  check('yes, automatic, by an aggregator', automatic(a), profile({ a: true }, 'hub'), {
    outcome: 'eligible',
    automatic: true,
  });
});

describe('what is missing is only what could still decide', () => {
  const check = (name: string, condition: Condition, known: Profile, missing: readonly string[]) =>
    it(name, () => expect(decideOne(policy(condition), known).missing).toEqual(missing));

  check('both of two', all(a, b), profile({}), ['a', 'b']);
  check('the other of two', all(a, b), profile({ a: true }), ['b']);
  check('nothing once one is no', all(a, b), profile({ a: false }), []);
  check('nothing once one is yes', any(a, b), profile({ a: true }), []);
  check('not an alternative already given', all(any(a, b), c), profile({ b: true }), ['c']);
  check('not a part already refused', any(all(a, b), c), profile({ b: false }), ['c']);
  check('the same under not', not(all(any(a, b), c)), profile({ b: true }), ['c']);
  check('each fact once', all(a, not(a), b), profile({}), ['a', 'b']);
});

describe('what remains is only what the yes stands on', () => {
  const check = (name: string, condition: Condition, known: Profile, remaining: readonly string[]) =>
    it(name, () => {
      const match = decideOne(automatic(condition), known);
      expect(match.remaining.map((each) => each.kind === 'evidence' && each.fact)).toEqual(remaining);
    });
  const declared = profile({ b: true }, null);

  check('the declared one of two', all(a, b), new Map([...profile({ a: true }), ...declared]), ['b']);
  check(
    'nothing that an authority makes needless',
    any(a, b),
    new Map([...profile({ a: true }), ...declared]),
    [],
  );
  check('nothing that nobody has said', any(a, b), declared, ['b']);
});

describe('in force', () => {
  const check = (from: string | null, to: string | null, asOf: string, expected: boolean) =>
    it(`from ${from} to ${to}: ${expected ? 'yes' : 'no'} on ${asOf}`, () => {
      const bounded = policy(a, { validFrom: from, validTo: to });
      expect(isInForce(bounded, asOf)).toBe(expected);
      expect(match(ruleSet(facts, bounded), new Map(), asOf).length).toBe(expected ? 1 : 0);
    });

  check('2024-01-01', '2024-12-31', '2023-12-31', false);
  check('2024-01-01', '2024-12-31', '2024-01-01', true);
  check('2024-01-01', '2024-12-31', '2024-12-31', true);
  check('2024-01-01', '2024-12-31', '2025-01-01', false);
  check('2024-01-01', null, '9999-12-31', true);
  check('2024-01-01', null, '2023-12-31', false);
  check(null, '2024-12-31', '0001-01-01', true);
  check(null, '2024-12-31', '2025-01-01', false);
  check(null, null, '2024-06-01', true);
  check('2024-02-29', '2024-02-29', '2024-02-29', true);
});

it('lists the best outcome first, then by id', () => {
  const given = [
    policy(a, { id: 'p3' }),
    policy(not(a), { id: 'p2' }),
    policy(b, { id: 'p1' }),
    policy(a, { id: 'p0', residual: [residual] }),
    policy(a, { id: 'p10' }),
  ];
  const listed = match(ruleSet(facts, ...given), profile({ a: true }), AS_OF);
  expect(listed.map(({ policy }) => policy.id)).toEqual(['p10', 'p3', 'p0', 'p1', 'p2']);
});
