import { addDays, type CivilDate } from '../engine/civil-date.ts';
import type { Condition } from '../engine/condition.ts';
import { amountOf, decide, isInForce } from '../engine/match.ts';
import { createReader } from '../engine/reading.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { parseProfile } from '../rules/profile-json.ts';
import type { ExampleJson } from '../rules/schema/policy-schema.ts';
import { valueToJson } from '../rules/value-to-json.ts';
import { partsOf, type Values, valuesFor } from './example-profiles.ts';

/** The examples that a policy needs, and the parts of its conditions for which none was found. */
export interface WrittenExamples {
  readonly examples: readonly ExampleJson[];
  /** Null stands for the example in which everything is met. */
  readonly lacking: readonly (string | null)[];
}

/**
 * Writes examples of a policy: everything met; each part alone not met; each fact not known; the first and last days in force. What
 * they come to is what the program says: whoever wrote the policy must compare it with the source.
 */
export function writeExamples(policy: Policy, today: CivilDate, ruleSet: RuleSet): WrittenExamples {
  const asOf = dayInForce(policy, today);
  const met = valuesFor(policy, null, asOf, ruleSet);
  if (met === null) return { examples: [], lacking: [null] };
  const write = (name: string, values: Values, day = asOf) =>
    writeExample(name, values, day, policy, ruleSet);
  const failing = partsOf(policy).map((part) => ({
    part,
    values: valuesFor(policy, part.at, asOf, ruleSet),
  }));
  return {
    examples: [
      write('各项条件都满足', met),
      ...failing.flatMap(({ part, values }) =>
        values === null ? [] : [write(`仅因${labelOf(part, ruleSet)}不满足`, values)],
      ),
      ...[...met.keys()].flatMap((fact) => {
        const without = new Map([...met].filter(([id]) => id !== fact));
        const example = write(`${ruleSet.facts.get(fact)?.label.zh ?? fact}没有查到`, without);
        return example.outcome === 'undetermined' ? [example] : [];
      }),
      ...daysAround(policy).map(([name, day]) => write(name, met, day)),
    ],
    lacking: failing.flatMap(({ part, values }) => (values === null ? [part.at] : [])),
  };
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

function labelOf(part: Condition, { facts, conditionLabels }: RuleSet): string {
  if (part.kind === 'leaf') return facts.get(part.fact)?.label.zh ?? part.fact;
  if (part.kind === 'named') return conditionLabels.get(part.name)?.zh ?? part.name;
  return part.at;
}

function writeExample(
  name: string,
  values: Values,
  asOf: CivilDate,
  policy: Policy,
  ruleSet: RuleSet,
): ExampleJson {
  const hub = [...ruleSet.authorities.values()].find(({ aggregator }) => aggregator)?.id;
  const json = Object.fromEntries(
    [...values].map(([id, value]) => {
      const fact = ruleSet.facts.get(id);
      const plain = fact === undefined ? null : valueToJson(fact.type, value);
      return [id, hub === undefined ? { value: plain, source: fact?.authorities[0] } : plain];
    }),
  );
  const { profile } = parseProfile(ruleSet, json, hub ?? null);
  if (profile === null) throw new Error(`an example of ${policy.id} can't be read back`);
  const base = { name, asOf, ...(hub === undefined ? {} : { source: hub }), profile: json };
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
