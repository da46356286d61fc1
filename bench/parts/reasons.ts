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

const REASONED = 'with the reasons of all found';
const EXPLAINED = 'with their whole traces, and the reasons in them';
const MATCHED = 'with reasons, amounts and awards, sorted';

/** What the reasons of all policies that an enterprise may get cost besides finding them. */
export async function reasons(report: Report, { quick }: Settings): Promise<void> {
  const asked = askAbout(createRuleSet(quick ? 60 : 1000), quick ? 10 : 64, quick ? 10 : 60);
  describe(report, asked);
  const { matcher, contenders } = await ownVariants(asked);
  const [index] = contenders;
  if (index === undefined) throw new Error('no index');
  const reason = (at: number) => {
    const { found, reader } = matcher.reason(profileAt(asked, at), AS_OF);
    return found.map(({ reasons }) =>
      reasons.map((each) => ({ ...each, actual: reader.read(each.leaf.fact) })),
    );
  };
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
    const reasoned = matcher
      .reason(profileAt(asked, at), AS_OF)
      .found.map(({ policy, reasons }) => [policy.id, reasons.map(({ leaf }) => leaf.at)]);
    const places = matches.map(({ policy, trace }) => [
      policy.id,
      reasonsOf(trace).map(({ leaf }) => leaf.at),
    ]);
    const byId = (all: readonly unknown[][]) =>
      JSON.stringify(all.toSorted(([a], [b]) => (`${a}` < `${b}` ? -1 : 1)));
    if (byId(reasoned) !== byId(places) || JSON.stringify(found) !== JSON.stringify(expected))
      throw new WrongAnswer(`other reasons, leaves or missing facts about enterprise ${at}`);
  });
  if (match(asked.ruleSet, profileAt(asked, 0), AS_OF).length === 0) throw new Error('nothing in force');
  const timings = await takeTurns(
    [
      index,
      asking(REASONED, asked.profiles.length, reason),
      asking(EXPLAINED, asked.profiles.length, explain),
      asking(MATCHED, asked.profiles.length, matched),
    ],
    quick ? { rounds: 1, turnMs: 5 } : { rounds: 15, turnMs: 400 },
  );
  report.line(`one enterprise, ${asked.ruleSet.policies.length} policies`);
  report.timings(timings, 'an enterprise');
  report.line();
  report.line('how many times as long as without');
  report.aim('reasons for all policies found', ratioOf(timings, REASONED, INDEX), { atMost: 4 });
  for (const name of [EXPLAINED, MATCHED])
    report.line(`  no aim   ${name}: ${ratioOf(timings, name, INDEX).median.toFixed(1)} ×`);
}
