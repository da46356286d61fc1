import type { RuleSet } from '../engine/rule-set.ts';
import { checkDefinitionExamples } from '../rules/checks/definition-examples.ts';
import { checkExamples } from '../rules/checks/examples.ts';
import { checkSources } from '../rules/checks/sources.ts';
import { checkUnits } from '../rules/checks/units.ts';
import type { Diagnostic } from '../rules/diagnostic.ts';
import { locate } from '../rules/locate.ts';
import { parseDocuments } from '../rules/parse-document.ts';
import type { Filed, RuleFile } from '../rules/parse-files.ts';
import { type ParsedRuleSet, parseRuleSet } from '../rules/parse-rule-set.ts';
import type { DocumentJson } from '../rules/schema/document-schema.ts';
import type { PolicyJson } from '../rules/schema/policy-schema.ts';

export interface CheckedRuleSet extends Pick<ParsedRuleSet, 'factFiles' | 'conditionFiles'> {
  readonly ruleSet: RuleSet | null;
  readonly policyFiles: readonly Filed<PolicyJson>[];
  readonly documents: readonly Filed<DocumentJson>[];
  readonly diagnostics: readonly Diagnostic[];
  readonly examples: number;
}

/** Everything `check` looks at: the rule set, its documents where given, the links between them, every example. */
export function checkRuleSet(
  ruleFiles: readonly RuleFile[],
  seedFiles: readonly RuleFile[] | null,
): CheckedRuleSet {
  const { diagnostics, facts, ...parsed } = parseRuleSet(ruleFiles);
  const { ruleSet, policyFiles, conditionFiles } = parsed;
  const parsedSeeds = parseDocuments(seedFiles ?? []);
  // While a file can't be read, what it links to would look unlinked.
  const policyCount = ruleFiles.filter(({ path }) => path.startsWith('policies/')).length;
  const allRead =
    policyFiles.length === policyCount && parsedSeeds.documents.length === (seedFiles ?? []).length;
  const further = [
    ...checkUnits(policyFiles, conditionFiles, parsedSeeds.documents, facts),
    ...(seedFiles === null || !allRead ? [] : checkSources(policyFiles, parsedSeeds.documents)),
    ...(ruleSet === null ? [] : policyFiles.flatMap((policy) => checkExamples(ruleSet, policy))),
    ...(ruleSet === null ? [] : checkDefinitionExamples(ruleSet, parsed)),
  ];
  const texts = new Map([...ruleFiles, ...(seedFiles ?? [])].map((file) => [file.path, file.text]));
  return {
    ...parsed,
    documents: parsedSeeds.documents,
    diagnostics: locate([...diagnostics, ...parsedSeeds.diagnostics, ...further], texts),
    examples: policyFiles.reduce((total, { json }) => total + json.examples.length, 0),
  };
}
