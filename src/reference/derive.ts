import type { Derivation } from '../engine/rule-set.ts';
import { ageIn } from './calendar.ts';
import { add, divide, type Exact, exactOf, isZero, subtract } from './exact.ts';
import type { Facts } from './facts.ts';
import { exactIn, isSame, type Plain, plainOf, textIn } from './plain.ts';
import { truthOf } from './truth.ts';

/** The value of a derived fact; null when it is unknown. */
export async function derive(derivation: Derivation, facts: Facts): Promise<Plain | null> {
  switch (derivation.kind) {
    case 'ratio':
      return fromNumbers([derivation.numerator, derivation.denominator], facts, ratio);
    case 'sum':
      return fromNumbers(derivation.of, facts, (terms) => terms.reduce(add, exactOf('0')));
    case 'difference':
      return fromNumbers([derivation.minuend, derivation.subtrahend], facts, difference);
    case 'age': {
      const since = await facts.read(derivation.since);
      return since === null ? null : exactOf(String(ageIn(derivation.in, textIn(since), facts.asOf)));
    }
    case 'table':
      return table(derivation, facts);
  }
}

async function fromNumbers(
  factIds: readonly string[],
  facts: Facts,
  compute: (numbers: readonly Exact[]) => Exact | null,
): Promise<Exact | null> {
  const numbers: Exact[] = [];
  for (const id of factIds) {
    const value = await facts.read(id);
    if (value === null) return null;
    numbers.push(exactIn(value));
  }
  return compute(numbers);
}

function ratio([numerator, denominator]: readonly Exact[]): Exact | null {
  if (numerator === undefined || denominator === undefined || isZero(denominator)) return null;
  return divide(numerator, denominator);
}

function difference([minuend, subtrahend]: readonly Exact[]): Exact | null {
  return minuend === undefined || subtrahend === undefined ? null : subtract(minuend, subtrahend);
}

/** Every row is asked. A row can still fire unless it is no, or one before it is yes; so can what comes last. */
async function table(
  { rows, otherwise }: Extract<Derivation, { kind: 'table' }>,
  facts: Facts,
): Promise<Plain | null> {
  const outcomes: Plain[] = [];
  let decided = false;
  for (const row of rows) {
    const truth = await truthOf(row.when, facts);
    if (truth !== 'no' && !decided) outcomes.push(plainOf(row.value));
    if (truth === 'yes') decided = true;
  }
  if (!decided) outcomes.push(plainOf(otherwise));
  const [first = null, ...others] = outcomes;
  return first !== null && others.every((other) => isSame(first, other)) ? first : null;
}
