import { type Suggestion, suggestExamples } from '../analysis/mutation/suggest.ts';
import type { Trial } from '../analysis/mutation/trial.ts';
import { amountOf, decide, isInForce } from '../engine/match.ts';
import type { Profile, Report } from '../engine/profile.ts';
import type { Fact, RuleSet, Text } from '../engine/rule-set.ts';
import { isDecimal, type Value } from '../engine/value.ts';
import { UNCONFIRMED } from '../rules/schema/definition-example-schema.ts';
import { type ValueJson, valueToJson } from '../rules/value-to-json.ts';
import type { FullyChecked } from './check-fully.ts';
import { examplesPlace } from './examine-examples.ts';
import { describeChange } from './mutation-words.ts';

/** An example to paste into a rule file once somebody has confirmed what it gives. */
export interface SuggestedExample {
  readonly file: string;
  /** The list that it belongs in. */
  readonly pointer: string;
  /** What it would notice. */
  readonly notices: readonly Text[];
  /** As it stands in a file; what it gives is `?`, which `check` refuses. */
  readonly example: Readonly<Record<string, unknown>>;
  /** What the program gives for it: to compare with, after one's own reading. */
  readonly computed: Readonly<Record<string, unknown>>;
}

/** Few examples that would notice everything that none notices yet; none where that wasn't asked. */
export function suggestedExamples({
  ruleSet,
  examined,
  ...files
}: FullyChecked): readonly SuggestedExample[] {
  if (ruleSet === null || examined === null) return [];
  return suggestExamples(ruleSet, examined.unexplained).map((suggestion) => ({
    ...examplesPlace(files, suggestion.home),
    ...viewSuggestion(ruleSet, suggestion),
  }));
}

function viewSuggestion(
  ruleSet: RuleSet,
  { home, trial, notices }: Suggestion,
): Omit<SuggestedExample, 'file' | 'pointer'> {
  const texts = notices.map(({ change }) => describeChange(ruleSet, change, home.id));
  const name = `能发现：${texts[0]?.zh ?? ''}${texts.length > 1 ? `等${texts.length}处` : ''}`;
  const source = sourceFor(ruleSet, trial.profile);
  const profile = Object.fromEntries(
    [...trial.profile].map(([id, reports]) => [id, reportsToJson(ruleSet.facts.get(id), reports, source)]),
  );
  const given = {
    name,
    asOf: trial.asOf,
    ...(source === null || trial.kind !== 'policy' ? {} : { source }),
    profile,
  };
  const key = trial.kind === 'policy' ? 'outcome' : 'gives';
  const states = trial.kind === 'policy' && trial.statesAmount ? { amount: UNCONFIRMED } : {};
  return {
    notices: texts,
    example: { ...given, [key]: UNCONFIRMED, ...states },
    computed: computedFor(ruleSet, trial),
  };
}

/** The body that passes on what others vouch for, where everything is vouched for: then it needn't be said fact by fact. */
function sourceFor(ruleSet: RuleSet, profile: Profile): string | null {
  const reports = [...profile.values()].flat();
  if (reports.length === 0 || reports.some(({ source }) => source === null)) return null;
  const aggregator = [...ruleSet.authorities.values()].find((authority) => authority.aggregator);
  return aggregator?.id ?? null;
}

function reportsToJson(fact: Fact | undefined, reports: readonly Report[], source: string | null): unknown {
  const [first] = reports;
  if (fact === undefined || first === undefined) return null;
  const plain = reports.length === 1 && first.observedOn === null;
  if (plain && (source !== null || first.source === null)) return plainValue(fact, first.value);
  return reports.map(({ value, source: by, observedOn }) => ({
    value: plainValue(fact, value),
    ...(by === null ? {} : { source: by }),
    ...(observedOn === null ? {} : { observedOn }),
  }));
}

/** Numbers as people write them: a JSON number wherever it is exact. */
function plainValue({ type }: Fact, value: Value): ValueJson {
  return isDecimal(value) && value.equals(value.toNumber()) ? value.toNumber() : valueToJson(type, value);
}

function computedFor(ruleSet: RuleSet, trial: Trial): Readonly<Record<string, unknown>> {
  if (trial.kind !== 'policy') {
    if (trial.kind === 'condition') return { gives: trial.result };
    const [fact, reading] = [ruleSet.facts.get(trial.id), trial.reader.read(trial.id)];
    return { gives: fact !== undefined && reading.known ? plainValue(fact, reading.value) : null };
  }
  if (!isInForce(trial.policy, trial.asOf)) return { outcome: 'not-in-force' };
  const decision = decide(trial.policy, trial.reader, trial.vouched);
  const amount = trial.statesAmount ? amountOf(decision, trial.reader) : null;
  return {
    outcome: decision.outcome,
    ...(decision.missing.length === 0 ? {} : { missing: decision.missing }),
    ...(amount === null ? {} : { amount: amount.amount?.toFixed(2) ?? 'unknown' }),
  };
}
