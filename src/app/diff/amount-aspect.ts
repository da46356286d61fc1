import type { Demand } from '../../analysis/find-profile.ts';
import type { Amount } from '../../engine/amount-formula.ts';
import type { CivilDate } from '../../engine/civil-date.ts';
import type { Condition, Leaf } from '../../engine/condition.ts';
import { Decimal } from '../../engine/decimal.ts';
import type { Policy, Text } from '../../engine/rule-set.ts';
import { amountRegions, type Region } from './amount-regions.ts';
import { type Anyone, type Aspect, aspect } from './aspect.ts';
import type { Comparison } from './comparison.ts';
import { differingFacts } from './merged.ts';
import { countsAges, factsCounted, reachOf } from './reach.ts';
import { requestFrom } from './request.ts';
import type { Both } from './sides.ts';
import { compareStates, type State } from './states.ts';
import { replay, type Witness } from './witness.ts';

/** Whether those entitled before and after get more or less; null where the formula means the same. */
export function amountAspect(policies: Both<Policy>, comparison: Comparison, day: CivilDate): Aspect | null {
  const { meaning } = comparison;
  const [old, now] = [policies.old.benefit.amount, policies.new.benefit.amount];
  if (meaning.old.amount(old) === meaning.new.amount(now)) return null;
  if (old === null || now === null)
    return aspect('amount', { gains: 'undecided', loses: 'undecided', notes: [NOT_STATED] });
  const spots = differsInFacts(policies, comparison) ? null : spotsOf({ old, new: now }, comparison, day);
  if (spots === null) return aspect('amount', { gains: 'undecided', loses: 'undecided', notes: [SEVERAL] });
  const search = new AmountSearch(policies, comparison, day);
  const [gains, loses] = [search.look('gains', spots), search.look('loses', spots)];
  const varies = countsAges(reachOf(policies.new, comparison.sets.new), comparison.sets.new);
  return aspect('amount', {
    gains: gains.found,
    loses: loses.found,
    witnesses: [gains.witness, loses.witness].filter((each) => each !== null),
    onlyOn: varies ? day : null,
  });
}

/** Values of one fact for which a formula, or a part of a choice, gives more or less than before. */
interface Spot {
  /** Undefined for formulas that count nothing. */
  readonly fact: string | undefined;
  readonly region: Region;
}

/**
 * Where two formulas differ; null where that isn't known. A choice gives more only if one of its parts does: it is compared
 * part by part.
 */
function spotsOf(formulas: Both<Amount>, comparison: Comparison, day: CivilDate): readonly Spot[] | null {
  const { old, new: now } = formulas;
  const facts = new Set([...factsCounted(old), ...factsCounted(now)]);
  if (facts.size <= 1) {
    const [fact] = facts;
    return amountRegions(formulas, comparison.sets.new, day).map((region) => ({ fact, region }));
  }
  if (!('parts' in old && 'parts' in now) || old.kind !== now.kind || old.parts.length !== now.parts.length)
    return null;
  const spots = old.parts.map((part, index) => {
    const other = now.parts[index];
    return other === undefined ? null : spotsOf({ old: part, new: other }, comparison, day);
  });
  return spots.includes(null) ? null : spots.flatMap((each) => each ?? []);
}

const NOT_STATED: Text = {
  zh: '一侧未写明金额，多少无法比较',
  en: 'one side states no amount: more or less can’t be told',
};
const SEVERAL: Text = {
  zh: '金额取决于多项指标，或指标的含义变了，未能判定多少；用 --profiles 计算',
  en: 'the amount counts several facts, or facts that changed: not decided; count it with --profiles',
};

function differsInFacts(policies: Both<Policy>, { sets, meaning }: Comparison): boolean {
  const counted = [policies.old, policies.new].flatMap(({ benefit }) => factsCounted(benefit.amount));
  return (
    counted.some((id) => meaning.old.fact(id) !== meaning.new.fact(id)) ||
    Object.values(differingFacts(counted, sets, meaning)).flat().length > 0
  );
}

const ONE = new Decimal(1);

interface Looked {
  readonly found: Anyone;
  readonly witness: Witness | null;
}

class AmountSearch {
  private readonly policies: Both<Policy>;
  private readonly comparison: Comparison;
  private readonly day: CivilDate;

  constructor(policies: Both<Policy>, comparison: Comparison, day: CivilDate) {
    this.policies = policies;
    this.comparison = comparison;
    this.day = day;
  }

  /** Somebody entitled on both sides whose figures lie where the formulas differ that way. */
  look(direction: Witness['direction'], spots: readonly Spot[]): Looked {
    let found: Anyone = 'none';
    for (const { fact, region } of spots) {
      if (region.direction !== direction) continue;
      const looked = this.lookAt(fact, region);
      if (looked.found === 'some') return looked;
      if (looked.found === 'undecided') found = 'undecided';
    }
    return { found, witness: null };
  }

  /** Well inside the region first: at its edge the fen may hide the difference. Nobody in all of it is a proof. */
  private lookAt(fact: string | undefined, region: Region): Looked {
    const counted = new Set(
      [this.policies.old, this.policies.new].flatMap(({ benefit }) => factsCounted(benefit.amount)),
    );
    const others = [...counted].filter((id) => id !== fact);
    for (const inner of [...wellInside(region), region])
      for (const rest of others.length === 0 ? [[]] : [others.map(isLarge), others.map(isSmall)]) {
        const looked = this.lookFor([...(fact === undefined ? [] : [within(inner, fact)]), ...rest], region);
        if (looked.found === 'some') return looked;
      }
    return this.lookFor(fact === undefined ? [] : [within(region, fact)], region);
  }

  private lookFor(conditions: readonly Condition[], { direction }: Region): Looked {
    const { merged, sets } = this.comparison;
    const { finder, renamed } = merged.for({ reported: new Set(), stale: new Set() });
    const demands: readonly Demand[] = [
      { condition: renamed(this.policies.old.condition, 'old'), truth: 'yes' },
      { condition: renamed(this.policies.new.condition, 'new'), truth: 'yes' },
      ...conditions.map((condition) => ({ condition, truth: 'yes' as const })),
    ];
    const solved = finder.find(demands, this.day);
    if (solved.kind !== 'found') return { found: solved.kind, witness: null };
    const request = requestFrom(solved.profile, this.day, sets);
    const states = replay(request, this.policies, sets, { window: false });
    if (states === null) return { found: 'undecided', witness: null };
    // What else changed mustn't decide: the figures alone are compared.
    const order = compareStates(figureOf(states.old), figureOf(states.new));
    const shows = order !== 0 && order > 0 === (direction === 'gains');
    return shows
      ? { found: 'some', witness: { direction, request, ...states } }
      : { found: 'undecided', witness: null };
  }
}

function figureOf(state: State): State {
  return { ...state, outcome: 'eligible', automatic: false };
}

/** Parts of a region away from its edges. */
function wellInside(region: Region): readonly Region[] {
  const { low, high } = region;
  if (low !== null && high !== null) {
    const third = high.minus(low).div(3);
    return [{ ...region, low: low.plus(third), high: high.minus(third) }];
  }
  const steps = [100, 10_000, 1_000_000];
  if (low !== null) return steps.map((step) => ({ ...region, low: low.plus(step) }));
  return high === null ? [] : steps.map((step) => ({ ...region, high: high.minus(step) }));
}

/** So large that a lesser-of falls to the other part. */
function isLarge(fact: string): Condition {
  return leafOf(fact, 'greaterThan', new Decimal(1_000_000_000));
}

/** So small that a greater-of does. */
function isSmall(fact: string): Condition {
  return leafOf(fact, 'lessThan', ONE);
}

function leafOf(fact: string, operator: Leaf['operator'], constant: Decimal): Leaf {
  return { kind: 'leaf', fact, operator, wanted: { constant }, at: '' };
}

function within({ low, high, at }: Region, fact: string): Condition {
  const leaf = (operator: Leaf['operator'], constant: Decimal) => leafOf(fact, operator, constant);
  if (at !== null) return leaf('equal', at);
  const parts = [
    ...(low === null ? [] : [leaf('greaterThan', low)]),
    ...(high === null ? [] : [leaf('lessThan', high)]),
  ];
  // Without either bound any value will do, but there must be one: an unknown fact gives no figure.
  return parts.length > 0
    ? { kind: 'all', parts, at: '' }
    : { kind: 'any', parts: [leaf('lessThan', ONE), leaf('greaterThanInclusive', ONE)], at: '' };
}
