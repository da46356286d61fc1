import { match } from '../../src/engine/match.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';
import { medianOf, ratioOf, takeTurns } from '../measure.ts';
import { type Report, versionOf } from '../report.ts';
import { SOURCE } from '../workload/catalogue.ts';
import { AS_OF, createRuleSet } from '../workload/rule-set.ts';
import { type Asked, askAbout } from './enterprises-asked.ts';
import type { Settings } from './settings.ts';
import {
  asking,
  DIRECT,
  INDEX,
  JSON_LOGIC,
  JSON_RULES,
  ownVariants,
  PUBLICODES,
  peerVariant,
  profileAt,
  SCAN,
  ZEN,
  ZEN_SINGLY,
} from './variants.ts';

const PARSED = 'mianshen: index, with the profile read from JSON';

export const ONE_PROFILE_NOTES = (): readonly string[] =>
  [
    ['json-rules-engine'].map((name) => versionOf(name)),
    ['@gorules/zen-engine', 'json-logic-engine', 'publicodes'].map((name) =>
      versionOf(name, 'peers/node_modules/'),
    ),
  ].map((versions) => versions.join(', '));

/** One enterprise against many policies, without reasons. */
export async function oneProfile(report: Report, { quick }: Settings): Promise<void> {
  const policies = quick ? 60 : 1000;
  // Few enough to stay in the processor's cache, as one does that has just been read.
  const asked = askAbout(createRuleSet(policies), quick ? 10 : 64, quick ? 10 : 60);
  describe(report, asked);
  const own = await ownVariants(asked);
  const direct = asking(DIRECT, asked.profiles.length, (index) =>
    match(asked.ruleSet, profileAt(asked, index), AS_OF),
  );
  const parsed = asking(PARSED, asked.jsons.length, (index) => {
    const { profile } = parseProfile(asked.ruleSet, asked.jsons[index], SOURCE);
    return profile === null ? null : own.matcher.find(profile, AS_OF);
  });
  const checked = asked.answers.length;
  const contenders = [
    ...own.contenders,
    parsed,
    direct,
    await peerVariant(JSON_LOGIC, asked, checked),
    await peerVariant(ZEN, asked, checked),
    await peerVariant(ZEN_SINGLY, asked, Math.min(checked, 10)),
    await peerVariant(JSON_RULES, asked, Math.min(checked, 20)),
    await peerVariant(PUBLICODES, asked, quick ? 2 : 3, 2),
  ];
  const timings = await takeTurns(contenders, quick ? { rounds: 1, turnMs: 5 } : { rounds: 11, turnMs: 400 });
  report.line(`one enterprise, ${policies} policies, no reasons`);
  report.timings(timings, 'an enterprise');
  report.line();
  report.line('how many times as long as the index takes');
  report.aim(JSON_RULES, ratioOf(timings, JSON_RULES, INDEX), { atLeast: 5000 });
  report.aim(ZEN, ratioOf(timings, ZEN, INDEX), { atLeast: 800 });
  report.aim(JSON_LOGIC, ratioOf(timings, JSON_LOGIC, INDEX), { atLeast: 40 });
  report.aim(SCAN, ratioOf(timings, SCAN, INDEX), { atLeast: 8 });
  const others = [PARSED, DIRECT, ZEN_SINGLY, PUBLICODES].map(
    (name) =>
      `${name} ${Math.round(medianOf(timings, name) / medianOf(timings, INDEX)).toLocaleString('en-US')} ×`,
  );
  report.line(`  no aim   ${others.join(', ')}`);
}

/** What the workload is like. */
export function describe(report: Report, { ruleSet, answers, peerPolicies }: Asked): void {
  const counts = answers.map(({ length }) => length).toSorted((a, b) => a - b);
  const at = (share: number) => counts[Math.floor(share * (counts.length - 1))];
  report.line(
    `workload: ${ruleSet.policies.length} policies, ${peerPolicies.length} in force; an enterprise may get ${at(0.5)} of them (median; tenth ${at(0.1)}, nine tenths ${at(0.9)})`,
  );
  report.line(
    `answers compared with the engine's direct evaluator: ${answers.length} enterprises × all policies`,
  );
  report.line();
}
