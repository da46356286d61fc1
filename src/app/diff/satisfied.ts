import type { CivilDate } from '../../engine/civil-date.ts';
import type { Policy } from '../../engine/rule-set.ts';
import type { Comparison } from './comparison.ts';
import { differingFacts } from './merged.ts';
import { countsAges, reachOf } from './reach.ts';
import { requestFrom, type WitnessRequest } from './request.ts';
import { type Both, SIDES, type Side } from './sides.ts';

/** An enterprise that meets the conditions of every side asked about; `none` is proven for every day. */
export type Satisfied = WitnessRequest | 'none' | 'undecided';

export function satisfying(
  policies: Partial<Both<Policy>>,
  comparison: Comparison,
  day: CivilDate,
): Satisfied {
  const { merged, sets } = comparison;
  const { finder, renamed } = merged.for({ reported: new Set(), stale: new Set() });
  const asked = SIDES.flatMap((side) => {
    const policy = policies[side];
    return policy === undefined ? [] : [{ policy, side }];
  });
  const demands = asked.map(({ policy, side }) => ({
    condition: renamed(policy.condition, side),
    truth: 'yes' as const,
  }));
  const found = finder.find(demands, day);
  if (found.kind === 'found') return requestFrom(found.profile, day, sets);
  return asked.some(({ policy, side }) => mayVary(policy, side, comparison)) ? 'undecided' : found.kind;
}

/** Another day, or another way to read facts that changed, might bring somebody. */
function mayVary(policy: Policy, side: Side, { sets, meaning }: Comparison): boolean {
  const reach = reachOf(policy, sets[side]);
  const differing = Object.values(differingFacts(reach.facts, sets, meaning)).flat();
  return differing.length > 0 || countsAges(reach, sets[side]);
}
