import { amountOf, decide, isInForce } from '../engine/match.ts';
import { createReader } from '../engine/reading.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { type ReferenceMatch, referenceMatch } from '../reference/reference.ts';
import { type ReadExample, readExamples } from '../rules/checks/read-examples.ts';
import { type Diagnostic, diagnose } from '../rules/diagnostic.ts';
import type { Filed } from '../rules/parse-files.ts';
import type { PolicyJson } from '../rules/schema/policy-schema.ts';

/** The second evaluator; another one in tests. */
export type Reference = typeof referenceMatch;

/** Runs the examples of one policy on the reference too: a difference is a defect of the program, and said to be one. */
export async function compareEvaluators(
  ruleSet: RuleSet,
  filed: Filed<PolicyJson>,
  reference: Reference = referenceMatch,
): Promise<readonly Diagnostic[]> {
  const policy = ruleSet.policies.find(({ id }) => id === filed.json.id);
  if (policy === undefined) return [];
  const alone = { ...ruleSet, policies: [policy] };
  const differing: Diagnostic[] = [];
  for (const each of readExamples(ruleSet, filed, [])) {
    const [match] = await reference(alone, each.profile, each.example.asOf);
    const [ours, theirs] = [engineResult(ruleSet, policy, each), referenceResult(match)];
    if (ours !== theirs)
      differing.push(
        diagnose('evaluators-differ', each.place, {
          about: each.example.name,
          expected: ours,
          found: theirs,
        }),
      );
  }
  return differing;
}

function engineResult(ruleSet: RuleSet, policy: Policy, { example, profile }: ReadExample): string {
  const { asOf } = example;
  if (!isInForce(policy, asOf)) return NOT_IN_FORCE;
  const reader = createReader(ruleSet, profile, asOf);
  const decision = decide(policy, reader, createReader(ruleSet, profile, asOf, { vouchedOnly: true }));
  const amount = amountOf(decision, reader);
  const fen = (yuan: { toFixed(places: number): string } | null | undefined) => yuan?.toFixed(2) ?? null;
  return inWords(decision.outcome, decision.automatic, [
    fen(amount?.amount),
    fen(amount?.atLeast),
    fen(amount?.atMost),
  ]);
}

function referenceResult(match: ReferenceMatch | undefined): string {
  if (match === undefined) return NOT_IN_FORCE;
  return inWords(match.outcome, match.automatic, [match.amount, match.atLeast, match.atMost]);
}

const NOT_IN_FORCE = 'not-in-force';

function inWords(outcome: string, automatic: boolean, figures: readonly (string | null)[]): string {
  const [amount, atLeast, atMost] = figures;
  return [
    outcome,
    ...(automatic ? ['automatic'] : []),
    ...(amount === null ? [] : [amount]),
    ...(atLeast === null ? [] : [`>= ${atLeast}`]),
    ...(atMost === null ? [] : [`<= ${atMost}`]),
  ].join(', ');
}
