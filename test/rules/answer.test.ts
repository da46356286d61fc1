import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, answer } from '../../src/app/answer.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { ENGINE_VERSION } from '../../src/engine/version.ts';
import { parseMatchRequest } from '../../src/rules/match-request.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import type { Language } from '../../src/rules/plain/language.ts';
import { ANSWER_FILES, PROFILE } from './answer-rule-set.ts';

const TODAY = '2024-09-01';

function compile(files: readonly RuleFile[]): RuleSet {
  const { ruleSet, diagnostics } = parseRuleSet(files);
  if (ruleSet === null) throw new Error(JSON.stringify(diagnostics));
  return ruleSet;
}

function ask(request: object, language: Language = 'zh', ruleSet = compile(ANSWER_FILES)): Answer {
  const parsed = parseMatchRequest(ruleSet, { source: 'tax', profile: PROFILE, ...request }, TODAY);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return answer(ruleSet, parsed.request, language);
}

const ids = ({ matches }: Answer) => matches.map(({ policyId }) => policyId);
const EVERY = { include: ['ineligible', 'undetermined', 'conditional', 'eligible'] };

describe('matches come by outcome, then by id', () => {
  it('of every outcome asked for, whatever the order of asking', () =>
    expect(ask(EVERY).matches.map(({ policyId, outcome }) => `${outcome} ${policyId}`)).toEqual([
      'eligible b-guide',
      'eligible j-staff',
      'conditional c-confirmed',
      'conditional d-vouched',
      'undetermined e-intense',
      'undetermined f-spending',
      'undetermined g-old',
      'ineligible a-guide',
      'ineligible i-elsewhere',
    ]));

  const check = (include: readonly string[] | undefined, ...expected: readonly string[]) =>
    it(`include ${include}`, () => expect(ids(ask(include === undefined ? {} : { include }))).toEqual(expected));

  check(['ineligible'], 'a-guide', 'i-elsewhere');
  check(['conditional', 'eligible'], 'grant-small', 'b-guide', 'j-staff', 'c-confirmed', 'd-vouched');
  check([]);
  check(undefined, 'b-guide', 'c-confirmed');
});
