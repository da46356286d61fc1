import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, answer } from '../../src/app/answer.ts';
import type { Amount } from '../../src/engine/amount-formula.ts';
import type { Condition } from '../../src/engine/condition.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { Policy, RuleSet } from '../../src/engine/rule-set.ts';
import { all, any, fact, leaf, policy, profile, ruleSet, type Short } from '../engine/tiny-rule-set.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { arbitraryFullProfile, arbitraryProfile } from '../generate/profile.ts';
import { arbitraryRuleSet } from '../generate/rule-set.ts';

const seed = Number(process.env.MIANSHEN_SEED ?? 20_240_229);

const ask = (rules: RuleSet, known: Profile, asOf = '2024-03-01'): Answer =>
  answer(rules, { subject: null, asOf, profile: known, include: [], explain: 'none', record: false }, 'zh');

const yes = (id: string) => leaf(id, 'equal', true);
const fixed = (amount: number): Amount => ({ kind: 'fixed', amount: new Decimal(amount) });
const half = (cap: number | null, floor: number | null = null): Amount => ({
  ...{ kind: 'rate', rate: new Decimal('0.5'), of: 'spent' },
  ...{ cap: cap === null ? null : new Decimal(cap), floor: floor === null ? null : new Decimal(floor) },
});
const given = (id: string, condition: Condition, amount: Amount | null = null): Policy =>
  policy(condition, { id, benefit: { kind: 'subsidy', text: { zh: '补贴', en: 'subsidy' }, amount } });
const facts = ['a', 'b', 'c', 'd'].map((id) => fact(id, 'boolean', { label: { zh: `指标${id}`, en: id } }));

/** `a: p1 p2 (p3)`: the policies that a fact decides, and those whose amount waits for it. */
const inWords = ({ missing }: Answer) =>
  missing.map(
    ({ fact: id, decides, amounts }) =>
      `${id}: ${[...decides, ...(amounts ?? []).map((each) => `(${each})`)].join(' ')}`,
  );

const check = (
  name: string,
  policies: readonly Policy[],
  known: Record<string, Short>,
  expected: readonly string[],
) =>
  it(name, () => {
    const spent = fact('spent', 'money');
    for (const listed of [policies, policies.toReversed()])
      expect(inWords(ask(ruleSet([...facts, spent], ...listed), profile(known)))).toEqual(expected);
  });

describe('the fact that could settle the most comes first', () => {
  check('nothing asked, nothing missing', [given('p', yes('a'))], { a: true }, []);
  check(
    'most policies',
    [given('p1', yes('a')), given('p2', yes('b')), given('p3', all(yes('b'), yes('c')))],
    {},
    ['b: p2 p3', 'a: p1', 'c: p3'],
  );
  check(
    'more policies before more money',
    [given('p1', yes('a'), fixed(1e6)), given('p2', yes('b')), given('p3', yes('b'))],
    {},
    ['b: p2 p3', 'a: p1'],
  );
  check(
    'money, where as many wait',
    [given('p1', yes('a'), fixed(1)), given('p2', yes('b'), fixed(2)), given('p3', yes('c'))],
    {},
    ['b: p2', 'a: p1', 'c: p3'],
  );
  check(
    'the money of all that wait',
    [
      given('p1', all(yes('a'), yes('b')), fixed(3)),
      given('p2', yes('a'), fixed(3)),
      given('p3', yes('b'), fixed(4)),
    ],
    {},
    ['b: p3 p1', 'a: p1 p2'],
  );
  check(
    'the id, where as much waits',
    [given('p1', yes('b'), fixed(2)), given('p2', yes('a'), fixed(2))],
    {},
    ['a: p2', 'b: p1'],
  );
  check(
    'not what is already decided',
    [given('p1', any(yes('a'), yes('b'))), given('p2', all(yes('c'), yes('d')))],
    { a: true, c: false },
    [],
  );
  check(
    'not what is conditional',
    [{ ...given('p1', yes('a')), residual: [{ text: { zh: '核验', en: 'check' }, confirmedBy: '局' }] }],
    { a: true },
    [],
  );
});

describe('amounts', () => {
  check(
    'a fact that only an amount waits for comes last',
    [given('p1', yes('a'), half(1e6)), given('p2', yes('b'))],
    { a: true },
    ['b: p2', 'spent: (p1)'],
  );
  check('it waits for an undetermined policy too', [given('p1', yes('a'), half(10))], {}, [
    'a: p1',
    'spent: (p1)',
  ]);
  check('not for an ineligible one', [given('p1', yes('a'), half(10))], { a: false }, []);
  check('at most so much counts', [given('p1', yes('a'), half(100)), given('p2', yes('b'), fixed(99))], {}, [
    'a: p1',
    'b: p2',
    'spent: (p1)',
  ]);
  check(
    'else at least so much',
    [given('p1', yes('a'), half(null, 100)), given('p2', yes('b'), fixed(99))],
    {},
    ['a: p1', 'b: p2', 'spent: (p1)'],
  );
  check(
    'a fact may decide one and be the amount of another',
    [given('p1', leaf('spent', 'greaterThan', 5)), given('p2', yes('a'), half(9))],
    { a: true },
    ['spent: p1 (p2)'],
  );
});

it('names each fact as people do, and who vouches for it', () => {
  const { missing } = ask(ruleSet(facts, given('p', yes('b'))), profile({}));
  expect(missing).toEqual([{ fact: 'b', label: '指标b', decides: ['p'], authorities: ['tax'] }]);
});

it('a walk that answers what is asked first settles every policy in no more steps than facts were missing', () => {
  const situation = arbitraryRuleSet.chain((rules) =>
    fc.record({
      rules: fc.constant(rules),
      known: arbitraryProfile(rules),
      full: arbitraryFullProfile(rules),
      asOf: arbitraryAsOf,
    }),
  );
  const tally = { settled: 0, undefined: 0, steps: 0, atMost: 0 };
  fc.assert(
    fc.property(situation, ({ rules, known, full, asOf }) => {
      const asked: string[] = [];
      const deciding = (filled: Profile) =>
        ask(rules, filled, asOf).missing.filter(({ decides }) => decides.length > 0);
      const wanted = deciding(known).map(({ fact: id }) => id);
      let filled = known;
      for (let [first] = deciding(filled); first !== undefined; [first] = deciding(filled)) {
        // Asked again: the answer made a ratio over zero.
        if (asked.includes(first.fact)) {
          tally.undefined += 1;
          return;
        }
        asked.push(first.fact);
        filled = new Map([...filled, [first.fact, full.get(first.fact) ?? []]]);
      }
      expect(ask(rules, filled, asOf).counts.undetermined).toBe(0);
      expect(asked.filter((id) => !wanted.includes(id))).toEqual([]);
      expect(asked.length).toBeLessThanOrEqual(wanted.length);
      tally.settled += 1;
      tally.steps += asked.length;
      tally.atMost += wanted.length;
    }),
    { seed, numRuns: 300 },
  );
  expect(tally.undefined).toBeLessThan(tally.settled / 5);
  expect(tally.steps).toBeGreaterThan(300);
  expect(tally.steps).toBeLessThan(tally.atMost);
});
