import fc from 'fast-check';
import type { Condition, Leaf, Wanted } from '../../src/engine/condition.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { reportedUnder } from '../../src/engine/facts-read.ts';
import type { OperatorName } from '../../src/engine/operators/table.ts';
import type { Derivation, Fact } from '../../src/engine/rule-set.ts';
import type { Value } from '../../src/engine/value.ts';
import { derivedFact, fact, ruleSet } from '../engine/tiny-rule-set.ts';

/** Rules so small that every profile can be tried: three facts at most, each with a handful of values. */
export interface SmallRules {
  readonly facts: readonly Fact[];
  readonly condition: Condition;
  readonly known: ReadonlyMap<string, Value>;
}

export const AS_OF = '2024-03-01';
const LETTERS = ['a', 'b', 'c'];
const WHOLE = ['0', '1', '2', '3'].map((text) => new Decimal(text));
const SHARES = ['0', '0.5', '0.75', '1', '2'].map((text) => new Decimal(text));
const DAYS = ['2023-12-31', '2024-01-31', '2024-02-15', '2024-02-29', '2024-03-01', '2024-04-15'];
const SUBSETS = Array.from({ length: 8 }, (_each, bits) => LETTERS.filter((_letter, at) => bits & (1 << at)));

const NUMBER_OPERATORS = [
  'equal',
  'notEqual',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
] as const;

/** Every value that a reported fact can have. */
export function domainOf({ type }: Fact): readonly Value[] {
  switch (type.kind) {
    case 'boolean':
      return [true, false];
    case 'enum':
      return LETTERS;
    case 'set':
      return SUBSETS;
    case 'date':
      return DAYS;
    default:
      return WHOLE;
  }
}

const range = { minimum: new Decimal(0), maximum: new Decimal(3) };
const letter = { kind: 'enum', values: LETTERS } as const;

/** The facts to draw from; nobody changes when something began. */
const POOL: readonly Fact[] = [
  fact('n1', 'integer', { range }),
  fact('n2', 'integer', { range }),
  fact('n3', 'integer', { range }),
  fact('flag', 'boolean'),
  fact('letter', letter),
  fact('letters', { kind: 'set', of: letter }),
  fact('since', 'date', { mutable: false }),
];

const arbitraryReported: fc.Arbitrary<readonly Fact[]> = fc
  .shuffledSubarray([...POOL], { minLength: 1, maxLength: 3 })
  .chain((facts) =>
    fc.tuple(
      ...facts.map((each) =>
        fc.integer({ min: 0, max: 3 }).map((roll) => ({ ...each, mutable: each.mutable && roll > 0 })),
      ),
    ),
  );

/** Leaves over these facts, comparisons of two facts among them. */
export function arbitrarySmallLeaf(facts: readonly Fact[]): fc.Arbitrary<Leaf> {
  return fc
    .constantFrom(...facts)
    .chain((each) => {
      const [operators, constants] = termsOf(each);
      const others = facts
        .filter((other) => alike(each, other) && !shareFacts(each, other, facts))
        .map(({ id }): Wanted => ({ fact: id }));
      return fc.record({
        kind: fc.constant('leaf' as const),
        fact: fc.constant(each.id),
        operator: fc.constantFrom(...operators),
        wanted: fc.constantFrom(...constants.map((constant): Wanted => ({ constant })), ...others, ...others),
        at: fc.constant(''),
      });
    })
    .filter(({ operator, wanted }) => !(operator.startsWith('contains') && 'fact' in wanted));
}

function termsOf({ type }: Fact): readonly [readonly OperatorName[], readonly Value[]] {
  switch (type.kind) {
    case 'boolean':
      return [['equal'], [true, false]];
    case 'enum':
      return [['equal', 'notEqual'], LETTERS];
    case 'set':
      return [['contains', 'doesNotContain'], LETTERS];
    case 'date':
      return [['before', 'onOrAfter'], DAYS];
    case 'ratio':
      return [NUMBER_OPERATORS, SHARES];
    default:
      return [NUMBER_OPERATORS, WHOLE];
  }
}

/**
 * Facts that rest on a common one are not compared: changing it moves both sides at once, and where they meet no
 * boundary tells.
 */
function shareFacts(a: Fact, b: Fact, facts: readonly Fact[]): boolean {
  const rules = ruleSet(facts);
  const under = reportedUnder(a.id, rules);
  return reportedUnder(b.id, rules).some((id) => under.includes(id));
}

function alike(a: Fact, b: Fact): boolean {
  const number = (each: Fact) => ['integer', 'ratio'].includes(each.type.kind);
  return (number(a) && number(b)) || (a.type.kind === 'enum' && b.type.kind === 'enum');
}

function arbitraryDerivation(facts: readonly Fact[]): fc.Arbitrary<Derivation> {
  const numbers = facts
    .filter(({ type, derivation }) => type.kind === 'integer' && derivation?.kind !== 'age')
    .map(({ id }) => id);
  const dates = facts.filter(({ type }) => type.kind === 'date').map(({ id }) => id);
  const two = fc.shuffledSubarray(numbers, { minLength: numbers.length }).map((all) => all.slice(0, 2));
  const table = fc.record({
    kind: fc.constant('table' as const),
    rows: fc.array(
      fc.record({ when: arbitrarySmallCondition(facts, 1), value: fc.constantFrom(...LETTERS) }),
      { minLength: 1, maxLength: 2 },
    ),
    otherwise: fc.constantFrom(...LETTERS),
  });
  const pairs: fc.Arbitrary<Derivation>[] =
    numbers.length < 2
      ? []
      : [
          two.map(([numerator = '', denominator = '']) => ({ kind: 'ratio', numerator, denominator })),
          two.map((of) => ({ kind: 'sum', of })),
          two.map(([minuend = '', subtrahend = '']) => ({ kind: 'difference', minuend, subtrahend })),
        ];
  const ages = dates.map((since) =>
    fc
      .constantFrom('years' as const, 'months' as const, 'days' as const)
      .map((unit): Derivation => ({ kind: 'age', since, in: unit })),
  );
  return fc.oneof(table, ...pairs, ...ages);
}

function arbitraryDerived(facts: readonly Fact[], id: string): fc.Arbitrary<Fact> {
  return arbitraryDerivation(facts).map((derivation) => {
    const kind = derivation.kind === 'ratio' ? 'ratio' : 'integer';
    if (derivation.kind !== 'table') return derivedFact(id, kind, derivation);
    return fact(id, letter, { authorities: [], derivation });
  });
}

/** A well-typed condition, some of it under a name. */
export function arbitrarySmallCondition(facts: readonly Fact[], depth: number): fc.Arbitrary<Condition> {
  const leaf = arbitrarySmallLeaf(facts) as fc.Arbitrary<Condition>;
  if (depth === 0) return leaf;
  const part = arbitrarySmallCondition(facts, depth - 1);
  const parts = fc.array(part, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    leaf,
    { weight: 3, arbitrary: parts.map((each): Condition => ({ kind: 'all', parts: each, at: '' })) },
    { weight: 2, arbitrary: parts.map((each): Condition => ({ kind: 'any', parts: each, at: '' })) },
    part.map((each): Condition => ({ kind: 'not', part: each, at: '' })),
    part.map((each): Condition => ({ kind: 'named', name: 'named', part: each, at: '' })),
  );
}

/** Often several demands at once, so that several changes are needed. */
function arbitraryWhole(facts: readonly Fact[]): fc.Arbitrary<Condition> {
  const demands = fc.array(arbitrarySmallCondition(facts, 1), { minLength: 3, maxLength: 4 });
  const all = demands.map((parts): Condition => ({ kind: 'all', parts, at: '' }));
  return fc.oneof(arbitrarySmallCondition(facts, 2), all);
}

export const arbitrarySmallRules: fc.Arbitrary<SmallRules> = arbitraryReported
  .chain((reported) =>
    arbitraryDerived(reported, 'derived1').chain((first) =>
      arbitraryDerived([...reported, first], 'derived2').map((second) => ({
        reported,
        derived: [first, second],
      })),
    ),
  )
  .chain(({ reported, derived }) =>
    fc.record({
      facts: fc.constant([...reported, ...derived]),
      condition: arbitraryWhole([...reported, ...derived]),
      known: fc
        .tuple(...reported.map((each) => fc.option(fc.constantFrom(...domainOf(each)), { freq: 5 })))
        .map(
          (values) =>
            new Map(
              reported.flatMap(({ id }, index) =>
                values[index] == null ? [] : [[id, values[index]] as const],
              ),
            ),
        ),
    }),
  );
