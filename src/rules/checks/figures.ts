import type { Fact } from '../../engine/rule-set.ts';
import type { AmountJson } from '../schema/amount-schema.ts';
import type { ConditionJson } from '../schema/condition-schema.ts';

/** What a figure in a rule counts, by which its size can be judged. */
export type Measure =
  | { readonly kind: 'money'; readonly role: 'threshold' | 'limit' | 'sum' }
  | { readonly kind: 'share' }
  | { readonly kind: 'count'; readonly unit: string };

/** A figure that a rule states, and where. */
export interface Figure {
  readonly value: string | number;
  readonly pointer: string;
  readonly measure: Measure;
  /** What it is compared with or what it is: a fact's id, or the key that it stands under. */
  readonly about: string;
}

type Facts = ReadonlyMap<string, Fact>;

/** The figures that facts are compared with in a condition. Named conditions have their own files. */
export function figuresOfCondition(json: ConditionJson, pointer: string, facts: Facts): readonly Figure[] {
  if ('all' in json)
    return json.all.flatMap((part, at) => figuresOfCondition(part, `${pointer}/all/${at}`, facts));
  if ('any' in json)
    return json.any.flatMap((part, at) => figuresOfCondition(part, `${pointer}/any/${at}`, facts));
  if ('not' in json) return figuresOfCondition(json.not, `${pointer}/not`, facts);
  if ('condition' in json) return [];
  return figureOf(json.value, `${pointer}/value`, json.fact, facts);
}

/** The figures of an amount: sums, limits, rates and the edges of its bands. */
export function figuresOfAmount(json: AmountJson, pointer: string, facts: Facts): readonly Figure[] {
  if ('greaterOf' in json)
    return json.greaterOf.flatMap((part, at) => figuresOfAmount(part, `${pointer}/greaterOf/${at}`, facts));
  if ('lesserOf' in json)
    return json.lesserOf.flatMap((part, at) => figuresOfAmount(part, `${pointer}/lesserOf/${at}`, facts));
  if ('fixed' in json) return [money('fixed', 'sum', json.fixed, pointer)];
  const bounds = [
    ...(json.cap === undefined ? [] : [money('cap', 'limit', json.cap, pointer)]),
    ...(json.floor === undefined ? [] : [money('floor', 'sum', json.floor, pointer)]),
  ];
  if ('rate' in json) return [share(json.rate, pointer), ...bounds];
  if ('perUnit' in json) return [money('perUnit', 'sum', json.perUnit, pointer), ...bounds];
  const bands = json.bands.flatMap((band, at) => {
    const here = `${pointer}/bands/${at}`;
    return [
      ...(band.upTo === null ? [] : figureOf(band.upTo, `${here}/upTo`, json.of, facts)),
      ...(band.fixed === undefined ? [] : [money('fixed', 'sum', band.fixed, here)]),
      ...(band.rate === undefined ? [] : [share(band.rate, here)]),
    ];
  });
  return [...bands, ...bounds];
}

/** The figure that a fact is compared with or set to; none where it isn't one. */
export function figureOf(json: unknown, pointer: string, id: string, facts: Facts): readonly Figure[] {
  const measure = measureOf(facts.get(id));
  if (measure === undefined || (typeof json !== 'number' && typeof json !== 'string')) return [];
  return [{ value: json, pointer, measure, about: id }];
}

function measureOf(fact: Fact | undefined): Measure | undefined {
  switch (fact?.type.kind) {
    case 'money':
      return { kind: 'money', role: 'threshold' };
    case 'ratio':
      return { kind: 'share' };
    case 'integer':
    case 'number':
      return fact.unit === null ? undefined : { kind: 'count', unit: fact.unit };
    default:
      return undefined;
  }
}

function money(key: string, role: 'limit' | 'sum', value: string | number, pointer: string): Figure {
  return { value, pointer: `${pointer}/${key}`, measure: { kind: 'money', role }, about: key };
}

function share(value: number, pointer: string): Figure {
  return { value, pointer: `${pointer}/rate`, measure: { kind: 'share' }, about: 'rate' };
}
