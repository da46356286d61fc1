import { type CivilDate, daysBetween, monthsBetween, yearsBetween } from './civil-date.ts';
import { Decimal } from './decimal.ts';
import { evaluate, missingOf } from './evaluate.ts';
import type { Derivation } from './rule-set.ts';
import type { Reader, Reading, Trace } from './trace.ts';
import { sameValue, type Value } from './value.ts';

type Table = Extract<Derivation, { kind: 'table' }>;

/** Derives one fact. It is unknown when an input that could still change it is, or when it doesn't exist (x ÷ 0). */
export function derive(fact: string, derivation: Derivation, reader: Reader): Reading {
  switch (derivation.kind) {
    case 'ratio':
      return ratio(fact, reader.read(derivation.numerator), reader.read(derivation.denominator));
    case 'sum':
      return fromAll(fact, derivation.of.map(reader.read), (terms) =>
        terms.reduce<Decimal>((total, term) => total.plus(term as Decimal), new Decimal(0)),
      );
    case 'difference':
      return fromAll(
        fact,
        [derivation.minuend, derivation.subtrahend].map(reader.read),
        ([minuend, subtrahend]) => (minuend as Decimal).minus(subtrahend as Decimal),
      );
    case 'age':
      return fromAll(
        fact,
        [reader.read(derivation.since)],
        ([since]) => new Decimal(AGE[derivation.in](since as CivilDate, reader.asOf)),
      );
    case 'table':
      return table(fact, derivation, reader);
  }
}

const AGE = { years: yearsBetween, months: monthsBetween, days: daysBetween };

function fromAll(
  fact: string,
  from: readonly Reading[],
  compute: (values: readonly Value[]) => Value,
): Reading {
  const base = { fact, reports: [], from, rows: [] };
  const missing = missingAmong(from);
  if (missing.length > 0) return { ...base, known: false, why: 'underivable', missing };
  return {
    ...base,
    known: true,
    value: compute(from.flatMap((input) => (input.known ? [input.value] : []))),
  };
}

function ratio(fact: string, numerator: Reading, denominator: Reading): Reading {
  if (denominator.known && (denominator.value as Decimal).isZero()) {
    const from = [numerator, denominator];
    return {
      fact,
      reports: [],
      from,
      rows: [],
      known: false,
      why: 'undefined',
      missing: [...new Set([...missingAmong(from), ...reportedUnder(denominator)])],
    };
  }
  return fromAll(fact, [numerator, denominator], ([above, below]) =>
    (above as Decimal).dividedBy(below as Decimal),
  );
}

/** Ordered rows; an unknown row leaves both what it gives and what comes after it possible. */
function table(fact: string, { rows, otherwise }: Table, reader: Reader): Reading {
  const looked: Trace[] = [];
  const possible: Value[] = [];
  let decided = false;
  for (const row of rows) {
    const trace = evaluate(row.when, reader);
    looked.push(trace);
    if (trace.truth !== 'no') possible.push(row.value);
    decided = trace.truth === 'yes';
    if (decided) break;
  }
  if (!decided) possible.push(otherwise);
  const base = { fact, reports: [], from: [], rows: looked };
  const [first, ...others] = possible;
  if (first !== undefined && others.every((other) => sameValue(other, first)))
    return { ...base, known: true, value: first };
  const missing = [...new Set(looked.flatMap(missingOf))];
  return { ...base, known: false, why: 'underivable', missing };
}

function missingAmong(readings: readonly Reading[]): readonly string[] {
  return [...new Set(readings.flatMap((reading) => (reading.known ? [] : reading.missing)))];
}

/** The facts of the profile that a reading rests on. */
function reportedUnder(reading: Reading): readonly string[] {
  return reading.from.length === 0 ? [reading.fact] : reading.from.flatMap(reportedUnder);
}
