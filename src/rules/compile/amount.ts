import type { Amount, Band, Bounds } from '../../engine/amount-formula.ts';
import { Decimal } from '../../engine/decimal.ts';
import type { NamedGroup } from '../../engine/rule-set.ts';
import { NUMERIC_KINDS } from '../../engine/value.ts';
import { diagnose, type Place } from '../diagnostic.ts';
import type { AmountJson, ExclusionJson } from '../schema/amount-schema.ts';
import { parseValue } from '../value-json.ts';
import { findFact } from './condition.ts';
import type { Scope } from './scope.ts';

type Json<Key extends string> = Extract<AmountJson, Record<Key, unknown>>;

/** Compiles an amount; undefined where it has mistakes, all reported to the scope. */
export function compileAmount(json: AmountJson, place: Place, scope: Scope): Amount | undefined {
  if ('greaterOf' in json) return compileChoice('greater-of', json.greaterOf, 'greaterOf', place, scope);
  if ('lesserOf' in json) return compileChoice('lesser-of', json.lesserOf, 'lesserOf', place, scope);
  if ('fixed' in json) {
    const amount = money(json.fixed, below(place, 'fixed'), scope);
    return amount && { kind: 'fixed', amount };
  }
  const counts = checkCounted(json.of, below(place, 'of'), scope);
  const bounds = compileBounds(json, place, scope);
  const counted = compileCounted(json, place, scope);
  if (!counts || bounds === undefined || counted === undefined) return undefined;
  return { ...counted, of: json.of, ...bounds };
}

function below(place: Place, ...steps: readonly (string | number)[]): Place {
  return { ...place, pointer: [place.pointer, ...steps].join('/') };
}

function compileChoice(
  kind: 'greater-of' | 'lesser-of',
  json: readonly AmountJson[],
  key: string,
  place: Place,
  scope: Scope,
): Amount | undefined {
  const parts = json.flatMap((part, index) => compileAmount(part, below(place, key, index), scope) ?? []);
  return parts.length === json.length ? { kind, parts } : undefined;
}

type Counted =
  | { kind: 'rate'; rate: Decimal }
  | { kind: 'per-unit'; amount: Decimal; maxUnits: Decimal | null }
  | { kind: 'tiers'; mode: 'slab' | 'marginal'; bands: readonly Band[] };

function compileCounted(
  json: Json<'rate'> | Json<'perUnit'> | Json<'tiers'>,
  place: Place,
  scope: Scope,
): Counted | undefined {
  if ('tiers' in json) {
    const bands = compileBands(json, place, scope);
    return bands && { kind: 'tiers', mode: json.tiers, bands };
  }
  if ('rate' in json) {
    const rate = new Decimal(json.rate);
    if (!isNegative(rate, below(place, 'rate'), scope)) return { kind: 'rate', rate };
    return undefined;
  }
  const amount = money(json.perUnit, below(place, 'perUnit'), scope);
  const maxUnits = json.maxUnits === undefined ? null : new Decimal(json.maxUnits);
  return amount && { kind: 'per-unit', amount, maxUnits };
}

/** Bands ascend without overlap, and the last is open: every value lies in exactly one. */
function compileBands(json: Json<'tiers'>, place: Place, scope: Scope): readonly Band[] | undefined {
  const at = (index: number, key: string): Place => below(place, 'bands', index, key);
  const bands = json.bands.flatMap((band, index): Band[] => {
    const upTo = band.upTo === null ? null : edge(json.of, band.upTo, at(index, 'upTo'), scope);
    const fixed = money(band.fixed ?? 0, at(index, 'fixed'), scope);
    const rate = new Decimal(band.rate ?? 0);
    if (isNegative(rate, at(index, 'rate'), scope) || upTo === undefined || fixed === undefined) return [];
    return [{ upTo, rate, fixed }];
  });
  if (bands.length < json.bands.length) return undefined;
  const disorder = bands.flatMap((band, index) => {
    const code = bandFault(band, bands[index - 1], index === bands.length - 1);
    const found = band.upTo?.toFixed() ?? 'null';
    return code === undefined ? [] : [diagnose(code, at(index, 'upTo'), { found })];
  });
  scope.report(disorder);
  return disorder.length === 0 ? bands : undefined;
}

/** Where a band ends: a value of the fact that is counted. Of one that isn't known, or is no number, it passes for money. */
function edge(of: string, json: string | number, place: Place, scope: Scope): Decimal | undefined {
  const kind = scope.facts.get(of)?.type.kind;
  const type = { kind: kind === 'number' || kind === 'ratio' ? kind : 'money' } as const;
  const parsed = parseValue(type, json, place, scope.hierarchies);
  if (parsed.ok) return parsed.value as Decimal;
  scope.report(parsed.diagnostics);
  return undefined;
}

function bandFault(
  band: Band,
  previous: Band | undefined,
  last: boolean,
): 'tiers-gap' | 'tiers-order' | undefined {
  if (last) return band.upTo === null ? undefined : 'tiers-gap';
  if (band.upTo === null) return 'tiers-order';
  return previous?.upTo != null && band.upTo.lte(previous.upTo) ? 'tiers-order' : undefined;
}

function checkCounted(id: string, place: Place, scope: Scope): boolean {
  const fact = findFact(id, place, scope);
  if (fact === undefined || NUMERIC_KINDS.includes(fact.type.kind)) return fact !== undefined;
  const expected = { zh: '数字或金额类的指标', en: 'a fact that is a number or an amount' };
  scope.report(diagnose('wrong-input', place, { found: id, expected }));
  return false;
}

function compileBounds(
  json: { readonly cap?: string | number | undefined; readonly floor?: string | number | undefined },
  place: Place,
  scope: Scope,
): Bounds | undefined {
  const bound = (key: 'cap' | 'floor'): Decimal | null | undefined => {
    const value = json[key];
    return value === undefined ? null : money(value, below(place, key), scope);
  };
  const [cap, floor] = [bound('cap'), bound('floor')];
  if (cap === undefined || floor === undefined) return undefined;
  if (cap !== null && floor?.gt(cap) === true) {
    const details = { found: floor.toFixed(), expected: cap.toFixed() };
    scope.report(diagnose('floor-above-cap', below(place, 'floor'), details));
    return undefined;
  }
  return { cap, floor };
}

/** Money that a benefit may state: never negative. */
function money(
  json: string | number,
  place: Place,
  scope: Pick<Scope, 'hierarchies' | 'report'>,
): Decimal | undefined {
  const parsed = parseValue({ kind: 'money' }, json, place, scope.hierarchies);
  if (!parsed.ok) {
    scope.report(parsed.diagnostics);
    return undefined;
  }
  const amount = parsed.value as Decimal;
  return isNegative(amount, place, scope) ? undefined : amount;
}

function isNegative(value: Decimal, place: Place, scope: Pick<Scope, 'report'>): boolean {
  const negative = value.isNegative() && !value.isZero();
  if (negative) scope.report(diagnose('negative-amount', place, { found: value.toFixed() }));
  return negative;
}

/** Compiles an exclusion group: it must limit something. */
export function compileExclusion(
  json: ExclusionJson,
  file: string,
  scope: Pick<Scope, 'hierarchies' | 'report'>,
): NamedGroup | undefined {
  if (json.atMost === undefined && json.cap === undefined) {
    scope.report(diagnose('missing-key', { file, pointer: '' }, { expected: 'atMost | cap' }));
    return undefined;
  }
  const cap = json.cap === undefined ? null : money(json.cap, { file, pointer: '/cap' }, scope);
  return cap === undefined ? undefined : { id: json.id, label: json.label, atMost: json.atMost ?? null, cap };
}
