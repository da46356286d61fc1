import { agesWithin } from './ages.ts';
import { type Arithmetic, inputsOfArithmetic, type Network } from './numbers.ts';
import type { Problem } from './problem.ts';
import { cut, type Spans } from './spans.ts';
import type { Store } from './store.ts';

/** The facts whose numbers hang together on a finished branch; null where one of them has no number left. */
export function networkOf(store: Store, problem: Problem): Network | null {
  const computed = new Map<string, Arithmetic>();
  for (const id of store.computed) {
    const { derivation } = problem.fact(id);
    if (derivation?.kind === 'ratio' || derivation?.kind === 'sum' || derivation?.kind === 'difference')
      computed.set(id, derivation);
  }
  const ids = new Set([
    ...computed.keys(),
    ...[...computed.values()].flatMap(inputsOfArithmetic),
    ...store.relations.flatMap(({ left, right }) => [left, right]),
  ]);
  const variables = new Map<string, Spans>();
  for (const id of ids) {
    const spans = spansOf(id, store, problem);
    if (spans === null || spans.spans.length === 0) return null;
    variables.set(id, spans);
  }
  return { variables, computed, relations: store.relations };
}

/** An age is a number by itself here: some day of beginning gives each that is left. */
function spansOf(id: string, store: Store, problem: Problem): Spans | null {
  const { box } = store.rangeOf(id);
  if (box?.kind !== 'spans') return null;
  const { derivation } = problem.fact(id);
  if (derivation?.kind !== 'age' || !store.computed.has(id)) return box;
  const since = store.rangeOf(derivation.since).box;
  if (since?.kind !== 'spans') return null;
  // The later the day, the lower the age.
  const ages = since.spans.map((span) => agesWithin(problem.asOf, derivation.in, span)).toReversed();
  return joined(cut(box, ages));
}

/** Neighbouring spans of days may give the same ages. */
function joined(all: Spans): Spans {
  const spans: Spans['spans'][number][] = [];
  for (const span of all.spans) {
    const last = spans.at(-1);
    if (last?.high == null || span.low === null || last.high.at.lt(span.low.at)) spans.push(span);
    else spans[spans.length - 1] = { low: last.low, high: span.high };
  }
  return { ...all, spans };
}
