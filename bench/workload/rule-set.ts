import { readFileSync } from 'node:fs';
import type { Condition } from '../../src/engine/condition.ts';
import type { Hierarchy } from '../../src/engine/hierarchy.ts';
import type { Policy, RuleSet } from '../../src/engine/rule-set.ts';
import { compileCondition } from '../../src/rules/compile/condition.ts';
import { compilePolicy } from '../../src/rules/compile/policy.ts';
import type { Scope } from '../../src/rules/compile/scope.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import type { ConditionJson } from '../../src/rules/schema/condition-schema.ts';
import type { PolicyJson } from '../../src/rules/schema/policy-schema.ts';
import { AUTHORITIES, DERIVED, REPORTED } from './catalogue.ts';
import { NAMED } from './conditions.ts';
import { createPlaces, type Places } from './places.ts';
import { drawPolicies, groupsOf } from './policies.ts';

/** The day for which everything is decided. */
export const AS_OF = '2025-09-01';

/** One number decides the whole workload. */
export const SEED = 20250901;

const HIERARCHY_FILES = ['hierarchies/divisions.json', 'hierarchies/industries.json'].map((path) => ({
  path,
  text: readFileSync(new URL(`../../rules/${path}`, import.meta.url), 'utf8'),
}));

const file = (path: string, json: unknown): RuleFile => ({ path, text: JSON.stringify(json, null, 2) });

const TITLE = { zh: '测试用规则', en: 'workload' };

/** The rule files of so many policies, with the named conditions and groups that they use and the whole catalogue. */
export function ruleFiles(count: number, seed = SEED): readonly RuleFile[] {
  return filesOf(drawPolicies(count, placesOf(divisions(), seed), seed));
}

function filesOf(policies: readonly PolicyJson[]): readonly RuleFile[] {
  const used = new Set(policies.flatMap(({ conditions }) => namesIn(conditions)));
  return [
    file('rule-set.json', { title: TITLE, regionFact: 'registeredRegion' }),
    file('authorities.json', { authorities: AUTHORITIES }),
    ...HIERARCHY_FILES,
    file('facts/reported.json', { subject: TITLE, facts: REPORTED }),
    file('facts/derived.json', { subject: TITLE, facts: DERIVED }),
    ...NAMED.filter(({ id }) => used.has(id)).map((json) => file(`conditions/${json.id}.json`, json)),
    ...groupsOf(policies).map((json) => file(`exclusions/${json.id}.json`, json)),
    ...policies.map((json) => file(`policies/${json.region}/${json.id}.json`, json)),
  ];
}

/**
 * The rule set of so many policies. It is what parsing `ruleFiles` gives, but for the digest: the policies go to the rule
 * compiler as they are drawn, without a text in between.
 */
export function createRuleSet(count: number, seed = SEED): RuleSet {
  const base = parsed(filesOf([]));
  const policies = drawPolicies(count, placesOf(divisions(base), seed), seed);
  const used = new Set(policies.flatMap(({ conditions }) => namesIn(conditions)));
  const groups = groupsOf(policies);
  const scope = createScope(base, new Set(groups.map(({ id }) => id)));
  const compiled = policies.map((json): Policy => {
    const regionFact = base.facts.get(base.regionFact);
    const policy = compilePolicy(json, `policies/${json.region}/${json.id}.json`, regionFact, scope);
    if (policy === undefined) throw new Error(`policy '${json.id}' of the workload has a mistake`);
    return policy;
  });
  return {
    ...base,
    digest: `workload of ${count} policies, seed ${seed}`,
    conditionLabels: new Map(NAMED.filter(({ id }) => used.has(id)).map(({ id, label }) => [id, label])),
    exclusionGroups: new Map(groups.map(({ id, label }) => [id, { id, label, atMost: 1, cap: null }])),
    policies: compiled,
  };
}

function createScope(base: RuleSet, groups: ReadonlySet<string>): Scope {
  const compiled = new Map<string, Condition | undefined>();
  const scope: Scope = {
    ...{ authorities: base.authorities, hierarchies: base.hierarchies, facts: base.facts },
    conditionNames: new Set(NAMED.map(({ id }) => id)),
    exclusionGroups: groups,
    named(name) {
      const json = NAMED.find(({ id }) => id === name);
      if (json !== undefined && !compiled.has(name)) {
        const place = { file: `conditions/${name}.json`, pointer: '/conditions' };
        compiled.set(name, compileCondition(json.conditions, place, scope, [name]));
      }
      return compiled.get(name);
    },
    report(diagnostics) {
      for (const { file, pointer, message } of [diagnostics].flat())
        throw new Error(`${file}${pointer}: ${message.en}`);
    },
  };
  return scope;
}

/** Where policies apply and enterprises are. */
export function placesOf(divisionTable: Hierarchy, seed = SEED): Places {
  return createPlaces(divisionTable, seed);
}

function divisions(base: RuleSet = parsed(filesOf([]))): Hierarchy {
  const table = base.hierarchies.get('division');
  if (table === undefined) throw new Error('no divisions');
  return table;
}

function parsed(files: readonly RuleFile[]): RuleSet {
  const { ruleSet, diagnostics } = parseRuleSet(files);
  if (ruleSet === null) throw new Error(JSON.stringify(diagnostics.slice(0, 5), null, 2));
  return ruleSet;
}

/** The named conditions that a condition refers to. */
function namesIn(json: ConditionJson | undefined): readonly string[] {
  if (json === undefined) return [];
  if ('all' in json) return json.all.flatMap(namesIn);
  if ('any' in json) return json.any.flatMap(namesIn);
  if ('not' in json) return namesIn(json.not);
  return 'condition' in json ? [json.condition] : [];
}
