import { addDays, type CivilDate } from '../engine/civil-date.ts';
import type { Condition } from '../engine/condition.ts';
import { amountOf, decide, isInForce } from '../engine/match.ts';
import { createReader } from '../engine/reading.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { parseProfile } from '../rules/profile-json.ts';
import type { ExampleJson } from '../rules/schema/policy-schema.ts';
import { valueToJson } from '../rules/value-to-json.ts';
import { partsOf, type Values, valuesFor } from './example-profiles.ts';

/** The examples that a policy needs, and those that were not found. */
export interface WrittenExamples {
  readonly examples: readonly ExampleJson[];
  readonly lacking: readonly Lacking[];
}

/** An example that fails only at that place, or, where it is null, meets everything. */
export interface Lacking {
  readonly at: string | null;
  /** Whether it is proved that there can be none. */
  readonly proved: boolean;
}

/**
 * Writes examples of a policy: everything met; each part alone not met; each fact not known; each other member of a list; the
 * first and last days in force. What they come to is what the program says: whoever wrote the policy must compare it with the source.
 */
export function writeExamples(policy: Policy, today: CivilDate, ruleSet: RuleSet): WrittenExamples {
  const asOf = dayInForce(policy, today);
  const met = valuesFor(policy, null, asOf, ruleSet);
  if (typeof met === 'string') return { examples: [], lacking: [{ at: null, proved: met === 'none' }] };
  const write = (name: string, values: Values, day = asOf) =>
    writeExample(name, values, day, policy, ruleSet);
  const failing = partsOf(policy).map((part) => ({
    part,
    values: valuesFor(policy, part.at, asOf, ruleSet),
  }));
  const unknown = [...met.keys()].map((fact) => {
    const without = new Map([...met].filter(([id]) => id !== fact));
    return write(`${factLabel(fact, ruleSet)}没有查到`, without);
  });
  const members = otherMembers(policy, met).map(([fact, member]) =>
    write(
      `${factLabel(fact, ruleSet)}为${memberLabel(fact, member, ruleSet)}`,
      new Map([...met, [fact, member]]),
    ),
  );
  return {
    examples: [
      write('各项条件都满足', met),
      ...members.filter(({ outcome }) => outcome === 'eligible' || outcome === 'conditional'),
      ...failing.flatMap(({ part, values }) =>
        typeof values === 'string' ? [] : [write(`仅因${labelOf(part, ruleSet)}不满足`, values)],
      ),
      ...unknown.filter(({ outcome }) => outcome === 'undetermined'),
      ...(policy.delivery === 'automatic' ? [writeDeclared('企业自报', met, asOf, policy, ruleSet)] : []),
      ...daysAround(policy).map(([name, day]) => write(name, met, day)),
    ],
    lacking: failing.flatMap(({ part, values }) =>
      typeof values === 'string' ? [{ at: part.at, proved: values === 'none' }] : [],
    ),
  };
}

/** The members of the lists that a value may be in, other than the one it has. */
function otherMembers(policy: Policy, met: Values): readonly (readonly [string, string])[] {
  return partsOf(policy).flatMap((part) => {
    if (part.kind !== 'leaf' || !('constant' in part.wanted) || !Array.isArray(part.wanted.constant))
      return [];
    const { fact, wanted } = part;
    if (part.operator !== 'in' && part.operator !== 'within') return [];
    const list = wanted.constant as readonly string[];
    return list
      .filter((member) => met.has(fact) && member !== met.get(fact))
      .map((member) => [fact, member] as const);
  });
}

function factLabel(id: string, { facts }: RuleSet): string {
  return facts.get(id)?.label.zh ?? id;
}

function memberLabel(id: string, member: string, { facts }: RuleSet): string {
  return facts.get(id)?.valueLabels.get(member)?.zh ?? member;
}

function dayInForce({ validFrom, validTo }: Policy, today: CivilDate): CivilDate {
  return validFrom ?? (validTo !== null && validTo < today ? validTo : today);
}

function daysAround({ validFrom, validTo }: Policy): readonly (readonly [string, CivilDate])[] {
  return [
    ...(validFrom === null ? [] : [['生效前一日', addDays(validFrom, -1)] as const]),
    ...(validTo === null
      ? []
      : ([
          ['有效末日', validTo],
          ['失效次日', addDays(validTo, 1)],
        ] as const)),
  ];
}

function labelOf(part: Condition, ruleSet: RuleSet): string {
  if (part.kind === 'leaf') return factLabel(part.fact, ruleSet);
  if (part.kind === 'named') return ruleSet.conditionLabels.get(part.name)?.zh ?? part.name;
  return part.at;
}

/** Each fact as a body reports it that may: the aggregator where there is one, else the first authority. */
function writeExample(
  name: string,
  values: Values,
  asOf: CivilDate,
  policy: Policy,
  ruleSet: RuleSet,
): ExampleJson {
  const hub = [...ruleSet.authorities.values()].find(({ aggregator }) => aggregator)?.id;
  const profile = Object.entries(plainProfile(values, ruleSet)).map(([id, value]) => [
    id,
    hub === undefined ? { value, source: ruleSet.facts.get(id)?.authorities[0] } : value,
  ]);
  const source = hub === undefined ? {} : { source: hub };
  return withResult({ name, asOf, ...source, profile: Object.fromEntries(profile) }, policy, ruleSet);
}

/** As the enterprise alone says it: under an automatic policy that is no yes yet. */
function writeDeclared(
  name: string,
  values: Values,
  asOf: CivilDate,
  policy: Policy,
  ruleSet: RuleSet,
): ExampleJson {
  return withResult({ name, asOf, profile: plainProfile(values, ruleSet) }, policy, ruleSet);
}

function plainProfile(values: Values, { facts }: RuleSet): Readonly<Record<string, unknown>> {
  const plain = [...values].map(([id, value]) => {
    const fact = facts.get(id);
    return [id, fact === undefined ? null : valueToJson(fact.type, value)] as const;
  });
  return Object.fromEntries(plain);
}

function withResult(
  base: Pick<ExampleJson, 'name' | 'asOf' | 'source'> & {
    readonly profile: Readonly<Record<string, unknown>>;
  },
  policy: Policy,
  ruleSet: RuleSet,
): ExampleJson {
  const { asOf } = base;
  const { profile } = parseProfile(ruleSet, base.profile, base.source ?? null);
  if (profile === null) throw new Error(`an example of ${policy.id} can't be read back`);
  if (!isInForce(policy, asOf)) return { ...base, outcome: 'not-in-force' };
  const reader = createReader(ruleSet, profile, asOf);
  const decision = decide(policy, reader, createReader(ruleSet, profile, asOf, { vouchedOnly: true }));
  const amount = amountOf(decision, reader);
  const { outcome, missing } = decision;
  return {
    ...base,
    outcome,
    ...(missing.length === 0 ? {} : { missing: [...missing] }),
    ...(amount === null ? {} : { amount: amount.amount?.toFixed(2) ?? 'unknown' }),
  };
}
