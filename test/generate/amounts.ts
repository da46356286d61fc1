import fc from 'fast-check';
import type { Amount, Band, Bounds } from '../../src/engine/amount-formula.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import type { Fact, NamedGroup } from '../../src/engine/rule-set.ts';
import { NUMERIC_KINDS } from '../../src/engine/value.ts';

const decimals = (...texts: readonly string[]) => fc.constantFrom(...texts).map((text) => new Decimal(text));

/** Sums that are often reached, often not, and absurd. */
const money = decimals('0', '0.01', '0.5', '10', '99.99', '1000', '500000', '999999999999999.99');
const rate = decimals('0.0001', '0.005', '0.05', '0.3333', '0.5', '1', '1.25', '12.345');
const units = decimals('0.5', '1', '2', '24', '300', '1000000000000');

/** A formula over numeric facts of these, every kind alike, choices up to `depth` deep. */
export function arbitraryAmount(facts: readonly Fact[], depth = 2): fc.Arbitrary<Amount> {
  const numeric = facts.filter(({ type }) => NUMERIC_KINDS.includes(type.kind));
  const derived = numeric.filter(({ derivation }) => derivation !== null);
  const of = fc.constantFrom(...numeric, ...derived).map(({ id }) => id);
  const counted = fc.oneof<fc.Arbitrary<Amount>[]>(
    money.map((amount) => ({ kind: 'fixed', amount })),
    fc.tuple(of, rate, bounds).map(([id, by, within]) => ({ kind: 'rate', rate: by, of: id, ...within })),
    fc
      .record({ of, amount: money, maxUnits: fc.option(units), bounds })
      .map(({ bounds: within, ...rest }) => ({ kind: 'per-unit', ...rest, ...within })),
    fc
      .record({ of, mode: fc.constantFrom('slab' as const, 'marginal' as const), bands, bounds })
      .map(({ bounds: within, ...rest }) => ({ kind: 'tiers', ...rest, ...within })),
  );
  if (depth === 0) return counted;
  const parts = fc.array(arbitraryAmount(facts, depth - 1), { minLength: 2, maxLength: 3 });
  const choice = fc.tuple(fc.constantFrom('greater-of' as const, 'lesser-of' as const), parts);
  return fc.oneof(
    { weight: 2, arbitrary: counted },
    { weight: 1, arbitrary: choice.map(([kind, each]): Amount => ({ kind, parts: each })) },
  );
}

/** A floor never lies above the cap. */
const bounds: fc.Arbitrary<Bounds> = fc
  .tuple(fc.option(money, { freq: 2 }), fc.option(money, { freq: 2 }))
  .map(([a, b]) => {
    const crossed = a !== null && b !== null && a.lt(b);
    return crossed ? { cap: b, floor: a } : { cap: a, floor: b };
  });

/** Bands ascend, the last is open. */
export const bands: fc.Arbitrary<readonly Band[]> = fc
  .tuple(
    fc.subarray(['0', '1', '2', '24', '100', '100.01', '300', '20000000', '999999999999999.99']),
    fc.array(fc.record({ rate: fc.oneof(rate, decimals('0')), fixed: fc.oneof(decimals('0'), money) }), {
      minLength: 10,
      maxLength: 10,
    }),
  )
  .map(([edges, terms]) =>
    [...edges, null].map((edge, index) => ({
      upTo: edge === null ? null : new Decimal(edge),
      rate: terms[index]?.rate ?? new Decimal(0),
      fixed: terms[index]?.fixed ?? new Decimal(0),
    })),
  );

/** The exclusion groups of every generated rule set: one of a kind. */
export const EXCLUSION_GROUPS: ReadonlyMap<string, NamedGroup> = new Map(
  [
    { id: 'one', atMost: 1, cap: null },
    { id: 'two', atMost: 2, cap: new Decimal('500000') },
    { id: 'capped', atMost: null, cap: new Decimal('1000.5') },
  ].map((group) => [group.id, { ...group, label: { zh: group.id, en: group.id } }]),
);

/** Groups that a policy with an amount is in: mostly none. */
export const arbitraryGroups: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.subarray([...EXCLUSION_GROUPS.keys()], { minLength: 1 }) },
);
