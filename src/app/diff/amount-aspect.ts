import type { Demand } from '../../analysis/find-profile.ts';
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
import { compareStates } from './states.ts';
import { replay, type Witness } from './witness.ts';

/** Whether those entitled before and after get more or less; null where the formula means the same. */
export function amountAspect(policies: Both<Policy>, comparison: Comparison, day: CivilDate): Aspect | null {
  const { meaning } = comparison;
  const [old, now] = [policies.old.benefit.amount, policies.new.benefit.amount];
  if (meaning.old.amount(old) === meaning.new.amount(now)) return null;
  if (old === null || now === null)
    return aspect('amount', { gains: 'undecided', loses: 'undecided', notes: [NOT_STATED] });
  const facts = new Set([...factsCounted(old), ...factsCounted(now)]);
  if (facts.size > 1 || differsInFacts(policies, comparison))
    return aspect('amount', { gains: 'undecided', loses: 'undecided', notes: [SEVERAL] });
  const [fact] = facts;
  const regions = amountRegions({ old, new: now }, comparison.sets.new, day);
  const search = (direction: Witness['direction']) =>
    look(
      regions.filter((region) => region.direction === direction),
      fact,
      direction,
      policies,
      comparison,
      day,
    );
  const [gains, loses] = [search('gains'), search('loses')];
  const varies = countsAges(reachOf(policies.new, comparison.sets.new), comparison.sets.new);
  return aspect('amount', {
    gains: gains.found,
    loses: loses.found,
    witnesses: [gains.witness, loses.witness].filter((each) => each !== null),
    onlyOn: varies ? day : null,
  });
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
  return counted.some((id) => meaning.old.fact(id) !== meaning.new.fact(id)) ||
    Object.values(differingFacts(counted, sets, meaning)).flat().length > 0;
}

const ONE = new Decimal(1);

interface Looked {
  readonly found: Anyone;
  readonly witness: Witness | null;
}

/** Somebody entitled on both sides whose figure lies where the formulas differ that way. */
function look(
  regions: readonly Region[],
  fact: string | undefined,
  direction: Witness['direction'],
  policies: Both<Policy>,
  comparison: Comparison,
  day: CivilDate,
): Looked {
  let found: Anyone = 'none';
  for (const region of regions) {
    const looked = lookIn(region, fact, direction, policies, comparison, day);
    if (looked.found === 'some') return looked;
    if (looked.found === 'undecided') found = 'undecided';
  }
  return { found, witness: null };
}

function lookIn(
  region: Region,
  fact: string | undefined,
  direction: Witness['direction'],
  policies: Both<Policy>,
  { merged, sets }: Comparison,
  day: CivilDate,
): Looked {
  const { finder, renamed } = merged.for({ reported: new Set(), stale: new Set() });
  const demands: readonly Demand[] = [
    { condition: renamed(policies.old.condition, 'old'), truth: 'yes' },
    { condition: renamed(policies.new.condition, 'new'), truth: 'yes' },
    ...(fact === undefined ? [] : [{ condition: within(region, fact), truth: 'yes' as const }]),
  ];
  const solved = finder.find(demands, day);
  if (solved.kind !== 'found') return { found: solved.kind, witness: null };
  const request = requestFrom(solved.profile, day, sets);
  const states = replay(request, policies, sets, { window: false });
  if (states === null) return { found: 'undecided', witness: null };
  // What else changed mustn't decide: the figures alone are compared.
  const order = compareStates(
    { ...states.old, outcome: 'eligible', automatic: false },
    { ...states.new, outcome: 'eligible', automatic: false },
  );
  const shows = order !== 0 && order > 0 === (direction === 'gains');
  return shows
    ? { found: 'some', witness: { direction, request, ...states } }
    : { found: 'undecided', witness: null };
}

function within({ low, high, at }: Region, fact: string): Condition {
  const leaf = (operator: Leaf['operator'], constant: Decimal): Leaf => ({
    kind: 'leaf',
    fact,
    operator,
    wanted: { constant },
    at: '',
  });
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
