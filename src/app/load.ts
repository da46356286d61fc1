import type { RuleSet } from '../engine/rule-set.ts';
import { type Diagnostic, hasErrors } from '../rules/diagnostic.ts';
import { parseDocuments } from '../rules/parse-document.ts';
import type { Filed, RuleFile } from '../rules/parse-files.ts';
import { parseRuleSet } from '../rules/parse-rule-set.ts';
import type { DocumentJson } from '../rules/schema/document-schema.ts';

/** What matching and explaining need. Examples are not run: `check` does that. */
export interface Loaded {
  readonly ruleSet: RuleSet;
  /** The files that the rule set was parsed from. */
  readonly ruleFiles: readonly RuleFile[];
  readonly documents: readonly Filed<DocumentJson>[];
}

export type LoadResult =
  | { readonly ok: true; readonly loaded: Loaded }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Parses a rule set and its documents; any error in either refuses both. */
export function load(ruleFiles: readonly RuleFile[], seedFiles: readonly RuleFile[]): LoadResult {
  const { ruleSet, diagnostics } = parseRuleSet(ruleFiles);
  const seeds = parseDocuments(seedFiles);
  if (ruleSet === null || hasErrors(seeds.diagnostics))
    return { ok: false, diagnostics: [...diagnostics, ...seeds.diagnostics] };
  return { ok: true, loaded: { ruleSet, ruleFiles, documents: seeds.documents } };
}
