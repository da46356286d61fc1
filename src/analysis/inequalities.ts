import { compare, type Fraction, gcd, minus, reduced, ZERO } from './fraction.ts';
import { added, type Linear, scaled, withValue } from './linear.ts';

/** The linear form is at least zero; above it where strict. */
export interface Inequality {
  readonly form: Linear;
  readonly strict: boolean;
}

/** An end of what a variable may be. */
export interface Bound {
  readonly at: Fraction;
  readonly strict: boolean;
}

/** A variable and the inequalities that bound it once those after it in the list have their values. */
export interface Stage {
  readonly variable: string;
  readonly inequalities: readonly Inequality[];
}

/** Beyond so many inequalities elimination gives up. */
const MOST_INEQUALITIES = 1500;

/**
 * Fourier and Motzkin's elimination: exact over the rational numbers. Null where no solution exists; 'too-many' where
 * it grew too large to tell.
 */
export function eliminate(
  inequalities: readonly Inequality[],
  variables: readonly string[],
): readonly Stage[] | null | 'too-many' {
  const stages: Stage[] = [];
  let rest = inequalities;
  const waiting = new Set(variables);
  while (waiting.size > 0) {
    const variable = cheapest(rest, waiting);
    waiting.delete(variable);
    const { lower, upper, others } = divided(rest, variable);
    stages.push({ variable, inequalities: [...lower, ...upper] });
    const combined = lower.flatMap((low) => upper.map((high) => combinedWithout(variable, low, high)));
    rest = distinct([...others, ...combined]);
    if (rest.length > MOST_INEQUALITIES) return 'too-many';
    if (rest.some(isImpossible)) return null;
  }
  return rest.some(isImpossible) ? null : stages;
}

/** What the inequalities leave of a variable when all others have values. */
export function boundsOf(
  { variable, inequalities }: Stage,
  values: ReadonlyMap<string, Fraction>,
): { readonly low: Bound | null; readonly high: Bound | null } {
  let low: Bound | null = null;
  let high: Bound | null = null;
  for (const { form, strict } of inequalities) {
    let filled = form;
    for (const [id, value] of values) filled = withValue(filled, id, value);
    const coefficient = filled.terms.get(variable);
    if (coefficient === undefined) continue;
    const zero = minus(filled.constant);
    const bound = {
      at: reduced(zero.above * coefficient.below, zero.below * coefficient.above),
      strict,
    };
    if (coefficient.above > 0n) low = tighter(low, bound, 1);
    else high = tighter(high, bound, -1);
  }
  return { low, high };
}

function tighter(a: Bound | null, b: Bound, sign: number): Bound {
  if (a === null) return b;
  const order = compare(a.at, b.at) * sign;
  if (order === 0) return a.strict ? a : b;
  return order > 0 ? a : b;
}

/** The variable whose elimination leaves fewest inequalities. */
function cheapest(inequalities: readonly Inequality[], waiting: ReadonlySet<string>): string {
  const cost = (id: string) => {
    const { lower, upper } = divided(inequalities, id);
    return lower.length * upper.length - lower.length - upper.length;
  };
  const [first = ''] = [...waiting]
    .map((id) => ({ id, cost: cost(id) }))
    .toSorted((a, b) => a.cost - b.cost)
    .map(({ id }) => id);
  return first;
}

function divided(inequalities: readonly Inequality[], variable: string) {
  const sign = ({ form }: Inequality) => form.terms.get(variable)?.above ?? 0n;
  return {
    lower: inequalities.filter((each) => sign(each) > 0n),
    upper: inequalities.filter((each) => sign(each) < 0n),
    others: inequalities.filter((each) => sign(each) === 0n),
  };
}

function combinedWithout(variable: string, low: Inequality, high: Inequality): Inequality {
  const [up, down] = [low.form.terms.get(variable) ?? ZERO, high.form.terms.get(variable) ?? ZERO];
  const form = added(scaled(low.form, minus(down)), scaled(high.form, up));
  return { form, strict: low.strict || high.strict };
}

function isImpossible({ form, strict }: Inequality): boolean {
  if (form.terms.size > 0) return false;
  return strict ? form.constant.above <= 0n : form.constant.above < 0n;
}

/** Each once, in whole numbers without a common divisor. */
function distinct(inequalities: readonly Inequality[]): readonly Inequality[] {
  const seen = new Map<string, Inequality>();
  for (const each of inequalities) {
    const { form, strict } = each;
    if (form.terms.size === 0 && !isImpossible(each)) continue;
    const whole = { form: scaled(form, scaleOf(form)), strict };
    const text = [...whole.form.terms]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { above }]) => `${id} ${above}`);
    seen.set(`${text.join(' ')} ${whole.form.constant.above} ${strict}`, whole);
  }
  return [...seen.values()];
}

function scaleOf({ terms, constant }: Linear): Fraction {
  const parts = [...terms.values(), constant];
  const above = parts.reduce((divisor, part) => gcd(divisor, part.above), 0n);
  const below = parts.reduce((multiple, part) => (multiple / gcd(multiple, part.below)) * part.below, 1n);
  return reduced(below, parts.every((part) => part.above === 0n) ? 1n : above);
}
