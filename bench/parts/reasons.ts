import { match } from '../../src/engine/match.ts';
import { reasonsOf } from '../../src/engine/reasons.ts';
import { leavesOf } from '../../src/engine/trace.ts';
import { ratioOf, takeTurns } from '../measure.ts';
import type { Report } from '../report.ts';
import { AS_OF, createRuleSet } from '../workload/rule-set.ts';
import { askAbout, WrongAnswer } from './enterprises-asked.ts';
import { describe } from './one-profile.ts';
import type { Settings } from './settings.ts';
import { asking, INDEX, ownVariants, profileAt } from './variants.ts';

const EXPLAINED = 'with the reasons of all found';
const MATCHED = 'with reasons, amounts and awards, sorted';

/** What the reasons of all policies that an enterprise may get cost besides finding them. */
export async function reasons(report: Report, { quick }: Settings): Promise<void> {
  const asked = askAbout(createRuleSet(quick ? 60 : 1000), quick ? 50 : 1000, quick ? 10 : 60);
  describe(report, asked);
  const { matcher, contenders } = await ownVariants(asked);
  const [index] = contenders;
  if (index === undefined) throw new Error('no index');
  const explain = (at: number) =>
    matcher.explain(profileAt(asked, at), AS_OF).map((decision) => reasonsOf(decision.trace));
  const matched = (at: number) =>
    matcher.match(profileAt(asked, at), AS_OF).map((each) => reasonsOf(each.trace));
  asked.answers.forEach((matches, at) => {
    const expected = matches.map(({ policy, trace, missing }) => [
      policy.id,
      reasonsOf(trace),
      leavesOf(trace),
      missing,
    ]);
    const found = matcher
      .match(profileAt(asked, at), AS_OF)
      .map(({ policy, trace, missing }) => [policy.id, reasonsOf(trace), leavesOf(trace), missing]);
    if (JSON.stringify(found) !== JSON.stringify(expected))
      throw new WrongAnswer(`other reasons, leaves or missing facts about enterprise ${at}`);
  });
  if (match(asked.ruleSet, profileAt(asked, 0), AS_OF).length === 0) throw new Error('nothing in force');
  const timings = await takeTurns(
    [
      index,
      asking(EXPLAINED, asked.profiles.length, explain),
      asking(MATCHED, asked.profiles.length, matched),
    ],
    quick ? { rounds: 1, turnMs: 5 } : { rounds: 15, turnMs: 400 },
  );
  report.line(`one enterprise, ${asked.ruleSet.policies.length} policies`);
  report.timings(timings, 'an enterprise');
  report.line();
  report.line('how many times as long as without');
  report.aim('reasons for all policies found', ratioOf(timings, EXPLAINED, INDEX), { atMost: 4 });
  report.line(
    `  no aim   with amounts and awards too: ${ratioOf(timings, MATCHED, INDEX).median.toFixed(1)} ×`,
  );
}
