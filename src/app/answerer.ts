import type { RuleSet } from '../engine/rule-set.ts';
import type { MatchRequest } from '../rules/match-request.ts';
import type { Language } from '../rules/plain/language.ts';
import { answer } from './answer.ts';

/** The answer to a request that isn't recorded, as JSON text: that of `answer`, byte for byte. */
export type AnswerText = (request: MatchRequest, language: Language) => string;

/** Answers one request after the other by one rule set, quickly. */
export function createAnswerer(ruleSet: RuleSet): AnswerText {
  return (request, language) => JSON.stringify(answer(ruleSet, request, language));
}
