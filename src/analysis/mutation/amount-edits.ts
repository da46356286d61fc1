import type { Amount, Band, Bounds } from '../../engine/amount-formula.ts';
import { Decimal } from '../../engine/decimal.ts';
import type { Fact } from '../../engine/rule-set.ts';
import { type Change, type Edit, inside, replaced, without } from './edit.ts';
import { rateUnit, unitOf } from './unit.ts';

type Facts = ReadonlyMap<string, Fact>;
type Of<K extends Amount['kind']> = Extract<Amount, { kind: K }>;
type Unit = Extract<Change, { kind: 'figure' }>['of'];

const FEN = new Decimal('0.01');

/**
 * The edits of an amount. A figure on which the amount rests without a jump is moved one way only: whoever notices a fen
 * more would notice a fen less.
 */
export function amountEdits(formula: Amount, at: string, facts: Facts): readonly Edit<Amount>[] {
  switch (formula.kind) {
    case 'fixed':
      return inside([moreYuan(`${at}/fixed`, formula.amount)], (amount) => ({ ...formula, amount }));
    case 'rate':
      return [
        ...inside([higherRate(`${at}/rate`, formula.rate)], (rate) => ({ ...formula, rate })),
        ...boundEdits(formula, at),
      ];
    case 'per-unit':
      return [...perUnitEdits(formula, at), ...boundEdits(formula, at)];
    case 'tiers':
      return [...tierEdits(formula, at, facts), ...boundEdits(formula, at)];
    case 'greater-of':
    case 'lesser-of':
      return choiceEdits(formula, at, facts);
  }
}

function perUnitEdits(formula: Of<'per-unit'>, at: string): readonly Edit<Amount>[] {
  const { amount, maxUnits, of } = formula;
  const most =
    maxUnits === null ? [] : [figure(`${at}/maxUnits`, 'raised', { fact: of }, maxUnits, maxUnits.plus(1))];
  return [
    ...inside([moreYuan(`${at}/perUnit`, amount)], (changed) => ({ ...formula, amount: changed })),
    ...inside(most, (changed) => ({ ...formula, maxUnits: changed })),
  ];
}

function boundEdits<T extends Amount & Bounds>(formula: T, at: string): readonly Edit<Amount>[] {
  const { cap, floor } = formula;
  const lower = floor === null ? [] : [figure(`${at}/floor`, 'lowered', 'yuan', floor, floor.minus(FEN))];
  return [
    ...(cap === null
      ? []
      : inside([moreYuan(`${at}/cap`, cap)], (changed) => ({ ...formula, cap: changed }))),
    ...inside(lower, (changed) => ({ ...formula, floor: changed })),
  ];
}

function tierEdits(formula: Of<'tiers'>, at: string, facts: Facts): readonly Edit<Amount>[] {
  const { mode, bands } = formula;
  const after: Amount = { ...formula, mode: mode === 'slab' ? 'marginal' : 'slab' };
  const swapped: Edit<Amount> = {
    at: `${at}/tiers`,
    mutation: 'swapped',
    change: { kind: 'amount', before: formula, after },
    changed: after,
  };
  const ofBands = bands.flatMap((band, index) =>
    inside(bandEdits(band, `${at}/bands/${index}`, formula, facts), (changed) => ({
      ...formula,
      bands: replaced(bands, index, changed),
    })),
  );
  // One band without end: slab and marginal are the same.
  return bands.length > 1 ? [swapped, ...ofBands] : ofBands;
}

function bandEdits(band: Band, at: string, formula: Of<'tiers'>, facts: Facts): readonly Edit<Band>[] {
  const { upTo, rate, fixed } = band;
  return [
    ...(upTo === null
      ? []
      : inside(edgeEdits(upTo, `${at}/upTo`, formula, facts), (changed) => ({ ...band, upTo: changed }))),
    ...(rate.isZero()
      ? []
      : inside([higherRate(`${at}/rate`, rate)], (changed) => ({ ...band, rate: changed }))),
    ...(fixed.isZero()
      ? []
      : inside([moreYuan(`${at}/fixed`, fixed)], (changed) => ({ ...band, fixed: changed }))),
  ];
}

/**
 * Where terms jump, the edge is moved both ways by one unit: each shows another slip. Where they only bend, one unit
 * changes less than a fen, so it is moved by a hundredth.
 */
function edgeEdits(upTo: Decimal, at: string, formula: Of<'tiers'>, facts: Facts): readonly Edit<Decimal>[] {
  const of = { fact: formula.of };
  const fact = facts.get(formula.of);
  const bends = formula.mode === 'marginal' && formula.bands.every(({ fixed }) => fixed.isZero());
  if (fact === undefined) return [];
  if (bends) return [figure(at, 'raised', of, upTo, upTo.times('1.01'))];
  const unit = unitOf(fact, upTo);
  return [figure(at, 'raised', of, upTo, upTo.plus(unit)), figure(at, 'lowered', of, upTo, upTo.minus(unit))];
}

function choiceEdits(
  formula: Of<'greater-of' | 'lesser-of'>,
  at: string,
  facts: Facts,
): readonly Edit<Amount>[] {
  const { kind, parts } = formula;
  const list = `${at}/${kind === 'greater-of' ? 'greaterOf' : 'lesserOf'}`;
  const other = { ...formula, kind: kind === 'greater-of' ? 'lesser-of' : 'greater-of' } as const;
  const structural = (place: string, mutation: 'swapped' | 'dropped', after: Amount): Edit<Amount> => ({
    at: place,
    mutation,
    change: { kind: 'amount', before: formula, after },
    changed: after,
  });
  return [
    structural(list, 'swapped', other),
    ...parts.flatMap((part, index) => [
      structural(`${list}/${index}`, 'dropped', { ...formula, parts: without(parts, index) }),
      ...inside(amountEdits(part, `${list}/${index}`, facts), (changed) => ({
        ...formula,
        parts: replaced(parts, index, changed),
      })),
    ]),
  ];
}

function moreYuan(at: string, before: Decimal): Edit<Decimal> {
  return figure(at, 'raised', 'yuan', before, before.plus(FEN));
}

function higherRate(at: string, before: Decimal): Edit<Decimal> {
  return figure(at, 'raised', 'rate', before, before.plus(rateUnit(before)));
}

function figure(
  at: string,
  mutation: 'raised' | 'lowered',
  of: Unit,
  before: Decimal,
  after: Decimal,
): Edit<Decimal> {
  return { at, mutation, change: { kind: 'figure', of, before, after }, changed: after };
}
