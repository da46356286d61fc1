import type { Policy } from '../../engine/rule-set.ts';
import { type Aspect, aspect } from './aspect.ts';
import type { Comparison } from './comparison.ts';
import { satisfying } from './satisfied.ts';
import type { Side } from './sides.ts';
import { dayIn, windowOf } from './validity-aspect.ts';
import { replay, witnessOf } from './witness.ts';

/** A policy that only one side has: whoever it is for gains it or loses it. */
export function presenceAspect(policy: Policy, side: Side, comparison: Comparison): Aspect {
  const direction = side === 'new' ? 'gains' : 'loses';
  const day = dayIn([windowOf(policy)], comparison.asOf) ?? comparison.asOf;
  const policies = { old: undefined, new: undefined, [side]: policy };
  const request = satisfying({ [side]: policy }, comparison, day);
  if (typeof request === 'string') return aspect('presence', { [direction]: request });
  const states = replay(request, policies, comparison.sets);
  const witness = states === null ? null : witnessOf(request, states, 'outcome');
  if (witness?.direction !== direction) return aspect('presence', { [direction]: 'undecided' });
  return aspect('presence', { [direction]: 'some', witnesses: [witness] });
}
