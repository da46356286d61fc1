import { hasErrors } from '../rules/diagnostic.ts';
import type { RuleFile } from '../rules/parse-files.ts';
import { parseRuleSet } from '../rules/parse-rule-set.ts';
import { parsePhrase } from '../rules/phrase.ts';
import type { Language } from '../rules/plain/language.ts';
import { outline, outlineLines } from '../rules/plain/outline.ts';
import type { ConditionJson } from '../rules/schema/condition-schema.ts';
import { GROUNDS, type Ground } from '../rules/schema/fair-competition-schema.ts';

/** What a phrase means and on which grounds it treats enterprises differently; or what is wrong with it. In words. */
export type TriedCondition =
  | { readonly ok: true; readonly meaning: readonly string[]; readonly grounds: readonly Ground[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a phrase as a condition of a policy of that region, and says it back, so that a slip of a zero is seen. */
export function tryCondition(
  phrase: string,
  region: string,
  rules: readonly RuleFile[],
  language: Language,
): TriedCondition {
  const others = rules.filter(({ path }) => !path.startsWith('policies/') && !path.startsWith('exclusions/'));
  const { ruleSet } = parseRuleSet(others);
  if (ruleSet === null) return { ok: false, problems: [] };
  const parsed = parsePhrase(phrase, ruleSet);
  if (!parsed.ok) return { ok: false, problems: [parsed.problem[language]] };
  // A reason for every ground, so that what is idle tells which are not needed.
  const trial = trialFile(parsed.condition, region);
  const tried = parseRuleSet([...others, trial]);
  const own = tried.diagnostics.filter(({ file }) => file === trial.path);
  if (hasErrors(own)) return { ok: false, problems: own.map(({ message }) => message[language]) };
  const condition = tried.ruleSet?.policies[0]?.condition;
  if (tried.ruleSet === null || condition === undefined) return { ok: false, problems: [] };
  const idle = own
    .filter(({ code }) => code === 'idle-justification')
    .map(({ pointer }) => pointer.split('/')[2]);
  return {
    ok: true,
    meaning: outlineLines(outline(tried.ruleSet, condition, language), language),
    grounds: GROUNDS.filter((_, index) => !idle.includes(`${index}`)),
  };
}

function trialFile(conditions: ConditionJson, region: string): RuleFile {
  const text = { zh: '试', en: 'trial' };
  const json = {
    ...{ id: 'trial', title: text, summary: text, source: [{ document: 'trial', clause: '1' }] },
    ...{ departments: [], region, reach: 'anywhere', validFrom: null, validTo: null },
    ...{ delivery: 'application', basis: 'event', conditions, benefit: { kind: 'service', text } },
    fairCompetition: GROUNDS.map((ground) => ({ ground, reason: '试', reviewedBy: '试', reviewedOn: null })),
    examples: [],
  };
  return { path: `policies/${region}/trial.json`, text: JSON.stringify(json) };
}
