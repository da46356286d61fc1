import { OPERATOR_NAMES, OPERATORS, type OperatorName } from '../engine/operators/table.ts';
import type { Fact, RuleSet } from '../engine/rule-set.ts';
import type { ValueKind } from '../engine/value.ts';
import { generalSchema, type JsonSchema } from './json-schema.ts';
import type { DocumentJson } from './schema/document-schema.ts';

/** The kinds of file in which names of the rule set are used. */
export const EDITOR_SCHEMAS = ['policy', 'condition', 'facts'] as const;

type Name = readonly [id: string, meaning: string];

/** What may be named in a place: ids, each with what an editor shows of it. */
interface Names {
  readonly facts: readonly Name[];
  readonly conditions: readonly Name[];
  readonly groups: readonly Name[];
  readonly authorities: readonly Name[];
  readonly hierarchies: readonly Name[];
  readonly documents: readonly Name[];
}

/**
 * The JSON Schema of a kind of file for one rule set: an editor completes the names of its facts, conditions, groups, authorities
 * and documents, the operators that a fact takes, and the values that it can have; other names are marked.
 */
export function editorSchema(
  name: (typeof EDITOR_SCHEMAS)[number],
  ruleSet: RuleSet,
  documents: readonly DocumentJson[],
): JsonSchema {
  const names = namesIn(ruleSet, documents);
  const special = specialise(generalSchema(name), '', names, ruleSet) as JsonSchema;
  const defs = { ...(special.$defs as JsonSchema), FactId: oneOf(names.facts, '指标编号') };
  return { ...special, $defs: defs };
}

function namesIn(ruleSet: RuleSet, documents: readonly DocumentJson[]): Names {
  const labelled = (entries: Iterable<readonly [string, { readonly zh: string }]>): readonly Name[] =>
    [...entries].map(([id, { zh }]) => [id, zh] as const);
  return {
    facts: [...ruleSet.facts.values()].map((fact) => [fact.id, meaningOf(fact)] as const),
    conditions: labelled(ruleSet.conditionLabels),
    groups: [...ruleSet.exclusionGroups.values()].map(({ id, label }) => [id, label.zh] as const),
    authorities: [...ruleSet.authorities.values()].map(({ id, label }) => [id, label.zh] as const),
    hierarchies: [...ruleSet.hierarchies.keys()].map((id) => [id, id] as const),
    documents: documents.map(({ id, title }) => [id, title] as const),
  };
}

const KINDS: Readonly<Record<ValueKind, string>> = {
  ...{ boolean: '是或否', integer: '整数', number: '数字', ratio: '比例', money: '金额' },
  ...{ date: '日期', text: '文字', enum: '枚举', code: '代码', set: '集合' },
};

function meaningOf({ label, type, unit, description, derivation }: Fact): string {
  const kind = [KINDS[type.kind], unit, derivation === null ? null : '推算'].filter((each) => each !== null);
  return `${label.zh}（${kind.join('，')}）：${description}`;
}

/** None at all can't be an `enum`: then nothing fits. */
function oneOf(names: readonly Name[], description: string): JsonSchema {
  if (names.length === 0) return { description, not: {} };
  return {
    type: 'string',
    description,
    enum: names.map(([id]) => id),
    enumDescriptions: names.map(([, meaning]) => meaning),
  };
}

const FACT_ID = '^[a-z][A-Za-z0-9]*$';
const KEBAB_ID = '^[a-z0-9]+(-[a-z0-9]+)*$';

/** The same schema with the places that name something narrowed to what there is. `key` is the property it stands under. */
function specialise(node: unknown, key: string, names: Names, ruleSet: RuleSet): unknown {
  if (Array.isArray(node)) return node.map((each) => specialise(each, key, names, ruleSet));
  if (typeof node !== 'object' || node === null) return node;
  const schema = node as JsonSchema;
  const description = String(schema.description ?? '');
  if (schema.pattern === FACT_ID && key !== 'id') return { $ref: '#/$defs/FactId', description };
  const listed = schema.pattern === KEBAB_ID ? namesUnder(key, names) : undefined;
  if (listed !== undefined) return oneOf(listed, description);
  if (key === 'profile')
    return { ...schema, properties: profileProperties(ruleSet), additionalProperties: false };
  const special = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      name === 'properties' || name === '$defs'
        ? specialiseEach(value as JsonSchema, names, ruleSet)
        : specialise(value, key, names, ruleSet),
    ]),
  );
  return isLeaf(schema) ? leafSchema(special, ruleSet) : special;
}

/** Which operators there are depends on the fact: an editor would offer all that one place lists. */
function leafSchema(leaf: JsonSchema, ruleSet: RuleSet): JsonSchema {
  const operator = { type: 'string', description: '运算符：有哪些，看指标的类型' };
  return {
    ...leaf,
    properties: { ...(leaf.properties as JsonSchema), operator },
    allOf: leafRules(ruleSet),
  };
}

function specialiseEach(properties: JsonSchema, names: Names, ruleSet: RuleSet): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, specialise(value, key, names, ruleSet)]),
  );
}

function namesUnder(key: string, names: Names): readonly Name[] | undefined {
  return {
    condition: names.conditions,
    exclusive: names.groups,
    document: names.documents,
    authorities: names.authorities,
    hierarchy: names.hierarchies,
    source: [...names.authorities, ['self', '企业自报'] as const],
  }[key];
}

/** What a derived fact that nobody reports comes to is never given. */
function profileProperties({ facts }: RuleSet): JsonSchema {
  const given = [...facts.values()].filter(
    ({ derivation, authorities }) => derivation === null || authorities.length > 0,
  );
  return Object.fromEntries(given.map((fact) => [fact.id, { description: meaningOf(fact) }]));
}

function isLeaf({ properties }: JsonSchema): boolean {
  return (
    typeof properties === 'object' && properties !== null && 'fact' in properties && 'operator' in properties
  );
}

/** Which operators go with which facts, and which values with facts that list theirs. */
function leafRules({ facts }: RuleSet): readonly JsonSchema[] {
  const kinds = [...new Set([...facts.values()].map(({ type }) => type.kind))];
  const operators = kinds.map((kind) => {
    const ids = [...facts.values()].filter(({ type }) => type.kind === kind).map(({ id }) => id);
    const usable = OPERATOR_NAMES.filter((name) => OPERATORS[name].kinds.includes(kind));
    return when(ids, {
      operator: oneOf(
        usable.map((name) => [name, OPERATOR_MEANINGS[name]]),
        '运算符',
      ),
    });
  });
  const values = [...facts.values()].flatMap((fact) => {
    const value = valueRule(fact);
    return value === undefined ? [] : [when([fact.id], { value })];
  });
  return [...operators, ...values];
}

function when(facts: readonly string[], properties: JsonSchema): JsonSchema {
  const condition = { properties: { fact: { enum: facts } }, required: ['fact'] };
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { if: condition, then: { properties } };
}

function valueRule({ type, valueLabels }: Fact): JsonSchema | undefined {
  const other = { type: 'object', description: '与另一项指标比较' };
  if (type.kind === 'boolean')
    return { anyOf: [{ type: 'boolean', description: '是 true，否 false' }, other] };
  if (valueLabels.size === 0) return undefined;
  const one = oneOf(
    [...valueLabels].map(([id, { zh }]) => [id, zh] as const),
    '其中一个值',
  );
  return { anyOf: [one, { type: 'array', items: one, description: '其中几个值' }, other] };
}

const OPERATOR_MEANINGS: Readonly<Record<OperatorName, string>> = {
  ...{ equal: '等于', notEqual: '不等于' },
  ...{ lessThan: '小于', lessThanInclusive: '不超过', greaterThan: '大于', greaterThanInclusive: '不少于' },
  ...{ before: '早于', onOrBefore: '不晚于', after: '晚于', onOrAfter: '不早于' },
  ...{ within: '在代码之内（含下级）', notWithin: '不在代码之内' },
  ...{ in: '为所列之一', notIn: '不为所列任何一个' },
  ...{ contains: '包含', doesNotContain: '不包含', containsAny: '至少包含其一', containsAll: '全部包含' },
};
