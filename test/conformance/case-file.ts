import { readdirSync, readFileSync } from 'node:fs';
import type { CivilDate } from '../../src/engine/civil-date.ts';
import type { Outcome } from '../../src/engine/match.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { parseProfile, SELF_DECLARED } from '../../src/rules/profile-json.ts';

/** One enterprise under one policy, with the outcome that the language gives it. Written in the rule language. */
export interface Case {
  readonly name: string;
  readonly conditions?: unknown;
  /** Fields of the policy other than its conditions; with a `region` it is for enterprises registered there. */
  readonly policy?: Readonly<Record<string, unknown>>;
  /** What the policy is worth, written in the rule language. */
  readonly amount?: unknown;
  readonly profile: Readonly<Record<string, unknown>>;
  /** By default the facts come from the tax authority. */
  readonly source?: string;
  readonly asOf?: CivilDate;
  readonly outcome: Outcome | 'not-in-force';
  readonly automatic?: boolean;
  readonly missing?: readonly string[];
  /** Facts to be vouched for, and `residual` for what no fact decides. */
  readonly remaining?: readonly string[];
  /** Yuan with two decimals, or the bounds where it is unknown; null is no bound. */
  readonly worth?: string | readonly [atLeast: string, atMost: string | null];
}

/**
 * One operator asked about one fact: values for which it holds, and values for which it doesn't. Where `value` is
 * another fact, each of them is a pair: this fact's value and the other's.
 */
export interface CellCase {
  readonly fact: string;
  readonly operator: string;
  readonly value: unknown;
  readonly yes: readonly unknown[];
  readonly no: readonly unknown[];
  /** Values too coarse to tell: the fact itself is what is missing. */
  readonly unknown?: readonly unknown[];
}

export interface CaseFile {
  readonly about: string;
  readonly cells?: readonly CellCase[];
  readonly cases?: readonly Case[];
}

/** A case with the rule set that has its policy and no other. */
export interface ReadyCase {
  readonly name: string;
  readonly expected: Case;
  readonly ruleSet: RuleSet;
  readonly profile: Profile;
  readonly asOf: CivilDate;
}

/** A misspelt key would be a case that says less than it seems to. */
const KEYS = {
  cell: ['fact', 'operator', 'value', 'yes', 'no', 'unknown'],
  case: [
    'name',
    'conditions',
    'policy',
    'profile',
    'source',
    'asOf',
    'outcome',
    'automatic',
    'missing',
    'remaining',
    'amount',
    'worth',
  ],
};

const HERE = new URL('.', import.meta.url);
const AS_OF = '2024-03-01';

/** The case files, by name. */
export function readCaseFiles(): readonly (readonly [string, CaseFile])[] {
  const names = readdirSync(new URL('cases', HERE)).toSorted();
  return names.map((name) => [
    name,
    JSON.parse(readFileSync(new URL(`cases/${name}`, HERE), 'utf8')) as CaseFile,
  ]);
}

/** Compiles the policies of all cases over the catalogue. Throws where a case isn't in the language. */
export function readyCases({ cells = [], cases = [] }: CaseFile): readonly ReadyCase[] {
  for (const each of cells) expectKeys(each, KEYS.cell);
  for (const each of cases) expectKeys(each, KEYS.case);
  const all = [...cells.flatMap(casesOfCell), ...cases];
  const files = all.map((each, index) => ({
    path: `policies/${idOf(index)}.json`,
    text: policyText(each, index),
  }));
  const { ruleSet, diagnostics } = parseRuleSet([...readCatalogue(), ...files]);
  if (ruleSet === null)
    throw new Error(JSON.stringify(diagnostics.filter(({ severity }) => severity === 'error').slice(0, 5)));
  const policies = new Map(ruleSet.policies.map((policy) => [policy.id, policy]));
  return all.map((each, index) => {
    const policy = policies.get(idOf(index));
    if (policy === undefined) throw new Error(`no policy came of '${each.name}'`);
    return {
      name: each.name,
      expected: each,
      ruleSet: { ...ruleSet, policies: [policy] },
      profile: readProfile(each, ruleSet),
      asOf: each.asOf ?? AS_OF,
    };
  });
}

/** Each value, no value at all, and all of it once more under `not`. */
function casesOfCell({ fact, operator, value, yes, no, unknown = [] }: CellCase): readonly Case[] {
  const conditions = { fact, operator, value };
  const read = isOther(value) ? [fact, value.fact] : [fact];
  const both = (values: readonly unknown[], outcome: Outcome, opposite: Outcome): readonly Case[] => {
    const known = read.map((id, index) => [id, values[index]]).filter(([, each]) => each !== undefined);
    const profile = Object.fromEntries(known) as Case['profile'];
    const absent = read.filter((id) => !(id in profile));
    const missing = outcome === 'undetermined' && absent.length === 0 ? [fact] : absent;
    const name = `${fact} ${operator} ${JSON.stringify(value)}：${JSON.stringify(profile)}`;
    return [
      { name, conditions, profile, outcome, missing },
      { name: `not ${name}`, conditions: { not: conditions }, profile, outcome: opposite, missing },
    ];
  };
  const valuesOf = (each: unknown) => (isOther(value) ? (each as readonly unknown[]) : [each]);
  const [left, right] = valuesOf(yes[0]);
  const lacking = isOther(value) ? [[], [left], [undefined, right]] : [[]];
  return [
    ...yes.flatMap((each) => both(valuesOf(each), 'eligible', 'ineligible')),
    ...no.flatMap((each) => both(valuesOf(each), 'ineligible', 'eligible')),
    ...unknown.flatMap((each) => both(valuesOf(each), 'undetermined', 'undetermined')),
    ...lacking.flatMap((each) => both(each, 'undetermined', 'undetermined')),
  ];
}

function expectKeys(each: object, allowed: readonly string[]): void {
  const unknown = Object.keys(each).filter((key) => !allowed.includes(key));
  if (unknown.length > 0) throw new Error(`unknown keys ${unknown} in ${JSON.stringify(each)}`);
}

function isOther(value: unknown): value is { readonly fact: string } {
  return typeof value === 'object' && value !== null && 'fact' in value;
}

function idOf(index: number): string {
  return `case-${index + 1}`;
}

function policyText({ conditions, amount, policy = {} }: Case, index: number): string {
  return JSON.stringify({
    id: idOf(index),
    title: { zh: '用例', en: 'case' },
    summary: { zh: '用例', en: 'case' },
    source: [{ document: 'conformance', clause: 'p1' }],
    departments: [],
    region: '340000',
    ...('region' in policy ? {} : { reach: 'anywhere' }),
    validFrom: null,
    validTo: null,
    delivery: 'application',
    basis: 'status',
    ...(conditions === undefined ? {} : { conditions }),
    benefit: {
      kind: 'service',
      text: { zh: '服务', en: 'service' },
      ...(amount === undefined ? {} : { amount }),
    },
    examples: [],
    ...policy,
  });
}

function readCatalogue() {
  const root = new URL('catalogue/', HERE);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));
}

function readProfile({ name, profile: json, source = 'tax' }: Case, ruleSet: RuleSet): Profile {
  const { profile, diagnostics } = parseProfile(ruleSet, json, source === SELF_DECLARED ? null : source);
  if (profile === null) throw new Error(`${name}: ${JSON.stringify(diagnostics)}`);
  return profile;
}
