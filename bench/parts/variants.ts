import type { Found } from '../../src/engine/index/found.ts';
import { createMatcher, type Matcher } from '../../src/engine/index/matcher.ts';
import { createScan } from '../../src/engine/index/scan.ts';
import type { Contender } from '../measure.ts';
import { createJsonLogic } from '../peers/json-logic.ts';
import { createJsonRulesEngine } from '../peers/json-rules-engine.ts';
import { createPublicodes } from '../peers/publicodes.ts';
import type { Peer, PeerFound } from '../peers/test-tree.ts';
import { createZen, createZenSingly } from '../peers/zen.ts';
import { AS_OF } from '../workload/rule-set.ts';
import { type Asked, checkAnswers, WrongAnswer } from './enterprises-asked.ts';

export const INDEX = 'mianshen: index';
export const SCAN = 'mianshen: closures, no index';
export const DIRECT = 'mianshen: direct evaluator';

/** A contender that asks about one enterprise after the other, round and round. */
export function asking(
  name: string,
  enterprises: number,
  ask: (index: number) => unknown,
  rounds?: number,
): Contender {
  let next = 0;
  const step = () => {
    next = (next + 1) % enterprises;
    return ask(next);
  };
  return {
    name,
    ...(rounds === undefined ? {} : { rounds }),
    async run(units) {
      for (let unit = 0; unit < units; unit += 1) {
        const answer = step();
        if (answer instanceof Promise) await answer;
      }
    },
  };
}

/** Index and scan, both seen to answer as `match` does, to the last detail of what they list. */
export async function ownVariants(
  asked: Asked,
): Promise<{ readonly matcher: Matcher; readonly contenders: readonly Contender[] }> {
  const { ruleSet, profiles } = asked;
  const matcher = createMatcher(ruleSet);
  const scan = createScan(ruleSet);
  const find = (index: number) => matcher.find(profileAt(asked, index), AS_OF);
  const look = (index: number) => scan(profileAt(asked, index), AS_OF);
  await checkAnswers(asked, INDEX, (index) => placesOf(find(index), asked));
  await checkAnswers(asked, SCAN, (index) => placesOf(look(index), asked));
  asked.answers.forEach((matches, index) => {
    for (const found of [find(index), look(index)]) checkOutcomes(found, matches);
  });
  return {
    matcher,
    contenders: [asking(INDEX, profiles.length, find), asking(SCAN, profiles.length, look)],
  };
}

export function profileAt({ profiles }: Asked, index: number) {
  const profile = profiles[index];
  if (profile === undefined) throw new Error(`no enterprise ${index}`);
  return profile;
}

function checkOutcomes(found: readonly Found[], matches: Asked['answers'][number]): void {
  const text = (all: readonly Pick<Found | (typeof matches)[number], 'policy' | 'outcome' | 'automatic'>[]) =>
    all
      .map(({ policy, outcome, automatic }) => `${policy.id} ${outcome} ${automatic}`)
      .toSorted()
      .join('\n');
  if (text(found) !== text(matches))
    throw new WrongAnswer(`outcomes differ:\n${text(found)}\n${text(matches)}`);
}

function placesOf(found: readonly Found[], { placeOf }: Asked): PeerFound {
  const places = (unknown: boolean) =>
    found
      .filter(({ outcome }) => (outcome === 'undetermined') === unknown)
      .map(({ policy }) => placeOf.get(policy.id) ?? -1);
  return { yes: places(false), unknown: places(true) };
}

export const JSON_RULES = 'json-rules-engine';
export const JSON_LOGIC = 'json-logic-engine, compiled';
export const ZEN = '@gorules/zen-engine';
export const ZEN_SINGLY = '@gorules/zen-engine, a decision for each policy';
export const PUBLICODES = 'publicodes';

const PEERS: Readonly<Record<string, (asked: Asked) => Peer | Promise<Peer>>> = {
  [JSON_RULES]: ({ peerPolicies }) => createJsonRulesEngine(peerPolicies),
  [JSON_LOGIC]: ({ peerPolicies }) => createJsonLogic(peerPolicies),
  [ZEN]: ({ peerPolicies }) => createZen(peerPolicies),
  [ZEN_SINGLY]: ({ peerPolicies }) => createZenSingly(peerPolicies),
  [PUBLICODES]: ({ peerPolicies }) => createPublicodes(peerPolicies),
};

/** A peer with the policies of `asked`, seen to answer as `match` does about the first enterprises. */
export async function peerVariant(
  name: string,
  asked: Asked,
  checked: number,
  rounds?: number,
): Promise<Contender> {
  const peer = await PEERS[name]?.(asked);
  if (peer === undefined) throw new Error(`no peer '${name}'`);
  const find = (index: number) => {
    const flat = asked.flats[index];
    if (flat === undefined) throw new Error(`no enterprise ${index}`);
    return peer.find(flat);
  };
  await checkAnswers(asked, name, find, checked);
  return asking(name, asked.flats.length, find, rounds);
}
