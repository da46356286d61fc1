import type { RuleSet } from '../engine/rule-set.ts';
import { type ReferenceMatch, referenceMatch } from '../reference/reference.ts';
import type { MatchRequest } from '../rules/match-request.ts';

/** The outcomes of the reference evaluator, as many as the request asks for. */
export interface SecondOpinion {
  readonly asOf: string;
  readonly ruleSet: string;
  readonly engine: 'json-rules-engine';
  readonly matches: readonly ReferenceMatch[];
}

/** Matches one enterprise by way of json-rules-engine: outcomes alone, in the order of the policies. */
export async function secondOpinion(ruleSet: RuleSet, request: MatchRequest): Promise<SecondOpinion> {
  const matches = await referenceMatch(ruleSet, request.profile, request.asOf);
  return {
    asOf: request.asOf,
    ruleSet: ruleSet.digest,
    engine: 'json-rules-engine',
    matches: matches.filter(({ outcome }) => request.include.includes(outcome)),
  };
}
