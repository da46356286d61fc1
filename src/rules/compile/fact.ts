import { Decimal } from '../../engine/decimal.ts';
import type { Derivation, Fact, TableRow, Text } from '../../engine/rule-set.ts';
import { type ElementType, NUMERIC_KINDS, type ValueType } from '../../engine/value.ts';
import { diagnose, type Place, pointerTo } from '../diagnostic.ts';
import { nearest } from '../nearest.ts';
import type { DerivedJson, FactJson } from '../schema/fact-schema.ts';
import { parseValue } from '../value-json.ts';
import { compileCondition, findFact } from './condition.ts';
import type { Scope } from './scope.ts';

/** A fact without its derivation, which needs the whole catalogue. */
export function compileFact(
  json: FactJson,
  place: Place,
  scope: Pick<Scope, 'authorities' | 'hierarchies' | 'report'>,
): Fact {
  checkEvidenceFields(json, place, scope);
  const type = compileType(json, place, scope);
  return {
    id: json.id,
    label: json.label,
    description: json.description,
    type,
    unit: json.unit ?? (json.type === 'money' ? '元' : null),
    valueLabels: new Map('values' in json ? Object.entries(json.values ?? {}) : []),
    authorities: json.authorities ?? [],
    maxAgeDays: json.maxAgeDays ?? null,
    mutable: json.mutable,
    derivation: null,
    ...compileRange(json),
    ...compileAttainable(json, type, place, scope),
  };
}

function checkEvidenceFields(
  json: FactJson,
  place: Place,
  scope: Pick<Scope, 'authorities' | 'report'>,
): void {
  const at = (...path: readonly (string | number)[]): Place => ({
    ...place,
    pointer: place.pointer + pointerTo(path),
  });
  if (json.derived === undefined && json.authorities === undefined)
    scope.report(diagnose('missing-key', place, { expected: 'authorities' }));
  if (json.derived !== undefined)
    for (const key of ['minimum', 'maximum', ...(json.authorities === undefined ? ['maxAgeDays'] : [])])
      if (key in json) scope.report(diagnose('derived-fact-field', at(key), { found: key }));
  (json.authorities ?? []).forEach((id, index) => {
    if (scope.authorities.has(id)) return;
    const near = nearest(id, scope.authorities.keys());
    scope.report(diagnose('unknown-authority', at('authorities', index), { found: id, nearest: near }));
  });
}

function compileType(json: FactJson, place: Place, scope: Pick<Scope, 'hierarchies' | 'report'>): ValueType {
  switch (json.type) {
    case 'enum':
      return { kind: 'enum', values: Object.keys(json.values) };
    case 'code':
      return codeType(json.hierarchy, place, scope);
    case 'set':
      return { kind: 'set', of: elementType(json, place, scope) };
    default:
      return { kind: json.type };
  }
}

function elementType(
  json: Extract<FactJson, { type: 'set' }>,
  place: Place,
  scope: Pick<Scope, 'hierarchies' | 'report'>,
): ElementType {
  if (json.of === 'text') return { kind: 'text' };
  const needed = json.of === 'enum' ? 'values' : 'hierarchy';
  if (json[needed] === undefined) scope.report(diagnose('missing-key', place, { expected: needed }));
  if (json.of === 'enum') return { kind: 'enum', values: Object.keys(json.values ?? {}) };
  return json.hierarchy === undefined ? { kind: 'text' } : codeType(json.hierarchy, place, scope);
}

function codeType(
  hierarchy: string,
  place: Place,
  scope: Pick<Scope, 'hierarchies' | 'report'>,
): { kind: 'code'; hierarchy: string } {
  if (!scope.hierarchies.has(hierarchy)) {
    const near = nearest(hierarchy, scope.hierarchies.keys());
    const at = { ...place, pointer: `${place.pointer}/hierarchy` };
    scope.report(diagnose('unknown-hierarchy', at, { found: hierarchy, nearest: near }));
  }
  return { kind: 'code', hierarchy };
}

function compileAttainable(
  json: FactJson,
  type: ValueType,
  place: Place,
  scope: Pick<Scope, 'hierarchies' | 'report'>,
): Pick<Fact, 'attainable'> {
  if (json.attainable === undefined) return {};
  const attainable = json.attainable.flatMap((value, index) => {
    const at = { ...place, pointer: `${place.pointer}/attainable/${index}` };
    const parsed = parseValue(type, value, at, scope.hierarchies);
    if (!parsed.ok) scope.report(parsed.diagnostics);
    return parsed.ok ? [parsed.value] : [];
  });
  return { attainable };
}

function compileRange(json: FactJson): Pick<Fact, 'range'> {
  if (!('minimum' in json || 'maximum' in json)) return {};
  return {
    range: {
      ...(json.minimum === undefined ? {} : { minimum: new Decimal(json.minimum) }),
      ...(json.maximum === undefined ? {} : { maximum: new Decimal(json.maximum) }),
    },
  };
}

/** Compiles how a fact is derived; mistakes are reported to the scope and leave it without a derivation. */
export function compileDerivation(
  fact: Fact,
  json: DerivedJson,
  place: Place,
  scope: Scope,
): Derivation | null {
  const input = (id: string, key: string, fits: (other: Fact) => boolean, expected: Text): boolean => {
    const at = { ...place, pointer: `${place.pointer}/${key}` };
    const other = findFact(id, at, scope);
    if (other === undefined) return false;
    if (!fits(other)) scope.report(diagnose('wrong-input', at, { found: id, expected }));
    return fits(other);
  };
  const numeric = (other: Fact): boolean => NUMERIC_KINDS.includes(other.type.kind);
  const alike = (other: Fact): boolean => other.type.kind === fact.type.kind && other.unit === fact.unit;
  const kind = `${fact.type.kind}${fact.unit === null ? '' : ` (${fact.unit})`}`;
  const sameAs = {
    zh: `类型、单位与结果相同的指标：${kind}`,
    en: `a fact of the result's type and unit, ${kind}`,
  };
  switch (json.kind) {
    case 'ratio': {
      const inputs = [
        input(json.numerator, 'numerator', numeric, A_NUMBER),
        input(json.denominator, 'denominator', numeric, A_NUMBER),
      ];
      return resultFits(fact, ['ratio', 'number'], place, scope) && inputs.every(Boolean) ? json : null;
    }
    case 'sum': {
      const inputs = json.of.map((id, index) => input(id, `of/${index}`, alike, sameAs));
      return resultFits(fact, NUMERIC_KINDS, place, scope) && inputs.every(Boolean) ? json : null;
    }
    case 'difference': {
      const inputs = [
        input(json.minuend, 'minuend', alike, sameAs),
        input(json.subtrahend, 'subtrahend', alike, sameAs),
      ];
      return resultFits(fact, NUMERIC_KINDS, place, scope) && inputs.every(Boolean) ? json : null;
    }
    case 'age': {
      const fits = input(json.since, 'since', (other) => other.type.kind === 'date', A_DATE);
      return resultFits(fact, ['integer'], place, scope) && fits ? json : null;
    }
    case 'table':
      return compileTable(fact, json, place, scope);
  }
}

const A_NUMBER = { zh: '数值类指标', en: 'a fact that is a number' };
const A_DATE = { zh: '日期类指标', en: 'a fact that is a date' };

function resultFits(fact: Fact, kinds: readonly string[], place: Place, scope: Scope): boolean {
  if (kinds.includes(fact.type.kind)) return true;
  const at = { ...place, pointer: place.pointer.replace(/\/derived$/, '/type') };
  scope.report(diagnose('wrong-type', at, { expected: kinds.join(', '), found: fact.type.kind }));
  return false;
}

function compileTable(
  fact: Fact,
  json: Extract<DerivedJson, { kind: 'table' }>,
  place: Place,
  scope: Scope,
): Derivation | null {
  const at = (path: string): Place => ({ ...place, pointer: `${place.pointer}/${path}` });
  const valueAt = (value: unknown, path: string) => {
    const parsed = parseValue(fact.type, value, at(path), scope.hierarchies);
    if (!parsed.ok) scope.report(parsed.diagnostics);
    return parsed.ok ? parsed.value : undefined;
  };
  const rows = json.rows.flatMap((row, index): TableRow[] => {
    const when = compileCondition(row.when, at(`rows/${index}/when`), scope);
    const value = valueAt(row.value, `rows/${index}/value`);
    return when === undefined || value === undefined ? [] : [{ when, value }];
  });
  const otherwise = valueAt(json.otherwise, 'otherwise');
  if (otherwise === undefined || rows.length < json.rows.length) return null;
  return { kind: 'table', rows, otherwise };
}
