import type { CivilDate } from './engine/civil-date.ts';
import { type Match, match } from './engine/match.ts';
import type { RuleSet } from './engine/rule-set.ts';
import { readJsonFiles } from './io/rule-files.ts';
import type { Diagnostic } from './rules/diagnostic.ts';
import { parseRuleSet } from './rules/parse-rule-set.ts';
import { parseProfile } from './rules/profile-json.ts';

export type { Match, Outcome } from './engine/match.ts';
export type { Policy, RuleSet } from './engine/rule-set.ts';
export type { Diagnostic } from './rules/diagnostic.ts';
export { parseRuleSet };

/** The rule files of a directory have mistakes; `diagnostics` lists them all. */
export class InvalidRuleSet extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(directory: string, diagnostics: readonly Diagnostic[]) {
    super(`${directory}: ${diagnostics.length} diagnostics`);
    this.diagnostics = diagnostics;
  }
}

/**
 * Reads, checks and compiles the rule set in a directory.
 * Throws `InvalidRuleSet` where its files have mistakes, and what the file system throws.
 */
export async function loadRuleSet(directory: string): Promise<RuleSet> {
  const { ruleSet, diagnostics } = parseRuleSet(await readJsonFiles(directory));
  if (ruleSet === null) throw new InvalidRuleSet(directory, diagnostics);
  return ruleSet;
}

/** A profile can't be read; `diagnostics` lists every problem. */
export class InvalidProfile extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ pointer, message }) => `${pointer}: ${message.en}`).join('; '));
    this.diagnostics = diagnostics;
  }
}

export interface Matcher {
  /**
   * Decides every policy in force on `asOf` (`YYYY-MM-DD`). `source` is the authority that vouches for plain values;
   * without it they are self-declared. No IO. Throws `InvalidProfile`.
   */
  match(
    profile: Readonly<Record<string, unknown>>,
    options: { readonly asOf: CivilDate; readonly source?: string },
  ): readonly Match[];
}

/** A matcher for one rule set. */
export function createMatcher(ruleSet: RuleSet): Matcher {
  return {
    match(json, { asOf, source }) {
      const { profile, diagnostics } = parseProfile(ruleSet, json, source ?? null);
      if (profile === null) throw new InvalidProfile(diagnostics);
      return match(ruleSet, profile, asOf);
    },
  };
}
