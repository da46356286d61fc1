import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AmountResult, type AmountTrace, computeAmount } from '../../src/engine/amount.ts';
import type { Amount } from '../../src/engine/amount-formula.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import type { Profile } from '../../src/engine/profile.ts';
import { createReader } from '../../src/engine/reading.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import type { Reading } from '../../src/engine/trace.ts';
import { leafTracesOf } from '../conformance/cells.ts';
import { bands } from '../generate/amounts.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { arbitraryFullProfile, arbitraryProfile } from '../generate/profile.ts';
import { arbitraryRuleSet } from '../generate/rule-set.ts';
import { fuller } from '../laws/missing-laws.ts';
import { fact, profile, ruleSet } from './tiny-rule-set.ts';

const seed = Number(process.env.MIANSHEN_SEED ?? 20_240_229);
const numRuns = 300;

const arbitrarySituation = arbitraryRuleSet.chain((rules) =>
  fc.record({
    ruleSet: fc.constant(rules),
    profile: arbitraryProfile(rules),
    asOf: arbitraryAsOf,
    fillings: fc.array(arbitraryFullProfile(rules), { minLength: 3, maxLength: 3 }),
  }),
);

type Drawn = typeof arbitrarySituation extends fc.Arbitrary<infer T> ? T : never;

/** Holds a law against the amounts of drawn situations; `least` of them must have been of use to it. */
function law(name: string, least: number, holdsFor: (formula: Amount, drawn: Drawn) => boolean) {
  it(name, () => {
    let used = 0;
    fc.assert(
      fc.property(arbitrarySituation, (drawn) => {
        for (const { benefit } of drawn.ruleSet.policies)
          if (benefit.amount !== null && holdsFor(benefit.amount, drawn)) used += 1;
      }),
      { seed, numRuns },
    );
    expect(used).toBeGreaterThan(least);
  });
}

const compute = (formula: Amount, rules: RuleSet, known: Profile, asOf: string): AmountResult =>
  computeAmount(formula, createReader(rules, known, asOf));

/** What an amount can be at least and at most: itself where it is known. */
const ends = ({ amount, atLeast, atMost }: AmountResult) => ({
  least: amount ?? atLeast!,
  most: amount ?? atMost ?? new Decimal(Infinity),
});

describe('amounts', () => {
  law('settling unknown facts never leads outside the bounds', 100, (formula, drawn) => {
    const before = compute(formula, drawn.ruleSet, drawn.profile, drawn.asOf);
    const { least, most } = ends(before);
    for (const filling of drawn.fillings) {
      const after = ends(compute(formula, drawn.ruleSet, fuller(drawn, filling), drawn.asOf));
      expect(after.least.gte(least) && after.most.lte(most)).toBe(true);
    }
    return before.amount === null;
  });

  law('an amount is unknown exactly while it lacks facts, which a profile reports', 100, (formula, drawn) => {
    const { amount, atLeast, missing } = compute(formula, drawn.ruleSet, drawn.profile, drawn.asOf);
    expect(amount === null).toBe(missing.length > 0);
    expect(atLeast === null).toBe(missing.length === 0);
    for (const id of missing) expect(drawn.ruleSet.facts.get(id)?.derivation).toBeNull();
    return amount === null;
  });

  law('filling in exactly what it lacks makes it known', 100, (formula, drawn) => {
    const { missing } = compute(formula, drawn.ruleSet, drawn.profile, drawn.asOf);
    if (missing.length === 0) return false;
    for (const filling of drawn.fillings) {
      const filled = new Map([...drawn.profile, ...missing.map((id) => [id, filling.get(id)!] as const)]);
      const reader = createReader(drawn.ruleSet, filled, drawn.asOf);
      if (factsOf(formula).some((id) => restsOnUndefined(reader.read(id)))) continue;
      expect(computeAmount(formula, reader).amount).not.toBeNull();
    }
    return true;
  });

  law('an amount is its exact figure, rounded once, and never below zero', 500, (formula, drawn) => {
    const { amount, trace } = compute(formula, drawn.ruleSet, drawn.profile, drawn.asOf);
    if (amount === null) return false;
    const exact = unrounded(trace);
    if (exact === null) return false;
    expect(amount.toFixed()).toBe(Decimal.max(exact, 0).toDecimalPlaces(2).toFixed());
    return true;
  });
});

/** The figure of a formula whose facts are all known, from the `before` of its innermost parts. */
function unrounded({ formula, before, parts }: AmountTrace): Decimal | null {
  if ('parts' in formula) {
    const figures = parts.map(unrounded).filter((figure) => figure !== null);
    if (figures.length < parts.length) return null;
    return formula.kind === 'greater-of' ? Decimal.max(...figures) : Decimal.min(...figures);
  }
  if (before === null || formula.kind === 'fixed') return before;
  const capped = Decimal.min(before, formula.cap ?? before);
  return Decimal.max(capped, formula.floor ?? capped);
}

function factsOf(formula: Amount): readonly string[] {
  if (formula.kind === 'fixed') return [];
  return 'parts' in formula ? formula.parts.flatMap(factsOf) : [formula.of];
}

function restsOnUndefined(reading: Reading): boolean {
  const inRows = reading.rows.flatMap(leafTracesOf).flatMap(({ actual, other }) => [actual, other ?? actual]);
  return (
    (!reading.known && reading.why === 'undefined') || [...reading.from, ...inRows].some(restsOnUndefined)
  );
}

describe('marginal tiers', () => {
  const rules = ruleSet([fact('revenue', 'money')]);
  const without = { cap: null, floor: null };
  const figure = fc
    .oneof(fc.constantFrom(0, 1, 2, 24, 100, 300, 20_000_000), fc.integer({ min: -5, max: 400 }))
    .chain((whole) => fc.integer({ min: -2, max: 2 }).map((fen) => new Decimal(whole).plus(fen / 100)));
  const give = (formula: Amount, revenue: Decimal) =>
    compute(formula, rules, profile({ revenue }), '2024-03-01').amount!;

  it('never give less for more', () =>
    fc.assert(
      fc.property(bands, figure, figure, (each, a, b) => {
        const formula: Amount = { kind: 'tiers', mode: 'marginal', of: 'revenue', bands: each, ...without };
        const [low, high] = a.lte(b) ? [a, b] : [b, a];
        expect(give(formula, low).lte(give(formula, high))).toBe(true);
      }),
      { seed, numRuns: 2000 },
    ));

  it('have no step without fixed sums', () =>
    fc.assert(
      fc.property(bands, figure, (each, at) => {
        const smooth = each.map((band) => ({ ...band, fixed: new Decimal(0) }));
        const formula: Amount = { kind: 'tiers', mode: 'marginal', of: 'revenue', bands: smooth, ...without };
        const step = give(formula, at.plus('0.01')).minus(give(formula, at));
        const steepest = Decimal.max(...smooth.map(({ rate }) => rate));
        expect(step.lte(steepest.times('0.01').plus('0.01'))).toBe(true);
      }),
      { seed, numRuns: 2000 },
    ));

  it('slab tiers do have steps', () => {
    const [low, high] = [
      { upTo: new Decimal(100), rate: new Decimal(1) },
      { upTo: null, rate: new Decimal(0) },
    ];
    const each = [low, high].map((band) => ({ ...band, fixed: new Decimal(0) }));
    const formula: Amount = { kind: 'tiers', mode: 'slab', of: 'revenue', bands: each, ...without };
    expect([100, 101].map((at) => give(formula, new Decimal(at)).toFixed())).toEqual(['100', '0']);
  });
});
