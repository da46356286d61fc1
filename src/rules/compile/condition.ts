import type { Condition, Wanted } from '../../engine/condition.ts';
import { OPERATOR_NAMES, OPERATORS } from '../../engine/operators/table.ts';
import type { Fact } from '../../engine/rule-set.ts';
import { type ElementType, NUMERIC_KINDS, type ValueType } from '../../engine/value.ts';
import { diagnose, type Place, quote } from '../diagnostic.ts';
import { nearest } from '../nearest.ts';
import type { ConditionJson, LeafJson } from '../schema/condition-schema.ts';
import { parseSet, parseValue } from '../value-json.ts';
import type { Scope } from './scope.ts';

/** Compiles one condition. Undefined where something in it is wrong: every mistake has been reported to the scope. */
export function compileCondition(
  json: ConditionJson,
  place: Place,
  scope: Scope,
  chain: readonly string[] = [],
): Condition | undefined {
  const at = place.pointer;
  const inside = (...steps: readonly (string | number)[]): Place => ({
    file: place.file,
    pointer: [at, ...steps].join('/'),
  });
  if ('all' in json) return compileParts('all', json.all, inside, at, scope, chain);
  if ('any' in json) return compileParts('any', json.any, inside, at, scope, chain);
  if ('not' in json) {
    const part = compileCondition(json.not, inside('not'), scope, chain);
    return part && { kind: 'not', part, at };
  }
  if ('condition' in json) return compileReference(json.condition, inside('condition'), at, scope, chain);
  return compileLeaf(json, inside, at, scope);
}

function compileParts(
  kind: 'all' | 'any',
  json: readonly ConditionJson[],
  inside: (...steps: readonly (string | number)[]) => Place,
  at: string,
  scope: Scope,
  chain: readonly string[],
): Condition | undefined {
  const seen = new Set<string>();
  const parts = json.flatMap((part, index) => {
    const text = JSON.stringify(part);
    if (seen.has(text)) scope.report(diagnose('repeated', inside(kind, index)));
    seen.add(text);
    return compileCondition(part, inside(kind, index), scope, chain) ?? [];
  });
  return parts.length === json.length ? { kind, parts, at } : undefined;
}

function compileReference(
  name: string,
  place: Place,
  at: string,
  scope: Scope,
  chain: readonly string[],
): Condition | undefined {
  if (!scope.conditionNames.has(name)) {
    const near = nearest(name, scope.conditionNames);
    scope.report(diagnose('unknown-condition', place, { found: name, nearest: near }));
    return undefined;
  }
  if (chain.includes(name)) {
    const cycle = [...chain.slice(chain.indexOf(name)), name].join(' → ');
    scope.report(diagnose('cycle', place, { found: cycle }));
    return undefined;
  }
  const part = scope.named(name, chain);
  return part && { kind: 'named', name, part, at };
}

function compileLeaf(
  json: LeafJson,
  inside: (...steps: readonly (string | number)[]) => Place,
  at: string,
  scope: Scope,
): Condition | undefined {
  const fact = findFact(json.fact, inside('fact'), scope);
  if (fact === undefined) return undefined;
  const operator = OPERATORS[json.operator];
  if (!operator.kinds.includes(fact.type.kind)) {
    const usable = OPERATOR_NAMES.filter((name) => OPERATORS[name].kinds.includes(fact.type.kind));
    const details = { about: fact.id, found: json.operator, expected: usable.join(', ') };
    scope.report(diagnose('wrong-operator', inside('operator'), details));
    return undefined;
  }
  const wanted = compileWanted(fact, json, inside, scope);
  return wanted && { kind: 'leaf', fact: fact.id, operator: json.operator, wanted, at };
}

/** The fact of that id, or a diagnostic at the place that names it. */
export function findFact(id: string, place: Place, scope: Scope): Fact | undefined {
  const fact = scope.facts.get(id);
  if (fact === undefined)
    scope.report(diagnose('unknown-fact', place, { found: id, nearest: nearest(id, scope.facts.keys()) }));
  return fact;
}

function compileWanted(
  fact: Fact,
  { operator, value: json }: LeafJson,
  inside: (...steps: readonly (string | number)[]) => Place,
  scope: Scope,
): Wanted | undefined {
  const { operand } = OPERATORS[operator];
  const element = elementOf(fact.type);
  if (typeof json === 'object' && !Array.isArray(json))
    return compileOtherFact(fact, json.fact, operand, inside('value', 'fact'), scope);
  const place = inside('value');
  const single = operand === 'same' || operand === 'element' || !Array.isArray(json);
  if (single && (operand === 'list' || operand === 'elements')) {
    const expected = { zh: '列表', en: 'a list' };
    scope.report(diagnose('wrong-type', place, { expected, found: quote(json) }));
    return undefined;
  }
  if (!single && json.length === 0) {
    scope.report(diagnose('empty', place));
    return undefined;
  }
  const type = operand === 'same' ? fact.type : element;
  const parsed =
    single || element === undefined
      ? parseValue(type ?? fact.type, json, place, scope.hierarchies)
      : parseSet(element, json, place, scope.hierarchies);
  if (parsed.ok) return { constant: parsed.value };
  scope.report(parsed.diagnostics);
  return undefined;
}

/** What a list for this type holds; undefined for types that never stand in a list. */
function elementOf(type: ValueType): ElementType | undefined {
  if (type.kind === 'set') return type.of;
  return type.kind === 'enum' || type.kind === 'code' || type.kind === 'text' ? type : undefined;
}

function compileOtherFact(
  fact: Fact,
  otherId: string,
  operand: string,
  place: Place,
  scope: Scope,
): Wanted | undefined {
  const other = findFact(otherId, place, scope);
  if (other === undefined) return undefined;
  const mine = operand === 'same' || operand === 'one-or-list' ? fact.type : elementOf(fact.type);
  const allowed = operand !== 'list' && operand !== 'elements' && other.id !== fact.id;
  if (allowed && mine !== undefined && comparable(mine, fact.unit, other.type, other.unit))
    return { fact: other.id };
  scope.report(diagnose('not-comparable', place, { about: fact.id, found: other.id }));
  return undefined;
}

/** Whether values of two types can stand on two sides of one operator. */
function comparable(a: ValueType, unitA: string | null, b: ValueType, unitB: string | null): boolean {
  if (NUMERIC_KINDS.includes(a.kind) && NUMERIC_KINDS.includes(b.kind))
    return (a.kind === 'money') === (b.kind === 'money') && unitA === unitB;
  if (a.kind === 'code' && b.kind === 'code') return a.hierarchy === b.hierarchy;
  if (a.kind === 'enum' && b.kind === 'enum')
    return a.values.length === b.values.length && a.values.every((value) => b.values.includes(value));
  return a.kind === b.kind && a.kind !== 'set';
}
