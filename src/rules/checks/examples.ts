import { addDays } from '../../engine/civil-date.ts';
import { amountOf, type Decision, decide, isInForce } from '../../engine/match.ts';
import { createReader } from '../../engine/reading.ts';
import type { Policy, RuleSet } from '../../engine/rule-set.ts';
import type { Trace } from '../../engine/trace.ts';
import { type Diagnostic, diagnose, type Place } from '../diagnostic.ts';
import type { Filed } from '../parse-files.ts';
import { UNCONFIRMED } from '../schema/definition-example-schema.ts';
import type { ExampleJson, PolicyJson } from '../schema/policy-schema.ts';
import { type ReadExample, readExamples } from './read-examples.ts';

const FEWEST = 4;

/** One example as it came out: null where the policy is not in force. */
interface Run {
  readonly example: ExampleJson;
  readonly match: Decision | null;
}

/** Runs every example of one policy and asks whether together they show what the policy does. */
export function checkExamples(ruleSet: RuleSet, { file, json }: Filed<PolicyJson>): readonly Diagnostic[] {
  const policy = ruleSet.policies.find(({ id }) => id === json.id);
  if (policy === undefined) return [];
  const diagnostics: Diagnostic[] = [];
  const runs = readExamples(ruleSet, { file, json }, diagnostics).flatMap(
    (each) => runExample(ruleSet, policy, each, diagnostics) ?? [],
  );
  const place = { file, pointer: '/examples' };
  // What the examples show together is asked once each of them is right.
  const lacking = diagnostics.length > 0 ? [] : coverage(policy, runs, place);
  const details = { found: `${json.examples.length}`, expected: `${FEWEST}` };
  const few = json.examples.length < FEWEST ? [diagnose('few-examples', place, details)] : [];
  return [...diagnostics, ...few, ...lacking];
}

function runExample(
  ruleSet: RuleSet,
  policy: Policy,
  { example, profile, place }: ReadExample,
  diagnostics: Diagnostic[],
): Run | undefined {
  if (example.outcome === UNCONFIRMED) {
    const at = { ...place, pointer: `${place.pointer}/outcome` };
    diagnostics.push(diagnose('unconfirmed-example', at, { about: example.name }));
    return undefined;
  }
  const reader = createReader(ruleSet, profile, example.asOf);
  const vouched = createReader(ruleSet, profile, example.asOf, { vouchedOnly: true });
  const match = isInForce(policy, example.asOf) ? decide(policy, reader, vouched) : null;
  const found = match?.outcome ?? 'not-in-force';
  const failed = (expected: string, came: string, key: string): void =>
    void diagnostics.push(
      diagnose(
        'example-failed',
        { ...place, pointer: `${place.pointer}/${key}` },
        { about: example.name, expected, found: came },
      ),
    );
  if (found !== example.outcome) failed(example.outcome, found, 'outcome');
  const expectedMissing = (example.missing ?? []).toSorted().join(', ');
  const missing = (match?.missing ?? []).toSorted().join(', ');
  if (found === 'undetermined' && missing !== expectedMissing)
    failed(`missing: [${expectedMissing}]`, `missing: [${missing}]`, 'missing');
  if (example.amount !== undefined) {
    const amount = match === null ? null : amountOf(match, reader);
    const came = amount === null ? '' : (amount.amount?.toFixed(2) ?? 'unknown');
    if (came !== example.amount) failed(example.amount, came, 'amount');
  }
  return { example, match };
}

function coverage(policy: Policy, runs: readonly Run[], place: Place): readonly Diagnostic[] {
  const lacking = (zh: string, en: string): Diagnostic =>
    diagnose('example-coverage', place, { expected: { zh, en } });
  const found: Diagnostic[] = [];
  const has = (test: (match: Decision) => boolean): boolean =>
    runs.some(({ match }) => match !== null && test(match));
  if (!has(({ outcome }) => outcome === 'eligible' || outcome === 'conditional'))
    found.push(lacking('符合（eligible 或 conditional）的例子', 'an eligible or conditional one'));
  if (!has(({ outcome }) => outcome === 'undetermined'))
    found.push(lacking('缺数据（undetermined）的例子', 'an undetermined one'));
  for (const pointer of topLevelPointers(policy))
    if (!has((match) => failsOnlyAt(match, pointer)))
      found.push(
        lacking(`仅因 ${pointer} 不满足而不符合的例子`, `an ineligible one that fails only at ${pointer}`),
      );
  if (policy.benefit.amount !== null && !runs.some(({ example }) => example.amount !== undefined))
    found.push(lacking('写明应得金额（amount）的例子', 'one that states the amount'));
  return [...found, ...validityCoverage(policy, runs, lacking)];
}

function validityCoverage(
  { validTo }: Policy,
  runs: readonly Run[],
  lacking: (zh: string, en: string) => Diagnostic,
): readonly Diagnostic[] {
  if (validTo === null) return [];
  const after = addDays(validTo, 1);
  const found: Diagnostic[] = [];
  if (!runs.some(({ example }) => example.asOf === validTo))
    found.push(lacking(`有效末日 ${validTo} 的例子`, `one on the last day ${validTo}`));
  if (!runs.some(({ example }) => example.asOf === after))
    found.push(lacking(`失效次日 ${after} 的例子`, `one on the day after, ${after}`));
  return found;
}

/** The region, and each part of the policy's own conditions. */
function topLevelPointers({ condition }: Policy): readonly string[] {
  if (condition.kind !== 'all') return [condition.at];
  return condition.parts.flatMap((part) =>
    part.kind === 'all' ? part.parts.map(({ at }) => at) : [part.at],
  );
}

function failsOnlyAt({ trace }: Decision, pointer: string): boolean {
  if (trace.kind !== 'all') return trace.truth === 'no';
  const parts = trace.parts.flatMap((part): readonly Trace[] => (part.kind === 'all' ? part.parts : [part]));
  return parts.every(({ at, truth }) => (truth === 'no') === (at === pointer));
}
