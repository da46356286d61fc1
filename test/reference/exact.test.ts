import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/engine/decimal.ts';
import { add, compareExact, divide, type Exact, exactOf, subtract } from '../../src/reference/exact.ts';

const seed = 20_240_229;

/** Decimals of up to 45 digits, so that results are often rounded, on either side of zero. */
const decimalText = fc
  .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^[0-9]{1,25}$/), fc.stringMatching(/^[0-9]{1,20}$/))
  .map(([sign, whole, fraction]) => `${sign}${whole}.${fraction}`);
const texts = fc.oneof(
  decimalText,
  fc.constantFrom('0', '-0', '1', '3', '7', '-0.5', '999999999999999.99', '0.01'),
);

const print = ({ units, scale }: Exact) =>
  new Decimal(units.toString()).mul(new Decimal(10).pow(-scale)).toFixed();

/** The same in both: the engine's decimals are an independent implementation. */
const agrees = (
  name: string,
  mine: (a: Exact, b: Exact) => Exact,
  theirs: (a: Decimal, b: Decimal) => Decimal,
) =>
  it(name, () =>
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        fc.pre(!(name === 'divide' && new Decimal(b).isZero()));
        const expected = theirs(new Decimal(a), new Decimal(b));
        expect(print(mine(exactOf(a), exactOf(b)))).toBe(expected.toFixed());
      }),
      { seed, numRuns: 3000 },
    ),
  );

describe('exact numbers agree with the decimals of the engine', () => {
  agrees('add', add, (a, b) => a.plus(b));
  agrees('subtract', subtract, (a, b) => a.minus(b));
  agrees('divide', divide, (a, b) => a.dividedBy(b));

  it('compare', () =>
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(compareExact(exactOf(a), exactOf(b))).toBe(new Decimal(a).comparedTo(new Decimal(b)));
      }),
      { seed, numRuns: 3000 },
    ));
});

describe('half up at the fortieth digit', () => {
  const check = (a: string, b: string, expected: string) =>
    it(`${a} ÷ ${b}`, () => expect(print(divide(exactOf(a), exactOf(b)))).toBe(expected));

  check('2', '3', `0.${'6'.repeat(39)}7`);
  check('-2', '3', `-0.${'6'.repeat(39)}7`);
  check('1', '3', `0.${'3'.repeat(40)}`);
  check(`${'1'.repeat(40)}.5`, '1', `${'1'.repeat(39)}2`);
  check(`-${'1'.repeat(40)}.5`, '1', `-${'1'.repeat(39)}2`);
  check(`${'1'.repeat(40)}.49`, '1', '1'.repeat(40));
  check(`${'9'.repeat(40)}.5`, '1', `1${'0'.repeat(40)}`);
});
