import { type Reason, reasonsOf } from '../engine/reasons.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import type { LeafTrace, Reading, Trace } from '../engine/trace.ts';
import type { Truth } from '../engine/truth.ts';
import type { Language } from '../rules/plain/language.ts';
import { describeLeaf } from '../rules/plain/leaf.ts';
import { describeReading, describeReason } from '../rules/plain/reason.ts';
import { type ValueJson, valueToJson } from '../rules/value-to-json.ts';

/** One decisive leaf in an answer. `at` points into the policy file, or into the named condition `within`. */
export interface ReasonView {
  readonly text: string;
  readonly fact: string;
  readonly operator: string;
  readonly expected: ValueJson | { readonly fact: string };
  readonly actual: ValueJson | null;
  /** Why `actual` is null. */
  readonly why?: string;
  readonly truth: Truth;
  /** True where the leaf stands under a `not`: its opposite is asked for. */
  readonly negated?: true;
  readonly within?: string;
  readonly at: string;
}

/** The explanation tree, of the shape of the conditions. */
export interface ExplanationView {
  readonly kind: Trace['kind'];
  readonly truth: Truth;
  readonly at: string;
  readonly text?: string;
  readonly name?: string;
  readonly leaf?: ReasonView;
  readonly from?: readonly ReadingView[];
  readonly parts?: readonly ExplanationView[];
}

/** What a derived fact was derived from. */
export interface ReadingView {
  readonly fact: string;
  readonly text: string;
  readonly from?: readonly ReadingView[];
  readonly rows?: readonly ExplanationView[];
}

export function viewReasons(ruleSet: RuleSet, trace: Trace, language: Language): readonly ReasonView[] {
  return reasonsOf(trace).map((reason) => viewReason(ruleSet, reason, language));
}

/** One reason in an answer. */
export function viewReason(ruleSet: RuleSet, reason: Reason, language: Language): ReasonView {
  const { leaf, negated, within } = reason;
  return {
    text: describeReason(ruleSet, reason, language),
    fact: leaf.fact,
    operator: leaf.operator,
    expected: viewWanted(ruleSet, leaf),
    actual: leaf.actual.known ? viewValue(ruleSet, leaf.fact, leaf.actual) : null,
    ...(leaf.actual.known ? {} : { why: leaf.actual.why }),
    truth: leaf.truth,
    ...(negated ? { negated } : {}),
    ...(within === null ? {} : { within }),
    at: leaf.at,
  };
}

function viewWanted(ruleSet: RuleSet, { fact, wanted }: LeafTrace): ValueJson | { fact: string } {
  if ('fact' in wanted) return wanted;
  const type = ruleSet.facts.get(fact)?.type;
  if (type === undefined) throw new Error(`no fact '${fact}' in the compiled rule set`);
  return valueToJson(type, wanted.constant);
}

function viewValue(ruleSet: RuleSet, fact: string, reading: Reading): ValueJson | null {
  const type = ruleSet.facts.get(fact)?.type;
  return reading.known && type !== undefined ? valueToJson(type, reading.value) : null;
}

export function viewTrace(ruleSet: RuleSet, trace: Trace, language: Language): ExplanationView {
  return viewNode(ruleSet, trace, language, false, null);
}

function viewNode(
  ruleSet: RuleSet,
  trace: Trace,
  language: Language,
  negated: boolean,
  within: string | null,
): ExplanationView {
  const node = { kind: trace.kind, truth: trace.truth, at: trace.at };
  const inner = (part: Trace, not = negated, name = within) => viewNode(ruleSet, part, language, not, name);
  switch (trace.kind) {
    case 'all':
    case 'any':
      return { ...node, parts: trace.parts.map((part) => inner(part)) };
    case 'not':
      return { ...node, parts: [inner(trace.part, !negated)] };
    case 'named': {
      const text = ruleSet.conditionLabels.get(trace.name)?.[language] ?? trace.name;
      return { ...node, name: trace.name, text, parts: [inner(trace.part, negated, trace.name)] };
    }
    case 'leaf': {
      const leaf = viewReason(ruleSet, { leaf: trace, negated, within }, language);
      const from = [trace.actual, trace.other].flatMap((reading) =>
        reading === null ? [] : viewSources(ruleSet, reading, language),
      );
      const text = describeLeaf(ruleSet, trace, language, false);
      return { ...node, text, leaf, ...(from.length === 0 ? {} : { from }) };
    }
  }
}

function viewSources(ruleSet: RuleSet, reading: Reading, language: Language): readonly ReadingView[] {
  const isDerived = reading.from.length + reading.rows.length > 0;
  return isDerived ? [viewReading(ruleSet, reading, language)] : [];
}

function viewReading(ruleSet: RuleSet, reading: Reading, language: Language): ReadingView {
  const label = ruleSet.facts.get(reading.fact)?.label[language] ?? reading.fact;
  const separator = language === 'zh' ? '：' : ': ';
  const rows = reading.rows.map((row) => viewTrace(ruleSet, row, language));
  const from = reading.from.map((input) => viewReading(ruleSet, input, language));
  return {
    fact: reading.fact,
    text: `${label}${separator}${describeReading(ruleSet, reading, language)}`,
    ...(from.length === 0 ? {} : { from }),
    ...(rows.length === 0 ? {} : { rows }),
  };
}
