import type { Derivation } from '../engine/rule-set.ts';
import { type Fraction, fractionOf, minus, ONE, reduced, ZERO } from './fraction.ts';
import { type Bound, boundsOf, eliminate, type Inequality, type Stage } from './inequalities.ts';
import { added, constant, fixedValue, type Linear, scaled, subtracted, variable } from './linear.ts';
import type { Comparison } from './number-tests.ts';
import { picksBetween } from './pick.ts';
import type { End, Span, Spans } from './spans.ts';
import type { Relation } from './store.ts';

export type Arithmetic = Extract<Derivation, { kind: 'ratio' | 'sum' | 'difference' }>;

/** Numbers that hang together: each in its spans, some computed from others, some compared. */
export interface Network {
  readonly variables: ReadonlyMap<string, Spans>;
  readonly computed: ReadonlyMap<string, Arithmetic>;
  readonly relations: readonly Relation[];
}

type Values = ReadonlyMap<string, Fraction>;
/** Inequalities of which one list must hold. */
type Alternatives = readonly (readonly Inequality[])[];

/** Looks for numbers that fit; `accept` makes what is looked for of them, or null where they won't do after all. */
export class NumberSearch<Found> {
  /** Whether something was left untried: that nothing was found then means nothing. */
  incomplete = false;
  private readonly network: Network;
  private readonly accept: (values: Values) => Found | null;
  private readonly spend: () => boolean;

  constructor(network: Network, accept: (values: Values) => Found | null, spend: () => boolean) {
    this.network = network;
    this.accept = accept;
    this.spend = spend;
  }

  find(): Found | null {
    const found = this.withDenominators(denominatorsToFix(this.network), new Map());
    if (found === null && mayRound(this.network)) this.incomplete = true;
    return found;
  }

  /** A ratio that is compared or computed with is linear only while its denominator is a number. */
  private withDenominators([first, ...others]: readonly string[], fixed: Values): Found | null {
    if (first === undefined) return this.solve(fixed);
    const spans = this.network.variables.get(first);
    for (const span of spans?.spans ?? []) {
      const picks = picksBetween(boundOf(span.low), boundOf(span.high), spans?.places ?? null);
      if (!picks.all) this.incomplete = true;
      for (const value of picks.values) {
        if (!this.spend()) return null;
        const found = this.withDenominators(others, new Map(fixed).set(first, value));
        if (found !== null) return found;
      }
    }
    return null;
  }

  private solve(fixed: Values): Found | null {
    const { variables, relations } = this.network;
    const forms = new Forms(this.network, fixed);
    const bounds = [...variables].map(([id, { spans }]): Alternatives => {
      const form = forms.of(id);
      return form === null
        ? spans.flatMap((span) => forms.ratioWithin(id, span))
        : spans.map((span) => within(form, span));
    });
    const compared = relations.map(({ left, comparison, right }): Alternatives => {
      const [a, b] = [forms.of(left), forms.of(right)];
      return a === null || b === null ? [[]] : comparing(subtracted(a, b), comparison);
    });
    const equal = [...fixed].map(([id, value]): Alternatives => {
      const form = forms.of(id);
      return form === null ? [[]] : comparing(subtracted(form, constant(value)), 'equal');
    });
    const all = [...bounds, ...compared, ...equal].toSorted((a, b) => a.length - b.length);
    return this.choose(all, [], [...forms.bases()]);
  }

  private choose(
    [first, ...others]: readonly Alternatives[],
    chosen: readonly Inequality[],
    bases: readonly string[],
  ): Found | null {
    if (first === undefined) return this.assignAll(chosen, bases);
    for (const alternative of first) {
      if (!this.spend()) return null;
      const found = this.choose(others, [...chosen, ...alternative], bases);
      if (found !== null) return found;
    }
    return null;
  }

  private assignAll(inequalities: readonly Inequality[], bases: readonly string[]): Found | null {
    const stages = eliminate(inequalities, bases);
    if (stages === 'too-many') this.incomplete = true;
    return stages === null || stages === 'too-many' ? null : this.assign(stages, new Map());
  }

  private assign(stages: readonly Stage[], values: Values): Found | null {
    const stage = stages.at(-1);
    if (stage === undefined) return this.tryOut(values);
    const { low, high } = boundsOf(stage, values);
    const places = this.network.variables.get(stage.variable)?.places ?? null;
    const picks = picksBetween(low, high, places);
    for (const value of picks.values) {
      if (!this.spend()) return null;
      const found = this.assign(stages.slice(0, -1), new Map(values).set(stage.variable, value));
      if (found !== null) return found;
    }
    if (!picks.all) this.incomplete = true;
    return null;
  }

  private tryOut(values: Values): Found | null {
    const found = this.accept(values);
    if (found === null) this.incomplete = true;
    return found;
  }
}

/** The numbers of a network as linear forms of those that aren't computed. */
class Forms {
  private readonly network: Network;
  private readonly fixed: Values;

  constructor(network: Network, fixed: Values) {
    this.network = network;
    this.fixed = fixed;
  }

  bases(): IterableIterator<string> {
    return new Set(
      [...this.network.variables.keys()].filter((id) => !this.network.computed.has(id)),
    ).values();
  }

  /** Null for a ratio whose denominator isn't fixed, and for what is computed with one. */
  of(id: string): Linear | null {
    const arithmetic = this.network.computed.get(id);
    if (arithmetic === undefined) return variable(id);
    switch (arithmetic.kind) {
      case 'sum':
        return arithmetic.of.map((term) => this.of(term)).reduce(addedIfLinear, constant(ZERO));
      case 'difference':
        return addedIfLinear(this.of(arithmetic.minuend), negative(this.of(arithmetic.subtrahend)));
      case 'ratio': {
        const [above, below] = [this.of(arithmetic.numerator), this.denominatorOf(arithmetic.denominator)];
        if (above === null || below === null || below.above === 0n) return null;
        return scaled(above, reduced(below.below, below.above));
      }
    }
  }

  /** The ratio lies in the span: once for positive denominators, once for negative ones. */
  ratioWithin(id: string, { low, high }: Span): Alternatives {
    const arithmetic = this.network.computed.get(id);
    if (arithmetic?.kind !== 'ratio') return [[]];
    const [above, below] = [this.of(arithmetic.numerator), this.of(arithmetic.denominator)];
    if (above === null || below === null) return [[]];
    return [ONE, minus(ONE)].map((sign) => {
      const [over, under] = [scaled(above, sign), scaled(below, sign)];
      const inequality = (end: End | null, form: (times: Linear) => Linear): readonly Inequality[] =>
        end === null ? [] : [{ form: form(scaled(under, fractionOf(end.at))), strict: end.open }];
      return [
        { form: under, strict: true },
        ...inequality(low, (least) => subtracted(over, least)),
        ...inequality(high, (most) => subtracted(most, over)),
      ];
    });
  }

  private denominatorOf(id: string): Fraction | null {
    const fixed = this.fixed.get(id);
    if (fixed !== undefined) return fixed;
    const form = this.of(id);
    return form === null ? null : fixedValue(form);
  }
}

function addedIfLinear(a: Linear | null, b: Linear | null): Linear | null {
  return a === null || b === null ? null : added(a, b);
}

function negative(form: Linear | null): Linear | null {
  return form === null ? null : scaled(form, minus(ONE));
}

function within(form: Linear, { low, high }: Span): readonly Inequality[] {
  return [
    ...(low === null ? [] : [{ form: subtracted(form, constant(fractionOf(low.at))), strict: low.open }]),
    ...(high === null ? [] : [{ form: subtracted(constant(fractionOf(high.at)), form), strict: high.open }]),
  ];
}

/** The form compares like this with zero. */
function comparing(form: Linear, comparison: Comparison): Alternatives {
  const [up, down] = [form, scaled(form, minus(ONE))];
  const isAbove = { form: up, strict: true };
  const isBelow = { form: down, strict: true };
  switch (comparison) {
    case 'equal':
      return [
        [
          { form: up, strict: false },
          { form: down, strict: false },
        ],
      ];
    case 'not-equal':
      return [[isAbove], [isBelow]];
    case 'less':
      return [[isBelow]];
    case 'less-or-equal':
      return [[{ form: down, strict: false }]];
    case 'greater':
      return [[isAbove]];
    case 'greater-or-equal':
      return [[{ form: up, strict: false }]];
  }
}

export function boundOf(end: End | null): Bound | null {
  return end === null ? null : { at: fractionOf(end.at), strict: end.open };
}

function denominatorsToFix({ computed, relations }: Network): readonly string[] {
  const used = new Set([
    ...relations.flatMap(({ left, right }) => [left, right]),
    ...[...computed.values()].flatMap(inputsOfArithmetic),
  ]);
  return [
    ...new Set(
      [...computed].flatMap(([id, arithmetic]) =>
        arithmetic.kind === 'ratio' && used.has(id) ? [arithmetic.denominator] : [],
      ),
    ),
  ];
}

export function inputsOfArithmetic(arithmetic: Arithmetic): readonly string[] {
  switch (arithmetic.kind) {
    case 'ratio':
      return [arithmetic.numerator, arithmetic.denominator];
    case 'sum':
      return arithmetic.of;
    case 'difference':
      return [arithmetic.minuend, arithmetic.subtrahend];
  }
}

/**
 * Whether the engine's forty digits may not hold a result exactly, so that what has no solution among exact numbers may
 * have one among rounded ones. Whole numbers and money always fit; so do their ratios beside short constants.
 */
function mayRound({ variables, computed, relations }: Network): boolean {
  if (computed.size === 0) return false;
  const ratios = new Set([...computed].flatMap(([id, { kind }]) => (kind === 'ratio' ? [id] : [])));
  const inputs = [...computed.values()].flatMap(inputsOfArithmetic);
  const compared = relations.flatMap(({ left, right }) => [left, right]);
  if ([...inputs, ...compared].some((id) => ratios.has(id))) return true;
  if (inputs.some((id) => variables.get(id)?.places == null)) return true;
  const ends = [...ratios].flatMap((id) =>
    (variables.get(id)?.spans ?? []).flatMap(({ low, high }) => [low, high]),
  );
  return ends.some((end) => end !== null && (end.at.decimalPlaces() > 12 || end.at.precision() > 15));
}
