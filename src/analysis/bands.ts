import { computeAmount } from '../engine/amount.ts';
import type { Amount, Band } from '../engine/amount-formula.ts';
import type { Leaf } from '../engine/condition.ts';
import { Decimal } from '../engine/decimal.ts';
import type { OperatorName } from '../engine/operators/table.ts';
import { createReader } from '../engine/reading.ts';
import type { Policy } from '../engine/rule-set.ts';
import { daysToTry, windowOf } from './days.ts';
import type { Finding, Witness } from './finding.ts';
import type { Inquiry } from './inquiry.ts';
import { placesOf } from './problem.ts';
import { stepOf } from './spans.ts';

type Tiers = Extract<Amount, { kind: 'tiers' }>;

/** A formula with bands, and where it was written. */
interface Placed {
  readonly tiers: Tiers;
  readonly at: string;
}

/**
 * What can still be wrong with bands that ascend without a gap: one that no enterprise of the policy is in, and one whose
 * start gives less than the end of the one before.
 */
export function findBadBands(policy: Policy, inquiry: Inquiry): readonly Finding[] {
  const { amount } = policy.benefit;
  if (amount === null) return [];
  return tiersIn(amount, '/benefit/amount').flatMap((placed) => [
    ...outOfReach(policy, placed, inquiry),
    ...drops(policy, placed, inquiry),
  ]);
}

function tiersIn(amount: Amount, at: string): readonly Placed[] {
  switch (amount.kind) {
    case 'tiers':
      return [{ tiers: amount, at }];
    case 'greater-of':
    case 'lesser-of': {
      const key = amount.kind === 'greater-of' ? 'greaterOf' : 'lesserOf';
      return amount.parts.flatMap((part, index) => tiersIn(part, `${at}/${key}/${index}`));
    }
    default:
      return [];
  }
}

function outOfReach(policy: Policy, { tiers, at }: Placed, inquiry: Inquiry): readonly Finding[] {
  return tiers.bands.flatMap((band, index): Finding[] => {
    const where = { in: 'policy', id: policy.id, at: `${at}/bands/${index}` } as const;
    const below = tiers.bands[index - 1]?.upTo;
    const leaves = [
      ...(below == null ? [] : [leafOf(tiers.of, 'greaterThan', below)]),
      ...(band.upTo === null ? [] : [leafOf(tiers.of, 'lessThanInclusive', band.upTo)]),
    ];
    const answer = satisfy(policy, leaves, inquiry);
    if (answer.kind === 'found') return [];
    if (answer.kind === 'undecided')
      return [{ where, kind: 'not-decided', question: 'band-is-reached', why: answer.why }];
    return [{ where, kind: 'band-out-of-reach', band: index }];
  });
}

/** Marginal bands never drop: what is above an edge only adds. */
function drops(policy: Policy, { tiers, at }: Placed, inquiry: Inquiry): readonly Finding[] {
  if (tiers.mode === 'marginal') return [];
  return tiers.bands.flatMap((band, index): Finding[] => {
    const next = tiers.bands[index + 1];
    if (band.upTo === null || next === undefined) return [];
    const edge = band.upTo;
    const [gives, thenGives] = [
      given(tiers, band, edge),
      given(tiers, next, justAbove(tiers, edge, inquiry)),
    ];
    if (thenGives.gte(gives)) return [];
    const answer = satisfy(policy, [leafOf(tiers.of, 'equal', edge)], inquiry);
    // Where nobody stands at the edge there is nobody to be surprised.
    if (answer.kind !== 'found' || !givesAt(answer.witness, tiers, gives, inquiry)) return [];
    const where = { in: 'policy', id: policy.id, at: `${at}/bands/${index}` } as const;
    return [{ where, kind: 'band-drop', edge, gives, thenGives, witness: answer.witness }];
  });
}

function satisfy(policy: Policy, leaves: readonly Leaf[], inquiry: Inquiry) {
  const conditions = [policy.condition, ...leaves];
  return inquiry.satisfy(conditions, daysToTry(inquiry.ruleSet, conditions, windowOf(policy)));
}

function leafOf(fact: string, operator: OperatorName, constant: Decimal): Leaf {
  return { kind: 'leaf', fact, operator, wanted: { constant }, at: '' };
}

/** The next value that the fact can have; for numbers without a grid so near that it makes no difference. */
function justAbove({ of }: Tiers, edge: Decimal, { ruleSet }: Inquiry): Decimal {
  const type = ruleSet.facts.get(of)?.type;
  const places = type === undefined ? null : placesOf(type);
  return edge.plus(places === null ? new Decimal('1e-9') : stepOf(places));
}

function given({ cap, floor }: Tiers, { rate, fixed }: Band, value: Decimal): Decimal {
  const before = rate.times(value).plus(fixed);
  const capped = cap === null ? before : Decimal.min(before, cap);
  return Decimal.max(floor === null ? capped : Decimal.max(capped, floor), 0).toDecimalPlaces(2);
}

/** The engine says the same of the witness. */
function givesAt({ profile, asOf }: Witness, tiers: Tiers, gives: Decimal, { ruleSet }: Inquiry): boolean {
  const { amount } = computeAmount(tiers, createReader(ruleSet, profile, asOf));
  return amount?.eq(gives) === true;
}
