import { isInForce, type Match, match } from '../../src/engine/match.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { createFlattener, type Flat } from '../peers/flat.ts';
import { type PeerFound, type PeerPolicy, peerPolicies } from '../peers/test-tree.ts';
import { profileJson, profileOf } from '../workload/profiles.ts';
import { AS_OF } from '../workload/rule-set.ts';
import { enterprisesFor } from '../workload/workload.ts';

/** Enterprises that are asked about, and the right answers for the first of them. */
export interface Asked {
  readonly ruleSet: RuleSet;
  readonly profiles: readonly Profile[];
  /** The same as parsed JSON. */
  readonly jsons: readonly Readonly<Record<string, unknown>>[];
  /** The same for the peers. */
  readonly flats: readonly Flat[];
  readonly peerPolicies: readonly PeerPolicy[];
  /** What the engine's own `match` says, the ineligible left out. */
  readonly answers: readonly (readonly Match[])[];
  /** The place of a policy among those that the peers were given. */
  readonly placeOf: ReadonlyMap<string, number>;
}

export function askAbout(ruleSet: RuleSet, count: number, checked: number): Asked {
  const draw = enterprisesFor(ruleSet);
  const enterprises = Array.from({ length: count }, (_, index) => draw(index));
  const flatten = createFlattener(ruleSet);
  const inForce = ruleSet.policies.filter((policy) => isInForce(policy, AS_OF));
  const profiles = enterprises.map(profileOf);
  return {
    ruleSet,
    profiles,
    jsons: enterprises.map(profileJson),
    flats: enterprises.map(flatten),
    peerPolicies: peerPolicies(ruleSet, inForce),
    answers: profiles
      .slice(0, checked)
      .map((profile) => match(ruleSet, profile, AS_OF).filter(({ outcome }) => outcome !== 'ineligible')),
    placeOf: new Map(inForce.map(({ id }, place) => [id, place])),
  };
}

/** Throws where an answer about the checked enterprises isn't the engine's. */
export async function checkAnswers(
  asked: Asked,
  name: string,
  answer: (index: number) => PeerFound | Promise<PeerFound>,
  checked = asked.answers.length,
): Promise<void> {
  for (const [index, matches] of asked.answers.slice(0, checked).entries()) {
    const places = (unknown: boolean) =>
      matches
        .filter(({ outcome }) => (outcome === 'undetermined') === unknown)
        .map(({ policy }) => asked.placeOf.get(policy.id) ?? -1);
    const expected = shown({ yes: places(false), unknown: places(true) });
    const found = shown(await answer(index));
    if (found !== expected)
      throw new WrongAnswer(`${name} answers differently about enterprise ${index}:\n${found}\n${expected}`);
  }
}

/** A contender answers something else than the engine: nothing is timed. */
export class WrongAnswer extends Error {}

function shown({ yes, unknown }: PeerFound): string {
  const sorted = (places: readonly number[]) => places.toSorted((a, b) => a - b).join(' ');
  return `yes: ${sorted(yes)}; unknown: ${sorted(unknown)}`;
}
