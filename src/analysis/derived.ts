import { Decimal } from '../engine/decimal.ts';
import { inputsOf } from '../engine/facts-read.ts';
import type { Derivation, Fact, TableRow } from '../engine/rule-set.ts';
import { sameValue, type Value } from '../engine/value.ts';
import { daysWithAge } from './ages.ts';
import type { Box } from './box.ts';
import { dayNumber } from './day-number.ts';
import { type Choice, exactly, type Goal, type Goals, type Option, unknown } from './goals.ts';
import { boxAround, type Problem } from './problem.ts';
import { spansContain } from './spans.ts';
import type { Range } from './store.ts';
import { NO, UNKNOWN, YES } from './truths.ts';

/** An option, and how the derived fact then comes by its value: null where it is unknown. */
export interface Way {
  readonly by: 'computed' | 'reported' | null;
  readonly option: Option;
}

/**
 * What must hold of its inputs for a derived fact to be what is demanded. A report needs nothing of them, so where a value
 * will do and one may be reported, no other way of being known need be tried. The way with the fewest facts comes first.
 */
export function* waysTo(fact: Fact, range: Range, problem: Problem, goals: Goals): Generator<Way> {
  const { derivation } = fact;
  if (derivation === null) return;
  if (range.unknown)
    for (const option of optionsOfUnknown(fact.id, derivation, problem)) yield { by: null, option };
  if (range.box === null) return;
  if (fact.authorities.length > 0) yield { by: 'reported', option: [exactly(fact.id, range.box)] };
  else
    for (const option of optionsOfKnown(fact, derivation, range.box, problem, goals))
      yield { by: 'computed', option };
}

function* optionsOfUnknown(id: string, derivation: Derivation, problem: Problem): Generator<Option> {
  if (derivation.kind === 'table') {
    yield* undecidedPaths(problem.rowsOf(id), derivation.otherwise);
    return;
  }
  for (const input of inputsOf(derivation)) yield [unknown(input)];
  if (derivation.kind === 'ratio') {
    const zero: Box = boxAround({ kind: 'number' }, [new Decimal(0)]);
    yield [exactly(derivation.denominator, zero)];
  }
}

function optionsOfKnown(
  fact: Fact,
  derivation: Derivation,
  box: Box,
  problem: Problem,
  goals: Goals,
): Iterable<Option> {
  switch (derivation.kind) {
    case 'table':
      return decidedPaths(fact, problem.rowsOf(fact.id), derivation.otherwise, box);
    case 'age':
      return agesIn(derivation, box, problem);
    default: {
      const known = inputsOf(derivation).map((input) => goals.known(input));
      return derivation.kind === 'ratio' ? [[...known, isNotZero(derivation.denominator)]] : [known];
    }
  }
}

function isNotZero(fact: string): Goal {
  const end = { at: new Decimal(0), open: true };
  const spans = [
    { low: null, high: end },
    { low: end, high: null },
  ];
  return exactly(fact, { kind: 'spans', places: null, spans });
}

function agesIn(
  { since, in: unit }: Extract<Derivation, { kind: 'age' }>,
  box: Box,
  { asOf }: Problem,
): Choice {
  if (box.kind !== 'spans') return [];
  const spans = box.spans.flatMap((span) => daysWithAge(asOf, unit, span) ?? []).toReversed();
  return spans.length === 0 ? [] : [[exactly(since, { kind: 'spans', places: 0, spans })]];
}

/** Ways through a table to a value of the box: the row that fires, those before it that don't, or would give the same. */
function* decidedPaths(fact: Fact, rows: readonly TableRow[], otherwise: Value, box: Box): Generator<Option> {
  for (const [index, value] of [...rows.map((row) => row.value), otherwise].entries()) {
    if (!boxHolds(box, value)) continue;
    const before = rows.slice(0, index).map((row): Goal => {
      const truths = sameValue(row.value, value) ? NO | UNKNOWN : NO;
      return { kind: 'truth', condition: row.when, truths };
    });
    yield [exactly(fact.id, boxAround(fact.type, [value])), ...fires(rows[index]), ...before];
  }
}

/** Ways through a table on which an unknown row and a later one that may fire give different values. */
function* undecidedPaths(rows: readonly TableRow[], otherwise: Value): Generator<Option> {
  const values = [...rows.map((row) => row.value), otherwise];
  for (const [doubtful, row] of rows.entries())
    for (let last = rows.length; last > doubtful; last--) {
      if (sameValue(values[last] ?? otherwise, row.value)) continue;
      const before = rows.slice(0, last).map((each, index): Goal => {
        const truths = index === doubtful ? UNKNOWN : NO | UNKNOWN;
        return { kind: 'truth', condition: each.when, truths };
      });
      yield [...fires(rows[last]), ...before];
    }
}

/** What a table gives otherwise needs no row to fire. */
function fires(row: TableRow | undefined): readonly Goal[] {
  return row === undefined ? [] : [{ kind: 'truth', condition: row.when, truths: YES }];
}

function boxHolds(box: Box, value: Value): boolean {
  switch (box.kind) {
    case 'points':
      return box.points.includes(value as string | boolean);
    case 'spans':
      return spansContain(box, typeof value === 'string' ? dayNumber(value) : (value as Decimal));
    case 'members':
      return false;
  }
}
