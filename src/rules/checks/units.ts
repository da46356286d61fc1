import { Decimal } from '../../engine/decimal.ts';
import type { Fact } from '../../engine/rule-set.ts';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { type Mention, mentionsIn, unitOf } from '../mentions.ts';
import type { Filed } from '../parse-files.ts';
import type { NamedConditionJson } from '../schema/condition-schema.ts';
import type { DocumentJson } from '../schema/document-schema.ts';
import type { PolicyJson } from '../schema/policy-schema.ts';
import { type Figure, figuresOfAmount, figuresOfCondition } from './figures.ts';

type Facts = ReadonlyMap<string, Fact>;

/**
 * Figures that look as if they were given in another unit than their fact's: 500 for 500万元, 5 for 5%, 3 for 3年 where
 * months are counted. What the texts beside a figure say decides; a figure that they state just so is always right.
 */
export function checkUnits(
  policies: readonly Filed<PolicyJson>[],
  conditions: readonly Filed<NamedConditionJson>[],
  documents: readonly Filed<DocumentJson>[],
  facts: Facts,
): readonly Diagnostic[] {
  const told = new Map(
    policies.map((policy) => [policy, [...textsOf(policy.json), ...summariesOf(policy.json, documents)]]),
  );
  const ofPolicies = policies.flatMap((policy) =>
    judgeAll(figuresOfPolicy(policy.json, facts), told.get(policy) ?? [], policy.file),
  );
  const ofConditions = conditions.flatMap(({ file, json }) => {
    const figures = figuresOfCondition(json.conditions, '/conditions', facts);
    if (figures.length === 0) return [];
    const users = policies.filter((policy) => refersTo(policy.json, json.id));
    const texts = [json.label.zh, json.description, ...users.flatMap((policy) => told.get(policy) ?? [])];
    return judgeAll(figures, texts, file);
  });
  return [...ofPolicies, ...ofConditions];
}

function refersTo({ conditions }: PolicyJson, name: string): boolean {
  return JSON.stringify(conditions ?? null).includes(`{"condition":${JSON.stringify(name)}}`);
}

function figuresOfPolicy({ conditions, benefit }: PolicyJson, facts: Facts): readonly Figure[] {
  return [
    ...(conditions === undefined ? [] : figuresOfCondition(conditions, '/conditions', facts)),
    ...(benefit.amount === undefined ? [] : figuresOfAmount(benefit.amount, '/benefit/amount', facts)),
  ];
}

function textsOf({ title, summary, benefit, residual = [] }: PolicyJson): readonly string[] {
  return [title.zh, summary.zh, benefit.text.zh, ...residual.map(({ text }) => text.zh)];
}

/** What the clauses say that the policy comes of. */
function summariesOf({ source }: PolicyJson, documents: readonly Filed<DocumentJson>[]): readonly string[] {
  return source.flatMap(({ document, clause }) =>
    documents
      .filter(({ json }) => json.id === document)
      .flatMap(({ json }) => json.clauses.filter(({ path }) => path === clause))
      .map(({ summary }) => summary),
  );
}

function judgeAll(figures: readonly Figure[], texts: readonly string[], file: string): readonly Diagnostic[] {
  if (figures.length === 0) return [];
  const mentions = mentionsIn(texts);
  return figures.flatMap((figure) => {
    const value = decimalOf(figure);
    return value === undefined || !value.isPositive() || value.isZero()
      ? []
      : judge(figure, value, mentions, file);
  });
}

/** Undefined for a text that is no number: that has been reported. */
function decimalOf({ value }: Figure): Decimal | undefined {
  try {
    return new Decimal(value);
  } catch {
    return undefined;
  }
}

function judge(
  figure: Figure,
  value: Decimal,
  mentions: readonly Mention[],
  file: string,
): readonly Diagnostic[] {
  const { measure, pointer, about } = figure;
  const place = { file, pointer };
  const found = value.toFixed();
  if (measure.kind === 'share') {
    const doubt = doubtedShare(value, mentions);
    return doubt === undefined ? [] : [diagnose('percentage', place, { ...doubt, found, about })];
  }
  const unit = measure.kind === 'money' ? '元' : unitOf(measure.unit);
  const same = mentions.filter((mention) => mention.unit === unit);
  if (same.some((mention) => mention.value.equals(value))) return [];
  const scaled = same.find((mention) => SCALES.some((scale) => isTimes(mention.value, value, scale)));
  if (scaled !== undefined) {
    const details = { found: `${found}${unit}`, expected: scaled.text, about };
    return [diagnose('ten-thousand', place, details)];
  }
  if (measure.kind === 'money')
    return isPlausible(value, measure.role) ? [] : [diagnose('odd-sum', place, { found, about })];
  const other = mentions.find((each) => each.digits.equals(value) && isOtherSpan(each.unit, unit));
  if (other === undefined) return [];
  return [diagnose('other-unit', place, { found: `${found}${unit}`, expected: other.text, about })];
}

/** What 万 and 亿 make of a figure. */
const SCALES = [10_000, 100_000_000];

/** Whether one is so many times the other, whichever is larger. */
function isTimes(a: Decimal, b: Decimal, scale: number): boolean {
  return a.equals(b.times(scale)) || b.equals(a.times(scale));
}

/**
 * A share that a text gives in per cent is a hundredth of that number. One above 1 may be meant (a deduction of 120%),
 * so that the text can say it.
 */
function doubtedShare(
  value: Decimal,
  mentions: readonly Mention[],
): { readonly expected: string } | undefined {
  const percents = mentions.filter(({ unit }) => unit === '%').map((each) => each.value);
  if (percents.some((percent) => percent.div(100).equals(value))) return undefined;
  const meant = percents.find((percent) => percent.equals(value) || percent.div(10_000).equals(value));
  if (meant !== undefined) return { expected: meant.div(100).toFixed() };
  return value.gt(1) ? { expected: value.div(100).toFixed() } : undefined;
}

/** Sums below and above which no enterprise or benefit is measured in yuan. */
const LEAST = { threshold: 1000, limit: 1000, sum: 0 } as const;
const MOST = 1_000_000_000_000;

function isPlausible(value: Decimal, role: keyof typeof LEAST): boolean {
  // A part of a fen is a mistake of its own, reported already.
  if (value.decimalPlaces() > 2) return true;
  return value.gte(LEAST[role]) && value.lt(MOST);
}

/** Spans of time, by which facts may count. */
const SPANS = ['小时', '天', '月', '年'];

function isOtherSpan(mentioned: string, unit: string): boolean {
  return mentioned !== unit && SPANS.includes(mentioned) && SPANS.includes(unit);
}
