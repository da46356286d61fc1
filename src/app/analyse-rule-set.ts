import { analyse } from '../analysis/analyse.ts';
import type { Finding, Where } from '../analysis/finding.ts';
import { namedConditions } from '../analysis/structure.ts';
import type { Condition } from '../engine/condition.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { type Diagnostic, diagnose, type Place } from '../rules/diagnostic.ts';
import type { WitnessJson } from '../rules/message.ts';
import type { ParsedRuleSet } from '../rules/parse-rule-set.ts';
import { valueToJson } from '../rules/value-to-json.ts';
import { wordsFor } from './finding-words.ts';

/** What a rule set says that nobody can have meant, as diagnostics at the places in its files. */
export function analyseRuleSet(
  ruleSet: RuleSet,
  files: Pick<ParsedRuleSet, 'policyFiles' | 'factFiles' | 'conditionFiles'>,
): readonly Diagnostic[] {
  const fileOf = filesById(files);
  const rootOf = conditionsById(ruleSet);
  return analyse(ruleSet).map((finding) => {
    const { where } = finding;
    const place: Place = { file: fileOf.get(keyOf(where)) ?? '', pointer: where.at };
    const root = rootOf.get(keyOf(where));
    const { code, details } = wordsFor(finding, ruleSet, (pointer) => findPart(root, pointer));
    return diagnose(code, place, { ...details, ...witnessOf(finding, ruleSet) });
  });
}

function keyOf({ in: kind, id }: Pick<Where, 'in' | 'id'>): string {
  return `${kind} ${id}`;
}

function filesById({
  policyFiles,
  factFiles,
  conditionFiles,
}: Parameters<typeof analyseRuleSet>[1]): ReadonlyMap<string, string> {
  return new Map<string, string>([
    ...policyFiles.map(({ file, json }) => [`policy ${json.id}`, file] as const),
    ...conditionFiles.map(({ file, json }) => [`condition ${json.id}`, file] as const),
    ...factFiles.flatMap(({ file, json }) => json.facts.map(({ id }) => [`fact ${id}`, file] as const)),
  ]);
}

function conditionsById(ruleSet: RuleSet): ReadonlyMap<string, Condition> {
  return new Map([
    ...ruleSet.policies.map(({ id, condition }) => [`policy ${id}`, condition] as const),
    ...[...namedConditions(ruleSet)].map(([id, condition]) => [`condition ${id}`, condition] as const),
  ]);
}

/** The part at a place; what is inside a named condition is in another file. */
function findPart(condition: Condition | undefined, pointer: string): Condition | undefined {
  if (condition === undefined || condition.at === pointer) return condition;
  if (condition.kind === 'all' || condition.kind === 'any')
    return condition.parts.map((part) => findPart(part, pointer)).find((part) => part !== undefined);
  return condition.kind === 'not' ? findPart(condition.part, pointer) : undefined;
}

/** In the form of an example of a policy: each fact as the body that vouches for it reports it. */
function witnessOf(finding: Finding, ruleSet: RuleSet): { readonly witness?: WitnessJson } {
  if (!('witness' in finding) || finding.witness === null) return {};
  const { profile, asOf } = finding.witness;
  const byId = [...profile].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const reports = byId.flatMap(([id, [report]]) => {
    const fact = ruleSet.facts.get(id);
    if (fact === undefined || report === undefined) return [];
    const value = valueToJson(fact.type, report.value);
    return [[id, report.source === null ? value : { value, source: report.source }] as const];
  });
  return { witness: { asOf, profile: Object.fromEntries(reports) } };
}
