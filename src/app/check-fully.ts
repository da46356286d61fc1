import { type Diagnostic, hasErrors } from '../rules/diagnostic.ts';
import { locate } from '../rules/locate.ts';
import type { DiagnosticCode } from '../rules/messages.ts';
import { ANALYSIS_MESSAGES } from '../rules/messages-analysis.ts';
import { EXAMPLE_WORTH_MESSAGES } from '../rules/messages-examples.ts';
import type { RuleFile } from '../rules/parse-files.ts';
import { analyseRuleSet } from './analyse-rule-set.ts';
import { type CheckedRuleSet, checkRuleSet } from './check-rule-set.ts';
import { compareEvaluators } from './compare-evaluators.ts';
import { type Examined, examineExamples, type Progress } from './examine-examples.ts';

export interface FullyChecked extends CheckedRuleSet {
  /** What trying mutants found; null where there are errors, or it wasn't asked for. */
  readonly examined: Examined | null;
}

/**
 * What can be told only of rules that compile. While they don't, none of it is found: that doesn't mean that it is put
 * right.
 */
export const TOLD_OF_WHOLE_RULES: ReadonlySet<DiagnosticCode> = new Set([
  ...(Object.keys(ANALYSIS_MESSAGES) as (keyof typeof ANALYSIS_MESSAGES)[]),
  ...(Object.keys(EXAMPLE_WORTH_MESSAGES) as (keyof typeof EXAMPLE_WORTH_MESSAGES)[]),
  ...(['few-examples', 'example-coverage', 'example-failed'] as const),
]);

interface Options {
  /** Whether to edit each rule on trial and ask whether an example notices. */
  readonly mutation: boolean;
  readonly progress?: Progress;
}

/**
 * Everything `check` looks at, and what takes longer: every example on both evaluators, every rule edited on trial. What
 * examples are worth is asked once there are no errors.
 */
export async function checkFully(
  ruleFiles: readonly RuleFile[],
  seedFiles: readonly RuleFile[] | null,
  { mutation, progress }: Options,
): Promise<FullyChecked> {
  const checked = checkRuleSet(ruleFiles, seedFiles);
  const { ruleSet } = checked;
  if (ruleSet === null) return { ...checked, examined: null };
  const differing: Diagnostic[] = [...analyseRuleSet(ruleSet, checked)];
  for (const filed of checked.policyFiles) differing.push(...(await compareEvaluators(ruleSet, filed)));
  const sound = !hasErrors([...checked.diagnostics, ...differing]);
  const examined = mutation && sound ? examineExamples(ruleSet, checked, progress) : null;
  const texts = new Map([...ruleFiles, ...(seedFiles ?? [])].map((file) => [file.path, file.text]));
  const diagnostics = [...checked.diagnostics, ...differing, ...(examined?.diagnostics ?? [])];
  return { ...checked, diagnostics: locate(diagnostics, texts), examined };
}
