import { createMatcher } from '../engine/index/matcher.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import type { MatchRequest } from '../rules/match-request.ts';
import type { Language } from '../rules/plain/language.ts';
import { answer } from './answer.ts';
import { type ByteText, jsonByteText } from './quick/byte-text.ts';
import { isQuick, QuickAnswers } from './quick/quick-answer.ts';

/** The answer to a request that isn't recorded, as JSON: that of `answer`, byte for byte. */
export type AnswerText = (request: MatchRequest, language: Language) => ByteText;

/** Answers one request after the other by one rule set, quickly. */
export function createAnswerer(ruleSet: RuleSet): AnswerText {
  const matcher = createMatcher(ruleSet);
  const quick = {
    zh: new QuickAnswers(ruleSet, matcher, 'zh'),
    en: new QuickAnswers(ruleSet, matcher, 'en'),
  };
  return (request, language) =>
    isQuick(request) ? quick[language].answer(request) : jsonByteText(answer(ruleSet, request, language));
}
