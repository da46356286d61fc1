import type { Policy } from '../../engine/rule-set.ts';
import { readFor, type WitnessRequest } from './request.ts';
import { type Both, both, type RuleSets } from './sides.ts';
import { ABSENT, compareStates, rankOf, type State, stateOf } from './states.ts';

/** An enterprise that shows a change: what each rule set says of it, asked through the real evaluator. */
export interface Witness {
  readonly direction: 'gains' | 'loses';
  /** What `mianshen match` takes. */
  readonly request: WitnessRequest;
  readonly old: State;
  readonly new: State;
}

export type Policies = Both<Policy | undefined>;

/** Asks both rule sets about the request; null where either refuses it. `window` false passes over validity. */
export function replay(
  request: WitnessRequest,
  policies: Policies,
  sets: RuleSets,
  { window = true } = {},
): Both<State> | null {
  const parsed = both(sets, (ruleSet, side) =>
    readFor(ruleSet, sets[side === 'old' ? 'new' : 'old'], { ...request }, request.asOf),
  );
  if (!parsed.old.ok || !parsed.new.ok) return null;
  const profiles = { old: parsed.old.request.profile, new: parsed.new.request.profile };
  return both(sets, (ruleSet, side) => {
    const policy = policies[side];
    return policy === undefined ? ABSENT : stateOf(ruleSet, policy, profiles[side], request.asOf, { window });
  });
}

/** What a replay shows; null where the enterprise is neither better nor worse off. */
export function witnessOf(request: WitnessRequest, states: Both<State>, by: By = 'state'): Witness | null {
  const order =
    by === 'state' ? compareStates(states.old, states.new) : rankOf(states.new) - rankOf(states.old);
  if (order === 0) return null;
  return { direction: order > 0 ? 'gains' : 'loses', request, ...states };
}

/** By everything that matters to an enterprise, or by the outcome alone. */
type By = 'state' | 'outcome';
