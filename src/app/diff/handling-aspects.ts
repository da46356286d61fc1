import type { CivilDate } from '../../engine/civil-date.ts';
import { DELIVERIES, type Policy, type Residual, type Text } from '../../engine/rule-set.ts';
import { type Aspect, aspect } from './aspect.ts';
import type { Comparison } from './comparison.ts';
import { reachOf } from './reach.ts';
import type { WitnessRequest } from './request.ts';
import { type Satisfied, satisfying } from './satisfied.ts';
import { type Both, both, type RuleSets } from './sides.ts';
import { replay, type Witness, witnessOf } from './witness.ts';

/** What became of the residual conditions: what people must still confirm. */
export function confirmationAspect(
  policies: Both<Policy>,
  comparison: Comparison,
  day: CivilDate,
): Aspect | null {
  const keys = both(policies, ({ residual }) => residual.map(residualKey));
  const added = keys.new.filter((key) => !keys.old.includes(key));
  const removed = keys.old.filter((key) => !keys.new.includes(key));
  if (added.length + removed.length === 0) return null;
  if (added.length > 0 && removed.length > 0)
    return aspect('confirmation', { gains: 'undecided', loses: 'undecided', notes: [IN_WORDS] });
  return shown('confirmation', added.length > 0 ? 'loses' : 'gains', policies, comparison, day);
}

const IN_WORDS: Text = {
  zh: '须人工确认的内容改了，宽严须由人判断',
  en: 'what people must confirm was reworded: whether it asks for more is for people to judge',
};

function residualKey({ text, confirmedBy }: Residual): string {
  return JSON.stringify([text.zh, confirmedBy]);
}

/** Whether the benefit comes with less effort or more; to and from 免申即享 also whether the enterprise's word is enough. */
export function deliveryAspect(
  policies: Both<Policy>,
  comparison: Comparison,
  day: CivilDate,
): Aspect | null {
  const order = both(policies, ({ delivery }) => DELIVERIES.indexOf(delivery));
  if (order.old === order.new) return null;
  const easier = order.new < order.old;
  const known = shown('delivery', easier ? 'gains' : 'loses', policies, comparison, day);
  if (policies.old.delivery !== 'automatic' && policies.new.delivery !== 'automatic') return known;
  const [first] = known.witnesses;
  const own = first === undefined ? null : ownWord(first.request, policies, comparison.sets);
  if (own === null || own.direction === (easier ? 'gains' : 'loses')) return known;
  const found = { [easier ? 'loses' : 'gains']: 'some' as const };
  return { ...known, ...found, witnesses: [...known.witnesses, own], notes: [OWN_WORD] };
}

const OWN_WORD: Text = {
  zh: '免申即享须有部门数据证实；其他方式下企业自报也算符合',
  en: 'without an application facts must be vouched for; otherwise the enterprise’s own word counts as eligible',
};

/** The same enterprise by its own word alone. */
function ownWord(request: WitnessRequest, policies: Both<Policy>, sets: RuleSets): Witness | null {
  const profile = Object.fromEntries(
    Object.entries(request.profile).map(([id, reported]) => [id, declared(reported)]),
  );
  const { source: _source, ...rest } = { ...request, profile };
  const states = replay(rest, policies, sets, { window: false });
  return states === null ? null : witnessOf(rest, states, 'outcome');
}

function declared(reported: unknown): unknown {
  if (typeof reported !== 'object' || reported === null || Array.isArray(reported)) return reported;
  return 'value' in reported ? reported.value : reported;
}

/** For 免申即享: whether bodies came to vouch for facts of the policy or ceased to. */
export function evidenceAspect(
  policies: Both<Policy>,
  comparison: Comparison,
  day: CivilDate,
): Aspect | null {
  const { sets } = comparison;
  if (policies.old.delivery !== 'automatic' || policies.new.delivery !== 'automatic') return null;
  const facts = both(policies, (policy, side) => reachOf(policy, sets[side]).facts);
  const ids = [...facts.old].filter((id) => facts.new.has(id));
  const bodies = new Set([...sets.old.authorities.keys(), ...sets.new.authorities.keys()]);
  const changed = ids.flatMap((fact) =>
    [...bodies].map((body) => ({ fact, body, ...both(sets, (set) => vouches(set, fact, body)) })),
  );
  const added = changed.filter(({ old, new: now }) => !old && now);
  const removed = changed.filter(({ old, new: now }) => old && !now);
  if (added.length + removed.length === 0) return null;
  const request = satisfying(policies, comparison, day);
  const find = (tries: readonly Try[], direction: Witness['direction']) =>
    findAmong(tries, direction, request, policies, sets);
  const [gains, loses] = [find(added, 'gains'), find(removed, 'loses')];
  const found = (tries: readonly Try[], witness: Witness | null) =>
    tries.length === 0 ? ('none' as const) : witness === null ? ('undecided' as const) : ('some' as const);
  return aspect('evidence', {
    gains: found(added, gains),
    loses: found(removed, loses),
    witnesses: [gains, loses].filter((each) => each !== null),
  });
}

interface Try {
  readonly fact: string;
  readonly body: string;
}

function vouches(ruleSet: RuleSets['old'], fact: string, body: string): boolean {
  if (!ruleSet.authorities.has(body)) return false;
  const authorities = ruleSet.facts.get(fact)?.authorities;
  return authorities?.includes(body) === true || ruleSet.authorities.get(body)?.aggregator === true;
}

/** An entitled enterprise of which this body alone reports this fact. */
function findAmong(
  tries: readonly Try[],
  direction: Witness['direction'],
  request: Satisfied,
  policies: Both<Policy>,
  sets: RuleSets,
): Witness | null {
  if (typeof request === 'string') return null;
  for (const { fact, body } of tries) {
    if (!(fact in request.profile)) continue;
    const reported = { value: declared(request.profile[fact]), source: body };
    const changed = { ...request, profile: { ...request.profile, [fact]: reported } };
    const states = replay(changed, policies, sets, { window: false });
    const witness = states === null ? null : witnessOf(changed, states, 'outcome');
    if (witness?.direction === direction) return witness;
  }
  return null;
}

/** An enterprise entitled on both sides, which the change touches by what it says. */
function shown(
  kind: Aspect['kind'],
  direction: Witness['direction'],
  policies: Both<Policy>,
  comparison: Comparison,
  day: CivilDate,
): Aspect {
  const request = satisfying(policies, comparison, day);
  if (typeof request === 'string') return aspect(kind, { [direction]: request });
  const states = replay(request, policies, comparison.sets, { window: false });
  if (states === null) return aspect(kind, { [direction]: 'undecided' });
  return aspect(kind, { [direction]: 'some', witnesses: [{ direction, request, ...states }] });
}
