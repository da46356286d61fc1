import { type CivilDate, daysBetween, monthsBetween, yearsBetween } from './civil-date.ts';
import { Decimal } from './decimal.ts';
import { evaluate, missingOf } from './evaluate.ts';
import { reportedUnder } from './facts-read.ts';
import type { Derivation } from './rule-set.ts';
import type { Reader, Reading, Trace } from './trace.ts';
import { sameValue, type Value } from './value.ts';

type Table = Extract<Derivation, { kind: 'table' }>;

/** Derives one fact. It is unknown when an input that could still change it is, or when it doesn't exist (x ÷ 0). */
export function derive(fact: string, derivation: Derivation, reader: Reader): Reading {
  switch (derivation.kind) {
    case 'ratio':
      return ratio(fact, derivation, reader);
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
        ([since]) => new Decimal(AGE[derivation.in](since as CivilDate, reader.agesOn)),
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

function ratio(fact: string, derivation: Extract<Derivation, { kind: 'ratio' }>, reader: Reader): Reading {
  const [numerator, denominator] = [reader.read(derivation.numerator), reader.read(derivation.denominator)];
  if (denominator.known && (denominator.value as Decimal).isZero()) {
    const from = [numerator, denominator];
    return {
      fact,
      reports: [],
      from,
      rows: [],
      known: false,
      why: 'undefined',
      missing: [...new Set([...missingAmong(from), ...reportedUnder(denominator.fact, reader.ruleSet)])],
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
