import { type Fraction, minus, ONE, plus, times, ZERO } from './fraction.ts';

/** A sum of variables, each times its coefficient, and a constant. */
export interface Linear {
  readonly terms: ReadonlyMap<string, Fraction>;
  readonly constant: Fraction;
}

export function variable(id: string): Linear {
  return { terms: new Map([[id, ONE]]), constant: ZERO };
}

export function constant(value: Fraction): Linear {
  return { terms: new Map(), constant: value };
}

export function scaled({ terms, constant: rest }: Linear, by: Fraction): Linear {
  if (by.above === 0n) return constant(ZERO);
  return {
    terms: new Map([...terms].map(([id, coefficient]) => [id, times(coefficient, by)])),
    constant: times(rest, by),
  };
}

export function added(a: Linear, b: Linear): Linear {
  const terms = new Map(a.terms);
  for (const [id, coefficient] of b.terms) {
    const sum = plus(terms.get(id) ?? ZERO, coefficient);
    if (sum.above === 0n) terms.delete(id);
    else terms.set(id, sum);
  }
  return { terms, constant: plus(a.constant, b.constant) };
}

export function subtracted(a: Linear, b: Linear): Linear {
  return added(a, scaled(b, minus(ONE)));
}

/** Its value where it has no variables; else null. */
export function fixedValue({ terms, constant: rest }: Linear): Fraction | null {
  return terms.size === 0 ? rest : null;
}

/** With one variable replaced by a value. */
export function withValue(linear: Linear, id: string, value: Fraction): Linear {
  const coefficient = linear.terms.get(id);
  if (coefficient === undefined) return linear;
  const terms = new Map(linear.terms);
  terms.delete(id);
  return { terms, constant: plus(linear.constant, times(coefficient, value)) };
}
