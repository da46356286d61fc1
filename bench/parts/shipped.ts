import { createMatcher } from '../../src/engine/index/matcher.ts';
import { createScan } from '../../src/engine/index/scan.ts';
import { match } from '../../src/engine/match.ts';
import { referenceMatch } from '../../src/reference/reference.ts';
import { type ShippedExamples, shippedExamples } from '../../test/app/shipped-examples.ts';
import { medianOf, takeTurns } from '../measure.ts';
import type { Report } from '../report.ts';
import { WrongAnswer } from './enterprises-asked.ts';
import type { Settings } from './settings.ts';
import { asking, DIRECT, INDEX, SCAN } from './variants.ts';

const REASONED = 'mianshen: index, with reasons and missing facts';
const REFERENCE = 'mianshen: reference evaluator, which asks json-rules-engine';

/** One enterprise against the shipped rule sets: those of their policies' examples. */
export async function shipped(report: Report, { quick }: Settings): Promise<void> {
  for (const directory of ['rules', 'examples/national/rules'])
    await oneSet(report, directory, await shippedExamples(directory), quick);
}

async function oneSet(
  report: Report,
  directory: string,
  { ruleSet, profiles }: ShippedExamples,
  quick: boolean,
): Promise<void> {
  const count = quick ? 4 : 64;
  const step = Math.max(1, Math.floor(profiles.length / count));
  const some = profiles.filter((_, index) => index % step === 0).slice(0, count);
  const matcher = createMatcher(ruleSet);
  const scan = createScan(ruleSet);
  const ask = <Answer>(of: (each: (typeof some)[number]) => Answer) => {
    return (index: number): Answer => of(some[index] as (typeof some)[number]);
  };
  const find = ask(({ profile, asOf }) => matcher.find(profile, asOf));
  const look = ask(({ profile, asOf }) => scan(profile, asOf));
  const direct = ask(({ profile, asOf }) => match(ruleSet, profile, asOf));
  const refer = ask(({ profile, asOf }) => referenceMatch(ruleSet, profile, asOf));
  for (const index of some.keys()) {
    const expected = outcomesOf(direct(index).map(({ policy, outcome }) => [policy.id, outcome]));
    const found = [find(index), look(index)].map((all) =>
      all.map(({ policy, outcome }) => [policy.id, outcome]),
    );
    const referred = (await refer(index)).map(({ policy, outcome }) => [policy, outcome]);
    for (const answer of [...found, referred])
      if (outcomesOf(answer) !== expected)
        throw new WrongAnswer(`other outcomes on ${directory}, example ${index}`);
  }
  const timings = await takeTurns(
    [
      asking(INDEX, some.length, find),
      asking(SCAN, some.length, look),
      asking(
        REASONED,
        some.length,
        ask(({ profile, asOf }) => matcher.reason(profile, asOf)),
      ),
      asking(DIRECT, some.length, direct),
      asking(REFERENCE, some.length, refer, 3),
    ],
    quick ? { rounds: 1, turnMs: 5 } : { rounds: 9, turnMs: 250 },
  );
  const found = some.reduce((sum, _, index) => sum + find(index).length, 0) / some.length;
  report.line(
    `${directory}: ${ruleSet.policies.length} policies, ${some.length} enterprises, each found for ${found.toFixed(0)} policies on average`,
  );
  report.timings(timings, 'an enterprise');
  const others = [SCAN, REASONED, DIRECT, REFERENCE].map(
    (name) => `${name} ${(medianOf(timings, name) / medianOf(timings, INDEX)).toFixed(1)} ×`,
  );
  report.line(`  no aim   ${others.join(', ')}`);
  report.line();
}

/** Without the ineligible, which the index doesn't list. */
function outcomesOf(decided: readonly (readonly string[])[]): string {
  return decided
    .filter(([, outcome]) => outcome !== 'ineligible')
    .map((each) => each.join(' '))
    .toSorted()
    .join('\n');
}
