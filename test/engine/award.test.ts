import { describe, expect, it } from 'vitest';
import type { Amount } from '../../src/engine/amount-formula.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { match } from '../../src/engine/match.ts';
import type { Policy, RuleSet } from '../../src/engine/rule-set.ts';
import { fact, leaf, policy, profile, ruleSet, type Short } from './tiny-rule-set.ts';

const facts = [fact('a', 'boolean'), fact('spent', 'money')];
const residual = [{ text: { zh: '核验', en: 'check' }, confirmedBy: '市商务局' }];

const fixed = (amount: number): Amount => ({ kind: 'fixed', amount: new Decimal(amount) });
const half: Amount = {
  kind: 'rate',
  rate: new Decimal('0.5'),
  of: 'spent',
  cap: new Decimal(500),
  floor: null,
};

/** A policy for all with `a`, worth so much, in these groups. */
const worth = (
  id: string,
  amount: Amount | null,
  exclusive: readonly string[],
  given: Partial<Policy> = {},
) =>
  policy(leaf('a', 'equal', true), {
    id,
    benefit: { kind: 'subsidy', text: { zh: '补贴', en: 'subsidy' }, amount },
    exclusive,
    ...given,
  });
const not = { condition: leaf('a', 'equal', false) };
const unclear = { condition: leaf('spent', 'greaterThan', 0) };

function rules(...policies: Policy[]): RuleSet {
  const groups = ['x', 'y', 'z'].map((id) => ({ id, atMost: 1, cap: null, label: { zh: id, en: id } }));
  return { ...ruleSet(facts, ...policies), exclusionGroups: new Map(groups.map((each) => [each.id, each])) };
}

/** In the order listed: what is awarded, by which group the rest is displaced; `open` where no choice was made. */
function awardsOf(decided: RuleSet, known: Record<string, Short>): string {
  return match(decided, profile({ a: true, ...known }), '2024-03-01')
    .map(({ policy: { id }, award }) => {
      if (award === null) return `${id} open`;
      const { paid, displacedBy } = award;
      return `${id} ${paid}${displacedBy === null ? '' : ` (${displacedBy.group}: ${displacedBy.by.join(' ')})`}`;
    })
    .join(', ');
}

const check = (name: string, decided: RuleSet, known: Record<string, Short>, expected: string) =>
  it(name, () => expect(awardsOf(decided, known)).toBe(expected));

describe('who competes', () => {
  const low = worth('low', fixed(1), ['x']);
  check('the eligible', rules(low, worth('high', fixed(9), ['x'])), {}, 'high 9, low 0 (x: high)');
  check('nobody without a group', rules(low, worth('high', fixed(9), [])), {}, 'high open, low 1');
  check('not the ineligible', rules(low, worth('high', fixed(9), ['x'], not)), {}, 'low 1, high open');
  check('not the undetermined', rules(low, worth('high', fixed(9), ['x'], unclear)), {}, 'low 1, high open');
  check(
    'not the conditional',
    rules(low, worth('high', fixed(9), ['x'], { residual })),
    {},
    'low 1, high open',
  );
  const ended = { validTo: '2024-02-29' };
  check('not what is out of force', rules(low, worth('high', fixed(9), ['x'], ended)), {}, 'low 1');
  check('one that comes to nothing', rules(low, worth('none', fixed(0), ['x'])), {}, 'low 1, none 0');
});

describe('an unknown amount leaves its groups open', () => {
  const unknown = worth('unknown', half, ['x']);
  const [inX, inY, inZ] = ['x', 'y', 'z'].map((id) => worth(`in-${id}`, fixed(9), [id]));
  const tie = worth('tie', fixed(3), ['x', 'y']);
  check('known after all', rules(unknown, inX!), { spent: 4 }, 'in-x 9, unknown 0 (x: in-x)');
  check('its own', rules(unknown, inX!, inY!), {}, 'in-x open, in-y 9, unknown open');
  check('those tied to it', rules(unknown, tie, inY!, inZ!), {}, 'in-y open, in-z 9, tie open, unknown open');
  check(
    'those tied to it at one remove',
    rules(unknown, tie, worth('tie2', fixed(2), ['y', 'z']), inZ!),
    {},
    'in-z open, tie open, tie2 open, unknown open',
  );
  check(
    'not where it is unknown to whom it goes',
    rules(worth('u', half, ['x'], unclear), inX!),
    {},
    'in-x 9, u open',
  );
  const bounded: Amount = { kind: 'greater-of', parts: [half, fixed(500)] };
  check(
    'not where the unknown can not matter',
    rules(worth('u', bounded, ['x']), inX!),
    {},
    'u 500, in-x 0 (x: u)',
  );
});

describe('the list is ordered by what is paid', () => {
  check(
    'the displaced after what is paid, before what is unknown',
    rules(
      worth('p1', half, []),
      worth('p2', fixed(5), ['x']),
      worth('p3', fixed(7), ['x']),
      worth('p4', fixed(6), []),
    ),
    {},
    'p3 7, p4 open, p2 0 (x: p3), p1 open',
  );
});
