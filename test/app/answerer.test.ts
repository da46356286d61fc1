import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answer } from '../../src/app/answer.ts';
import { createAnswerer } from '../../src/app/answerer.ts';
import { toBytes } from '../../src/app/quick/byte-text.ts';
import { isQuick } from '../../src/app/quick/quick-answer.ts';
import { OUTCOMES } from '../../src/engine/match.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import type { MatchRequest } from '../../src/rules/match-request.ts';
import { EXPLANATIONS } from '../../src/rules/schema/match-request-schema.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { arbitraryProfile } from '../generate/profile.ts';
import { arbitraryRuleSet } from '../generate/rule-set.ts';
import { shippedExamples } from './shipped-examples.ts';

const LANGUAGES = ['zh', 'en'] as const;

/** The answers are those of `answer`, byte for byte; says how many of them were quick. */
function expectSame(ruleSet: RuleSet, requests: readonly MatchRequest[]): number {
  const answerText = createAnswerer(ruleSet);
  for (const request of requests)
    for (const language of LANGUAGES) {
      const text = new TextDecoder().decode(toBytes(answerText(request, language)));
      expect(text).toBe(JSON.stringify(answer(ruleSet, request, language)));
    }
  return requests.filter(isQuick).length;
}

const asked = fc.record({
  subject: fc.constantFrom(null, '91341881MAY1A7K27B'),
  include: fc.subarray([...OUTCOMES]),
  explain: fc.constantFrom(...EXPLANATIONS),
  record: fc.constant(false),
});

it('answers as `answer` does, on generated rule sets', () => {
  let quick = 0;
  const arbitraryCase = arbitraryRuleSet.chain((ruleSet) => {
    const request = fc
      .tuple(asked, arbitraryProfile(ruleSet), arbitraryAsOf)
      .map(([rest, profile, asOf]): MatchRequest => ({ ...rest, profile, asOf }));
    return fc.tuple(fc.constant(ruleSet), fc.array(request, { minLength: 4, maxLength: 8 }));
  });
  fc.assert(
    fc.property(arbitraryCase, ([ruleSet, requests]) => {
      quick += expectSame(ruleSet, requests);
    }),
    { numRuns: 25 },
  );
  expect(quick).toBeGreaterThan(20);
});

it.each(['rules', 'examples/national/rules'])('and on %s', async (directory) => {
  const { ruleSet, profiles } = await shippedExamples(directory);
  const some = profiles.filter((_, index) => index % 30 === 0);
  const requests = some.flatMap(({ profile, asOf }) =>
    (['none', 'reasons'] as const).map((explain): MatchRequest => {
      const include = ['eligible', 'conditional', 'undetermined'] as const;
      return { subject: null, profile, asOf, include, explain, record: false };
    }),
  );
  expect(expectSame(ruleSet, requests)).toBeGreaterThan(5);
});
