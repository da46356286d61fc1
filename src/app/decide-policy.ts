import { amountOf, decide, isInForce, type Outcome } from '../engine/match.ts';
import { createReader } from '../engine/reading.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import type { MatchRequest } from '../rules/match-request.ts';
import type { Language } from '../rules/plain/language.ts';
import {
  type BenefitView,
  type NearMissView,
  type RemainingView,
  viewAmount,
  viewNearMiss,
  viewRemaining,
} from './answer.ts';
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
  /** What it comes to by itself; absent where the policy states no amount or the outcome is `ineligible`. */
  readonly amount?: Partial<BenefitView>;
  /** For `ineligible`: what would turn the no into a yes. */
  readonly nearMiss?: NearMissView;
}

/** Decides one policy, in force or not: the tree is worth reading either way. */
export function decidePolicy(
  ruleSet: RuleSet,
  policy: Policy,
  { profile, asOf }: Pick<MatchRequest, 'profile' | 'asOf'>,
  language: Language,
): PolicyDecision {
  const reader = createReader(ruleSet, profile, asOf);
  const decided = decide(policy, reader, createReader(ruleSet, profile, asOf, { vouchedOnly: true }));
  const amount = amountOf(decided, reader);
  return {
    asOf,
    outcome: isInForce(policy, asOf) ? decided.outcome : 'not-in-force',
    explanation: viewTrace(ruleSet, decided.trace, language),
    missing: decided.missing,
    remaining: decided.remaining.map((each) => viewRemaining(ruleSet, each, language)),
    ...(amount === null ? {} : { amount: viewAmount(ruleSet, amount, language) }),
    ...(decided.outcome === 'ineligible' ? viewNearMiss(ruleSet, decided, { profile, asOf }, language) : {}),
  };
}
