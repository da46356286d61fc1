import type { CivilDate } from './engine/civil-date.ts';
import type { Found } from './engine/index/found.ts';
import { createMatcher as createIndex } from './engine/index/matcher.ts';
import { type Match, match } from './engine/match.ts';
import type { Policy, RuleSet } from './engine/rule-set.ts';
import { readJsonFiles } from './io/rule-files.ts';
import type { Diagnostic } from './rules/diagnostic.ts';
import { parseMatchRequest } from './rules/match-request.ts';
import { parseRuleSet } from './rules/parse-rule-set.ts';

export type { Found } from './engine/index/found.ts';
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

/** A profile can't be read, or there is no such day or authority; `diagnostics` lists every problem. */
export class InvalidProfile extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ pointer, message }) => `${pointer}: ${message.en}`).join('; '));
    this.diagnostics = diagnostics;
  }
}

/** Whom to ask about, and when. */
export interface MatchOptions {
  /** `YYYY-MM-DD`. */
  readonly asOf: CivilDate;
  /** The authority that vouches for plain values; without it, or with `self`, they are self-declared. */
  readonly source?: string;
}

/** A profile as a request has it: fact ids with plain values or reports. */
export type ProfileJson = Readonly<Record<string, unknown>>;

/** Nothing of it does IO. Throws `InvalidProfile` for a profile or options that can't be read. */
export interface Matcher {
  /** Decides every policy in force on `asOf`, the ineligible included, each with its trace. */
  match(profile: ProfileJson, options: MatchOptions): readonly Match[];
  /**
   * The policies in force that aren't ineligible, ordered by id, without traces: through an index, so that most policies are never
   * looked at.
   */
  find(profile: ProfileJson, options: MatchOptions): readonly Found[];
  /** Adds a policy, or replaces the one of its id. It must be compiled with the same facts, codes and groups. */
  put(policy: Policy): void;
  /** Takes a policy away; false where there was none of that id. */
  withdraw(id: string): boolean;
}

/** A matcher for one rule set. */
export function createMatcher(ruleSet: RuleSet): Matcher {
  const index = createIndex(ruleSet);
  const read = (profile: ProfileJson, { asOf, source }: MatchOptions) => {
    // Without a day there is no default here: null is refused.
    const json = { profile, asOf: asOf ?? null, ...(source === undefined ? {} : { source }) };
    const parsed = parseMatchRequest(ruleSet, json, asOf);
    if (!parsed.ok) throw new InvalidProfile(parsed.diagnostics);
    return parsed.request;
  };
  return {
    match(json, options) {
      const { profile, asOf } = read(json, options);
      return match({ ...ruleSet, policies: index.policies() }, profile, asOf);
    },
    find(json, options) {
      const { profile, asOf } = read(json, options);
      return index.find(profile, asOf);
    },
    put: (policy) => index.put(policy),
    withdraw: (id) => index.withdraw(id),
  };
}
