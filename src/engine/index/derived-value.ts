import type { Condition } from '../condition.ts';
import { Decimal } from '../decimal.ts';
import type { Derivation } from '../rule-set.ts';
import { sameValue, type Value } from '../value.ts';
import { calendarAge } from './calendar-age.ts';
import type { FactNumber, Test, View } from './compiled.ts';
import { NO, YES } from './truth-code.ts';

type Derive = (view: View) => Value | null;

/** Compiles a derivation: the value that `derive` finds, null where it is unknown. */
export function compileDerivation(
  derivation: Derivation,
  numberOf: FactNumber,
  testOf: (condition: Condition) => Test,
): Derive {
  switch (derivation.kind) {
    case 'ratio':
      return fromTwo(numberOf(derivation.numerator), numberOf(derivation.denominator), (above, below) =>
        below.isZero() ? null : above.dividedBy(below),
      );
    case 'sum':
      return sum(derivation.of.map(numberOf));
    case 'difference':
      return fromTwo(numberOf(derivation.minuend), numberOf(derivation.subtrahend), (minuend, subtrahend) =>
        minuend.minus(subtrahend),
      );
    case 'age':
      return age(derivation.in, numberOf(derivation.since));
    case 'table':
      return table(derivation, testOf);
  }
}

function fromTwo(
  first: number,
  second: number,
  compute: (first: Decimal, second: Decimal) => Decimal | null,
): Derive {
  return (view) => {
    const [a, b] = [view.value(first), view.value(second)];
    return a === null || b === null ? null : compute(a as Decimal, b as Decimal);
  };
}

function sum(terms: readonly number[]): Derive {
  return (view) => {
    let total = new Decimal(0);
    for (const term of terms) {
      const value = view.value(term);
      if (value === null) return null;
      total = total.plus(value as Decimal);
    }
    return total;
  };
}

function age(unit: Extract<Derivation, { kind: 'age' }>['in'], since: number): Derive {
  return (view) => {
    const value = view.value(since);
    return value === null ? null : new Decimal(calendarAge(unit, value as string, view.asOf));
  };
}

/** Known where all that the rows leave possible is the same. */
function table(
  { rows, otherwise }: Extract<Derivation, { kind: 'table' }>,
  testOf: (condition: Condition) => Test,
): Derive {
  const compiled = rows.map(({ when, value }) => ({ test: testOf(when), value }));
  return (view) => {
    let possible: Value | null = null;
    for (const { test, value } of compiled) {
      const truth = test(view);
      if (truth === NO) continue;
      if (possible !== null && !sameValue(possible, value)) return null;
      // Of values that are the same, such as sets in another order, the first.
      possible ??= value;
      if (truth === YES) return possible;
    }
    if (possible === null) return otherwise;
    return sameValue(possible, otherwise) ? possible : null;
  };
}
