import { decide, isInForce, type Outcome } from '../engine/match.ts';
import { createReader } from '../engine/reading.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import type { MatchRequest } from '../rules/match-request.ts';
import type { Language } from '../rules/plain/language.ts';
import { type RemainingView, viewMatch } from './answer.ts';
import { type ExplanationView, viewTrace } from './explanation.ts';

/** One policy decided for one enterprise, with the whole tree. */
export interface PolicyDecision {
  readonly asOf: string;
  readonly outcome: Outcome | 'not-in-force';
  readonly explanation: ExplanationView;
  /** For `undetermined`: the facts that would settle it. */
  readonly missing: readonly string[];
  /** For `conditional`: what must be confirmed. */
  readonly remaining: readonly RemainingView[];
}

/** Decides one policy, in force or not: the tree is worth reading either way. */
export function decidePolicy(
  ruleSet: RuleSet,
  policy: Policy,
  { profile, asOf }: Pick<MatchRequest, 'profile' | 'asOf'>,
  language: Language,
): PolicyDecision {
  const vouched = createReader(ruleSet, profile, asOf, { vouchedOnly: true });
  const decided = decide(policy, createReader(ruleSet, profile, asOf), vouched);
  const { missing, remaining } = viewMatch(ruleSet, decided, 'none', language);
  return {
    asOf,
    outcome: isInForce(policy, asOf) ? decided.outcome : 'not-in-force',
    explanation: viewTrace(ruleSet, decided.trace, language),
    missing,
    remaining,
  };
}
