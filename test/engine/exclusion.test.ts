import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contender, ExclusionGroup } from '../../src/engine/contender.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { type Award, award } from '../../src/engine/exclusion.ts';
import { bestOfAll } from '../laws/every-combination.ts';

const seed = Number(process.env.MIANSHEN_SEED ?? 20_240_229);

type Limits = { readonly atMost?: number; readonly cap?: number | string };

const groupsFrom = (limits: Readonly<Record<string, Limits>>): ReadonlyMap<string, ExclusionGroup> =>
  new Map(
    Object.entries(limits).map(([id, { atMost, cap }]) => [
      id,
      { id, atMost: atMost ?? null, cap: cap === undefined ? null : new Decimal(cap) },
    ]),
  );

/** A contender as `[amount, its groups]`. */
type Short = readonly [number | string, ...string[]];

const contendersFrom = (short: Readonly<Record<string, Short>>): readonly Contender[] =>
  Object.entries(short).map(([id, [amount, ...groups]]) => ({ id, amount: new Decimal(amount), groups }));

/** `a 90, b 10 of 80 (one: a)`: what each is paid, and what displaced the rest. */
const inWords = (awards: readonly Award[], contenders: readonly Contender[]) =>
  awards
    .map(({ id, paid, displacedBy }) => {
      if (displacedBy === null) return `${id} ${paid}`;
      const whole = contenders.find((each) => each.id === id)?.amount;
      return `${id} ${paid} of ${whole} (${displacedBy.group}: ${displacedBy.by.join(' ')})`;
    })
    .join(', ');

const check = (
  name: string,
  limits: Readonly<Record<string, Limits>>,
  short: Readonly<Record<string, Short>>,
  expected: string,
) =>
  it(name, () => {
    const contenders = contendersFrom(short);
    expect(inWords(award(contenders, groupsFrom(limits)), contenders)).toBe(expected);
    expect(inWords(award(contenders.toReversed(), groupsFrom(limits)), contenders)).toBe(expected);
  });

describe('one group', () => {
  const one = { one: { atMost: 1 } };
  check('nobody', one, {}, '');
  check('alone', one, { a: [90, 'one'] }, 'a 90');
  check('the highest of two', one, { a: [80, 'one'], b: [90, 'one'] }, 'b 90, a 0 of 80 (one: b)');
  check('equal amounts: the id decides', one, { b: [90, 'one'], a: [90, 'one'] }, 'a 90, b 0 of 90 (one: a)');
  check('ids compare as texts', one, { p9: [9, 'one'], p10: [9, 'one'] }, 'p10 9, p9 0 of 9 (one: p10)');
  check(
    'two of three',
    { two: { atMost: 2 } },
    { a: [1, 'two'], b: [2, 'two'], c: [3, 'two'] },
    'c 3, b 2, a 0 of 1 (two: c b)',
  );
  const capped = { capped: { cap: 100 } };
  check('within the cap', capped, { a: [60, 'capped'], b: [40, 'capped'] }, 'a 60, b 40');
  check('cut to the cap', capped, { a: [60, 'capped'], b: [50, 'capped'] }, 'a 60, b 40 of 50 (capped: a)');
  check(
    'the cap leaves nothing',
    capped,
    { a: [100, 'capped'], b: [0.01, 'capped'] },
    'a 100, b 0 of 0.01 (capped: a)',
  );
  check('alone above the cap', capped, { a: [120, 'capped'] }, 'a 100 of 120 (capped: )');
  check(
    'a cap of nothing',
    { none: { cap: 0 } },
    { a: [5, 'none'], b: [5, 'none'] },
    'a 0 of 5 (none: ), b 0 of 5 (none: )',
  );
  check('nothing to lose', one, { a: [5, 'one'], b: [0, 'one'] }, 'a 5, b 0');
  check(
    'a cap to the fen',
    { capped: { cap: '99.99' } },
    { a: [60, 'capped'], b: [60, 'capped'] },
    'a 60, b 39.99 of 60 (capped: a)',
  );
  check(
    'a number and a cap',
    { both: { atMost: 2, cap: 100 } },
    { a: [70, 'both'], b: [60, 'both'], c: [20, 'both'] },
    'a 70, b 30 of 60 (both: a), c 0 of 20 (both: a b)',
  );
  const most = '999999999999999.99';
  check(
    'figures beyond what a double holds',
    { one: { atMost: 1 } },
    { a: [most, 'one'], b: ['1000000000000000.00', 'one'] },
    `b 1000000000000000, a 0 of ${most} (one: b)`,
  );
});

describe('several groups', () => {
  const two = { x: { atMost: 1 }, y: { atMost: 1 } };
  check('groups apart', two, { a: [1, 'x'], b: [2, 'x'], c: [3, 'y'] }, 'c 3, b 2, a 0 of 1 (x: b)');
  check(
    'not the greedy choice',
    two,
    { a: [60, 'x', 'y'], b: [50, 'x'], c: [40, 'y'] },
    'a 0 of 60 (x: b), b 50, c 40',
  );
  check(
    'the greedy choice where it pays',
    two,
    { a: [91, 'x', 'y'], b: [50, 'x'], c: [40, 'y'] },
    'a 91, b 0 of 50 (x: a), c 0 of 40 (y: a)',
  );
  check(
    'of equal totals the one with the earliest',
    two,
    { a: [90, 'x', 'y'], b: [50, 'x'], c: [40, 'y'] },
    'a 90, b 0 of 50 (x: a), c 0 of 40 (y: a)',
  );
  check(
    'the group that binds is named, not the first',
    { x: { atMost: 2 }, y: { atMost: 1 } },
    { a: [9, 'x', 'y'], b: [5, 'x', 'y'] },
    'a 9, b 0 of 5 (y: a)',
  );
  check(
    'the tighter of two caps is named',
    { x: { cap: 90 }, y: { cap: 70 } },
    { a: [60, 'x', 'y'], b: [50, 'x', 'y'] },
    'a 60, b 10 of 50 (y: a)',
  );
  check(
    'left out though there would be room for a part',
    { x: { cap: 100 }, y: { cap: 100 } },
    { a: [95, 'x', 'y'], b: [90, 'x'], c: [90, 'y'] },
    'a 0 of 95 (x: b), b 90, c 90',
  );
  check(
    'cut by a cap alone, though others share another group',
    { x: { cap: 500 }, y: { cap: 50 } },
    { a: [100, 'y', 'x'], b: [90, 'x'] },
    'a 50 of 100 (y: ), b 90',
  );
  check(
    'a chain of groups',
    { w: { atMost: 1 }, x: { atMost: 1 }, y: { atMost: 1 } },
    { a: [10, 'w'], b: [12, 'w', 'x'], c: [12, 'x', 'y'], d: [10, 'y'] },
    'b 12, c 0 of 12 (x: b), a 0 of 10 (w: b), d 10',
  );
});

/** Few amounts, so that totals often tie; groups that overlap, with a number, a cap or both. */
const arbitraryCase = fc
  .record({
    limits: fc.array(
      fc.oneof(
        fc.record({ atMost: fc.integer({ min: 1, max: 3 }) }),
        fc.record({ cap: fc.constantFrom(0, 0.01, 3, 5, 7.5, 10, 20) }),
        fc.record({ atMost: fc.integer({ min: 1, max: 3 }), cap: fc.constantFrom(3, 5, 7.5, 10) }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    amounts: fc.array(fc.constantFrom(0, 0.01, 1, 2, 2.5, 3, 4, 5, 6, 9), { minLength: 1, maxLength: 10 }),
  })
  .chain(({ limits, amounts }) => {
    const ids = limits.map((_each, index) => `g${index}`);
    return fc.tuple(...amounts.map(() => fc.subarray(ids)), fc.constant(null)).map((memberships) => ({
      groups: groupsFrom(Object.fromEntries(limits.map((limit, index) => [`g${index}`, limit]))),
      contenders: amounts.map(
        (amount, index): Contender => ({
          id: `p${index}`,
          amount: new Decimal(amount),
          groups: memberships[index] ?? [],
        }),
      ),
    }));
  });

type Drawn = typeof arbitraryCase extends fc.Arbitrary<infer T> ? T : never;

const law = (name: string, holdsIn: (drawn: Drawn) => void) =>
  it(name, () => fc.assert(fc.property(arbitraryCase, holdsIn), { seed, numRuns: 4000 }));

const groupsOf = (id: string, { contenders }: Drawn) =>
  contenders.find((each) => each.id === id)?.groups ?? [];

describe('laws', () => {
  law('the choice is that of trying every combination', ({ contenders, groups }) => {
    const awarded = award(contenders, groups).filter(({ paid }) => !paid.isZero());
    const fen = awarded.map(({ id, paid }): [string, number] => [id, paid.times(100).toNumber()]);
    expect(new Map(fen)).toEqual(bestOfAll(contenders, groups));
  });

  law('no group pays more members or more money than it allows', (drawn) => {
    const awards = award(drawn.contenders, drawn.groups);
    for (const { id, atMost, cap } of drawn.groups.values()) {
      const paid = awards.filter((each) => !each.paid.isZero() && groupsOf(each.id, drawn).includes(id));
      expect(paid.length).toBeLessThanOrEqual(atMost ?? Infinity);
      const total = Decimal.sum(0, ...paid.map((each) => each.paid));
      expect(total.lte(cap ?? Infinity)).toBe(true);
    }
  });

  law('everyone has one award, in payment order, of no more than the amount', ({ contenders, groups }) => {
    const amounts = new Map(contenders.map(({ id, amount }) => [id, amount]));
    const awards = award(contenders, groups);
    expect(awards.map(({ id }) => id).toSorted()).toEqual([...amounts.keys()].toSorted());
    awards.forEach(({ id, paid }, index) => {
      expect(paid.gte(0) && paid.lte(amounts.get(id)!)).toBe(true);
      const before = amounts.get(awards[index - 1]?.id ?? '');
      if (before !== undefined) expect(before.gte(amounts.get(id)!)).toBe(true);
    });
  });

  law('who loses anything names a group of its own that binds, and the awarded members of it', (drawn) => {
    const awards = award(drawn.contenders, drawn.groups);
    for (const { id, paid, displacedBy } of awards) {
      const amount = drawn.contenders.find((each) => each.id === id)!.amount;
      expect(displacedBy === null).toBe(paid.eq(amount));
      if (displacedBy === null) continue;
      const { group, by } = displacedBy;
      expect(groupsOf(id, drawn)).toContain(group);
      const members = awards.filter(
        (each) => each.id !== id && !each.paid.isZero() && groupsOf(each.id, drawn).includes(group),
      );
      expect(by).toEqual(members.map((each) => each.id));
      expectBinding(drawn.groups.get(group)!, members, paid, amount);
    }
  });
});

/** Full by number, or with too little room left for more than is paid; by its cap alone only where that is too small. */
function expectBinding(
  { atMost, cap }: ExclusionGroup,
  members: readonly Award[],
  paid: Decimal,
  amount: Decimal,
) {
  if (paid.isZero() && atMost !== null && members.length >= atMost) return;
  const room = Decimal.sub(cap!, Decimal.sum(0, ...members.map((each) => each.paid)));
  expect(room.lt(amount)).toBe(true);
  if (!paid.isZero()) expect(room.eq(paid)).toBe(true);
  if (members.length === 0) expect(cap!.lt(amount)).toBe(true);
}
