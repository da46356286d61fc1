import { Decimal } from '../engine/decimal.ts';
import { OPERATOR_NAMES, OPERATORS, type OperatorName } from '../engine/operators/table.ts';
import { type Fact, hierarchyOf, type RuleSet, type Text } from '../engine/rule-set.ts';
import { NUMERIC_KINDS, type ValueKind } from '../engine/value.ts';
import { nearest } from './nearest.ts';
import type { ConditionJson, LeafJson } from './schema/condition-schema.ts';
import { halfWidth } from './value-json.ts';

export type Phrase =
  | { readonly ok: true; readonly condition: ConditionJson }
  | { readonly ok: false; readonly problem: Text };

/**
 * Reads a condition as staff say it: `从业人员数 < 300`, `注册地 属于 宁国市`, `enterpriseSize in small,micro`, or the name of a
 * named condition. Facts, values and codes go by id or by Chinese name; 万, 亿 and % are understood. What the value means
 * for the fact is left to the compiler.
 */
export function parsePhrase(text: string, ruleSet: RuleSet): Phrase {
  const phrase = halfWidth(text).trim();
  const named = [...ruleSet.conditionLabels].find(([id, label]) => phrase === id || phrase === label.zh);
  if (named !== undefined) return { ok: true, condition: { condition: named[0] } };
  const fact = factAtStart(phrase, ruleSet);
  if (fact === undefined) return unknownFact(phrase, ruleSet);
  const rest = phrase.slice(fact.name.length).trim();
  const token = TOKENS.find((each) => rest.startsWith(each));
  const operator = token === undefined ? undefined : operatorFor(token, fact.fact);
  if (token === undefined || operator === undefined) return wrongOperator(fact.fact, rest);
  const value = rest.slice(token.length).trim();
  if (value === '') return problem(`“${text}”没有写比较的值`, `'${text}' lacks the value to compare with`);
  return {
    ok: true,
    condition: { fact: fact.fact.id, operator, value: valueNamed(value, operator, fact.fact, ruleSet) },
  };
}

function problem(zh: string, en: string): Phrase {
  return { ok: false, problem: { zh, en } };
}

/** The longest name wins, as one name may begin another. */
function factAtStart(
  phrase: string,
  { facts }: RuleSet,
): { readonly fact: Fact; readonly name: string } | undefined {
  return [...facts.values()]
    .flatMap((fact) => [fact.id, halfWidth(fact.label.zh)].map((name) => ({ fact, name })))
    .filter(({ name }) => phrase.startsWith(name))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
}

function unknownFact(phrase: string, { facts, conditionLabels }: RuleSet): Phrase {
  const [word = phrase] = phrase.split(/[\s<>=≤≥≠!]/);
  const names = [
    ...[...facts.values()].flatMap(({ id, label }) => [id, label.zh]),
    ...[...conditionLabels].flatMap(([id, label]) => [id, label.zh]),
  ];
  const near = nearest(word, names) ?? shortestThatAbbreviates(word, names);
  const [zh, en] = near === undefined ? ['', ''] : [`，是不是“${near}”？`, `, did you mean '${near}'?`];
  return problem(
    `没有叫“${word}”的指标或具名条件${zh}`,
    `there is no fact or named condition '${word}'${en}`,
  );
}

/** People leave characters out: 年收入 for 年营业收入. */
function shortestThatAbbreviates(word: string, names: readonly string[]): string | undefined {
  if (word.length < 2) return undefined;
  const holds = (name: string): boolean => {
    let at = -1;
    return [...word].every((character) => {
      at = name.indexOf(character, at + 1);
      return at >= 0;
    });
  };
  return names.filter(holds).toSorted((a, b) => a.length - b.length)[0];
}

/** What may be written for an operator; the first that takes the fact's kind of value is meant. */
const WORDS: Readonly<Record<string, readonly OperatorName[]>> = {
  '=': ['equal', 'contains'],
  '!=': ['notEqual', 'doesNotContain'],
  '≠': ['notEqual', 'doesNotContain'],
  '<': ['lessThan', 'before'],
  '<=': ['lessThanInclusive', 'onOrBefore'],
  '≤': ['lessThanInclusive', 'onOrBefore'],
  '>': ['greaterThan', 'after'],
  '>=': ['greaterThanInclusive', 'onOrAfter'],
  '≥': ['greaterThanInclusive', 'onOrAfter'],
  不属于: ['notWithin', 'notIn'],
  属于: ['within', 'in'],
  不包含: ['doesNotContain'],
  包含: ['contains'],
  早于: ['before'],
  不晚于: ['onOrBefore'],
  晚于: ['after'],
  不早于: ['onOrAfter'],
  少于: ['lessThan'],
  不超过: ['lessThanInclusive'],
  超过: ['greaterThan'],
  不少于: ['greaterThanInclusive'],
  不是: ['notEqual'],
  是: ['equal'],
  ...Object.fromEntries(OPERATOR_NAMES.map((name) => [name, [name]])),
};

/** The longest first: `<` begins `<=`. */
const TOKENS = Object.keys(WORDS).toSorted((a, b) => b.length - a.length);

function operatorFor(token: string, { type }: Fact): OperatorName | undefined {
  return WORDS[token]?.find((name) => OPERATORS[name].kinds.includes(type.kind));
}

function wrongOperator({ id, label, type }: Fact, rest: string): Phrase {
  const usable = Object.keys(WORDS).filter((word) => operatorFor(word, { type } as Fact) !== undefined);
  const list = usable.join(' ');
  return problem(
    `“${label.zh}”之后应为 ${list} 之一，实为“${rest}”`,
    `after '${id}' expected one of ${list}, found '${rest}'`,
  );
}

function valueNamed(text: string, operator: OperatorName, fact: Fact, ruleSet: RuleSet): LeafJson['value'] {
  const other = [...ruleSet.facts.values()].find(
    ({ id, label }) => text === id || text === halfWidth(label.zh),
  );
  if (other !== undefined && !fact.valueLabels.has(text)) return { fact: other.id };
  const { operand } = OPERATORS[operator];
  const members = text.split(/[,，、]/).map((member) => elementOf(member.trim(), fact, ruleSet));
  if (operand === 'list' || operand === 'elements') return members.map(String);
  if (operand === 'one-or-list' && members.length > 1) return members.map(String);
  return elementOf(text, fact, ruleSet);
}

function elementOf(text: string, fact: Fact, ruleSet: RuleSet): boolean | number | string {
  const kind: ValueKind = fact.type.kind;
  if (kind === 'boolean')
    return { true: true, false: false, 是: true, 否: false, 有: true, 无: false }[text] ?? text;
  if (NUMERIC_KINDS.includes(kind)) return parseNumber(text) ?? text;
  const value = [...fact.valueLabels].find(([, label]) => label.zh === text);
  return value?.[0] ?? codeNamed(text, fact, ruleSet) ?? text;
}

/** The code of that name, where only one has it. */
function codeNamed(name: string, fact: Fact, ruleSet: RuleSet): string | undefined {
  const codes = [...(hierarchyOf(ruleSet, fact)?.codes ?? [])].filter(([, each]) => each.name === name);
  return codes.length === 1 ? codes[0]?.[0] : undefined;
}

const SCALES: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000, '%': 0.01 };

/** `500万元` is 5000000, `5%` is 0.05, `300人` is 300. */
export function parseNumber(text: string): number | undefined {
  const [, digits, scale = ''] = /^(-?\d[\d,]*(?:\.\d+)?)\s*([万亿%]?)\p{Script=Han}*$/u.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return new Decimal(digits.replaceAll(',', '')).times(SCALES[scale] ?? 1).toNumber();
}
