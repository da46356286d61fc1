import type { Condition } from '../engine/condition.ts';
import type { Authority, Fact, NamedGroup, Policy, RuleSet } from '../engine/rule-set.ts';
import { checkExclusions } from './checks/exclusions.ts';
import { checkFairCompetition, fairCompetitionOf } from './checks/fair-competition.ts';
import { checkLeaves } from './checks/leaves.ts';
import { checkUnusedConditions } from './checks/unused-conditions.ts';
import { compileExclusion } from './compile/amount.ts';
import { compileCondition } from './compile/condition.ts';
import { compileDerivation, compileFact } from './compile/fact.ts';
import { factCycles } from './compile/fact-cycle.ts';
import { compileHierarchy } from './compile/hierarchy.ts';
import { compilePolicy, findCodeFact } from './compile/policy.ts';
import type { Scope } from './compile/scope.ts';
import { type Diagnostic, diagnose, gatherIn, hasErrors, type Place } from './diagnostic.ts';
import { digestOf } from './digest.ts';
import { locate } from './locate.ts';
import type { DiagnosticCode } from './messages.ts';
import { type Filed, type ParsedFiles, parseFiles, type RuleFile } from './parse-files.ts';
import type { NamedConditionJson } from './schema/condition-schema.ts';
import type { FactJson } from './schema/fact-schema.ts';
import type { PolicyJson } from './schema/policy-schema.ts';

/** What a directory of rule files came to. Without errors there is a rule set; warnings don't hinder it. */
export interface ParsedRuleSet {
  readonly ruleSet: RuleSet | null;
  /** Policy files as written, for their examples and for rendering. */
  readonly policyFiles: readonly Filed<PolicyJson>[];
  /** The named conditions as written. */
  readonly conditionFiles: readonly Filed<NamedConditionJson>[];
  /** The fact catalogue; where there are errors, as much of it as compiled. */
  readonly facts: ReadonlyMap<string, Fact>;
  /** The files of facts as written. */
  readonly factFiles: ParsedFiles['facts'];
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses, checks and compiles a rule set. Mistakes are listed with file, line and column; nothing throws. */
export function parseRuleSet(files: readonly RuleFile[]): ParsedRuleSet {
  const diagnostics: Diagnostic[] = [];
  const report = gatherIn(diagnostics);
  const parsed = parseFiles(files, report);
  const broken = new Set(diagnostics.map(({ file }) => file.split('/')[0]));
  const facts = new Map<string, Fact>();
  const compiled = compile(parsed, facts, report);
  const certain = diagnostics.filter(({ code }) => RESTS_ON[code]?.some((part) => broken.has(part)) !== true);
  const located = locate(certain, new Map(files.map((file) => [file.path, file.text])));
  const ruleSet =
    compiled === null || hasErrors(located) ? null : { ...compiled, digest: digestOf(parsed.plain) };
  return {
    ruleSet,
    policyFiles: parsed.policies,
    conditionFiles: parsed.conditions,
    facts,
    factFiles: parsed.facts,
    diagnostics: located,
  };
}

/**
 * Where the names are declared or used that a diagnostic speaks of. While a file there is broken, nobody knows what it
 * would declare: one slip must not look like a hundred.
 */
const RESTS_ON: Partial<Record<DiagnosticCode, readonly string[]>> = {
  'unknown-fact': ['facts'],
  'unknown-authority': ['authorities.json'],
  'unknown-hierarchy': ['hierarchies'],
  'unknown-condition': ['conditions'],
  'unknown-group': ['exclusions'],
  'lonely-group': ['policies'],
  'unused-condition': ['conditions', 'facts', 'policies'],
};

/** Fills `facts`, and gives the rest with them. Null without a manifest. */
function compile(
  parsed: ParsedFiles,
  facts: Map<string, Fact>,
  report: Scope['report'],
): Omit<RuleSet, 'digest'> | null {
  const authorities = compileAuthorities(parsed);
  const hierarchies = new Map(
    uniqueById(parsed.hierarchies, report).map(({ file, json }) => [
      json.id,
      compileHierarchy(json, { file, pointer: '' }, { report }),
    ]),
  );
  const exclusionGroups = compileExclusions(parsed, hierarchies, report);
  const scope = createScope({
    parsed,
    authorities,
    hierarchies,
    facts,
    exclusionGroups: new Set(parsed.exclusions.map(({ json }) => json.id)),
    report,
  });
  compileFacts(parsed, facts, scope);
  for (const { file, json } of parsed.conditions) {
    const condition = scope.named(json.id, []);
    if (condition !== undefined) report(checkLeaves(condition, facts, file));
  }
  const policies = compilePolicies(parsed, scope);
  report(checkUnusedConditions(parsed));
  report(checkExclusions(parsed));
  if (parsed.manifest === undefined) return null;
  return {
    title: parsed.manifest.json.title,
    regionFact: parsed.manifest.json.regionFact,
    authorities,
    facts,
    hierarchies,
    conditionLabels: new Map(parsed.conditions.map(({ json }) => [json.id, json.label])),
    exclusionGroups,
    policies: policies.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function compilePolicies(parsed: ParsedFiles, scope: Scope): readonly Policy[] {
  const regionFact = findRegionFact(parsed, scope);
  const fair = fairCompetitionOf(parsed, scope);
  return uniqueById(parsed.policies, scope.report).flatMap(({ file, json }): Policy[] => {
    checkFileName(file, json.id, scope.report);
    const policy = compilePolicy(json, file, regionFact, scope);
    if (policy === undefined) return [];
    scope.report(checkLeaves(policy.condition, scope.facts, file));
    scope.report(checkFairCompetition(policy, { file, json }, fair));
    return [policy];
  });
}

/** The fact that says where an enterprise is registered; undefined where the manifest names none that could. */
function findRegionFact({ manifest }: ParsedFiles, scope: Scope): Fact | undefined {
  if (manifest === undefined) return undefined;
  const place = { file: manifest.file, pointer: '/regionFact' };
  return findCodeFact(manifest.json.regionFact, place, scope);
}

function compileAuthorities(parsed: ParsedFiles): ReadonlyMap<string, Authority> {
  const entries = Object.entries(parsed.authorities?.json.authorities ?? {});
  return new Map(
    entries.map(([id, { label, aggregator }]) => [id, { id, label, aggregator: aggregator === true }]),
  );
}

function compileExclusions(
  parsed: ParsedFiles,
  hierarchies: Scope['hierarchies'],
  report: Scope['report'],
): ReadonlyMap<string, NamedGroup> {
  const groups = uniqueById(parsed.exclusions, report).flatMap(
    ({ file, json }) => compileExclusion(json, file, { hierarchies, report }) ?? [],
  );
  return new Map(groups.map((group) => [group.id, group]));
}

/** Fills `facts`: first every fact by itself, then the derivations, which may name any of them. */
function compileFacts(parsed: ParsedFiles, facts: Map<string, Fact>, scope: Scope): void {
  const filed = parsed.facts.flatMap(({ file, json }) =>
    json.facts.map((fact, index) => ({ json: fact, file, pointer: `/facts/${index}` })),
  );
  const unique = uniqueById<FactJson>(filed, scope.report) as typeof filed;
  for (const { json, ...place } of unique) facts.set(json.id, compileFact(json, place, scope));
  for (const { json, file, pointer } of unique) {
    const fact = facts.get(json.id);
    if (fact === undefined || json.derived === undefined) continue;
    const place = { file, pointer: `${pointer}/derived` };
    const derivation = compileDerivation(fact, json.derived, place, scope);
    facts.set(fact.id, { ...fact, derivation });
    if (derivation?.kind === 'table')
      for (const { when } of derivation.rows) scope.report(checkLeaves(when, facts, file));
  }
  const placeOf = new Map(
    unique.map(({ json, file, pointer }): [string, Place] => [json.id, { file, pointer }]),
  );
  for (const cycle of factCycles(facts)) {
    const place = placeOf.get(cycle[0] ?? '');
    if (place !== undefined) scope.report(diagnose('cycle', place, { found: cycle.join(' → ') }));
  }
}

function createScope({
  parsed,
  ...rest
}: Omit<Scope, 'conditionNames' | 'named'> & { parsed: ParsedFiles }): Scope {
  const conditions = uniqueById(parsed.conditions, rest.report);
  const compiled = new Map<string, Condition | undefined>();
  const scope: Scope = {
    ...rest,
    conditionNames: new Set(conditions.map(({ json }) => json.id)),
    named(name, chain) {
      const filed = conditions.find(({ json }) => json.id === name);
      if (filed !== undefined && !compiled.has(name)) {
        const place = { file: filed.file, pointer: '/conditions' };
        compiled.set(name, compileCondition(filed.json.conditions, place, scope, [...chain, name]));
      }
      return compiled.get(name);
    },
  };
  return scope;
}

function uniqueById<T extends { readonly id: string }>(
  filed: readonly (Filed<T> & { readonly pointer?: string })[],
  report: Scope['report'],
): readonly Filed<T>[] {
  const first = new Map<string, Filed<T>>();
  for (const each of filed) {
    const earlier = first.get(each.json.id);
    if (earlier === undefined) first.set(each.json.id, each);
    else {
      const place = { file: each.file, pointer: `${each.pointer ?? ''}/id` };
      report(diagnose('duplicate-id', place, { found: each.json.id, about: earlier.file }));
    }
  }
  return [...first.values()];
}

function checkFileName(file: string, id: string, report: Scope['report']): void {
  if (!file.endsWith(`/${id}.json`))
    report(diagnose('file-name', { file, pointer: '/id' }, { expected: `${id}.json` }));
}
