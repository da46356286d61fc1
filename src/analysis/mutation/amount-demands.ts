import type { Amount } from '../../engine/amount-formula.ts';
import { Decimal } from '../../engine/decimal.ts';
import type { Policy, RuleSet } from '../../engine/rule-set.ts';
import type { Demand } from '../find-profile.ts';
import { unitOf } from './unit.ts';

/** What to ask of the facts that an amount counts, so that two formulas might come to different sums; the likeliest first. */
export function* amountDemands(
  policy: Policy,
  changed: Policy,
  ruleSet: RuleSet,
): Generator<readonly Demand[]> {
  const before = policy.benefit.amount;
  const after = changed.benefit.amount;
  if (before === null || after === null || before === after) return;
  const values = new Map<string, Decimal[]>();
  for (const formula of [before, after]) collect(formula, ruleSet, values);
  const facts = [...values.keys()];
  const [first, second] = facts;
  if (first === undefined) yield [];
  else if (second === undefined) for (const value of values.get(first) ?? []) yield [is(first, value)];
  // Of three and more facts, the others are left to whatever the search finds.
  else
    for (const one of values.get(first) ?? [])
      for (const other of values.get(second) ?? []) yield [is(first, one), is(second, other)];
}

function is(fact: string, constant: Decimal): Demand {
  return {
    condition: { kind: 'leaf', fact, operator: 'equal', wanted: { constant }, at: '' },
    truth: 'yes',
  };
}

function collect(formula: Amount, ruleSet: RuleSet, values: Map<string, Decimal[]>): void {
  if (formula.kind === 'fixed') return;
  if ('parts' in formula) {
    for (const part of formula.parts) collect(part, ruleSet, values);
    return;
  }
  const fact = ruleSet.facts.get(formula.of);
  if (fact === undefined) return;
  const { minimum, maximum } = fact.range ?? {};
  const known = values.get(fact.id) ?? [];
  for (const value of turningPoints(formula)) {
    const unit = unitOf(fact, value);
    // A sum of money has two decimals, a count none.
    const here = value.div(unit).floor().times(unit);
    for (const each of [here, here.plus(unit), here.minus(unit), here.times(2)])
      if ((minimum ?? ZERO).lte(each) && (maximum === undefined || each.lte(maximum)))
        if (!known.some((other) => other.eq(each))) known.push(each);
  }
  values.set(fact.id, known);
}

const ZERO = new Decimal(0);

/** Where a formula changes its terms or meets its bounds. */
function turningPoints(formula: Extract<Amount, { of: string }>): readonly Decimal[] {
  const { cap, floor } = formula;
  const bounds = [cap, floor].filter((bound) => bound !== null);
  const at = (factor: Decimal) => (factor.isZero() ? [] : bounds.map((bound) => bound.div(factor)));
  const usual = [new Decimal(100_000), new Decimal(10), new Decimal(1)];
  switch (formula.kind) {
    case 'rate':
      return [...at(formula.rate), ...usual];
    case 'per-unit':
      return [...(formula.maxUnits === null ? [] : [formula.maxUnits]), ...at(formula.amount), ...usual];
    case 'tiers': {
      const edges = formula.bands.flatMap(({ upTo }) => (upTo === null ? [] : [upTo]));
      return [...edges, ...formula.bands.flatMap(({ rate }) => at(rate)), ...usual];
    }
  }
}
