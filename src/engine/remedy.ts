import { inputsOf } from './facts-read.ts';
import type { Derivation } from './rule-set.ts';
import { type LeafTrace, leavesOf, type Reader, type Trace } from './trace.ts';

/** What could turn a part that isn't a yes into one. */
export interface Remedy {
  /** The facts that it may be mended by, and `WAITING` where it rests on an age. */
  readonly options: ReadonlySet<string>;
  /** No fewer changes than these will do; infinite where nothing does. */
  readonly fewest: number;
}

/** No fact has this id. */
export const WAITING = '';

/** The remedies of the parts that must become a yes, each by itself. `open` says what may still be changed. */
export function remediesFor(
  trace: Trace,
  reader: Reader,
  open: (option: string) => boolean,
): readonly Remedy[] {
  return partsToMend(trace).map((part) => remedyFor(part, reader, open));
}

function partsToMend(trace: Trace): readonly Trace[] {
  if (trace.truth === 'yes') return [];
  if (trace.kind === 'named') return partsToMend(trace.part);
  return trace.kind === 'all' ? trace.parts.flatMap(partsToMend) : [trace];
}

function remedyFor(trace: Trace, reader: Reader, open: (option: string) => boolean): Remedy {
  switch (trace.kind) {
    case 'all':
    case 'named':
      return together(remediesFor(trace, reader, open));
    case 'any': {
      const parts = trace.parts.map((part) => remedyFor(part, reader, open));
      const options = parts
        .filter(({ fewest }) => fewest < Number.POSITIVE_INFINITY)
        .map((part) => part.options);
      return { options: union(options), fewest: Math.min(...parts.map(({ fewest }) => fewest)) };
    }
    default: {
      const options = leavesOf(trace).flatMap((leaf) => optionsOf(leaf, reader).filter(open));
      return { options: new Set(options), fewest: options.length === 0 ? Number.POSITIVE_INFINITY : 1 };
    }
  }
}

/** Parts that share no option need their changes each; one that nothing mends spoils all. */
export function together(parts: readonly Remedy[]): Remedy {
  const counted = new Set<string>();
  let fewest = 0;
  for (const part of parts.toSorted((a, b) => a.options.size - b.options.size)) {
    if ([...part.options].some((option) => counted.has(option))) continue;
    for (const option of part.options) counted.add(option);
    fewest += part.fewest;
  }
  return { options: union(parts.map(({ options }) => options)), fewest };
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

/**
 * The options, then what leaves tie to them: what one fact must come to may depend on what another has been changed
 * to.
 */
export function withTied(
  options: ReadonlySet<string>,
  leaves: readonly LeafTrace[],
  reader: Reader,
): ReadonlySet<string> {
  const tied = new Set(options);
  const ties = leaves.map((leaf) => optionsOf(leaf, reader));
  for (let before = 0; before < tied.size; ) {
    before = tied.size;
    for (const tie of ties)
      if (tie.some((option) => tied.has(option))) for (const option of tie) tied.add(option);
  }
  return tied;
}

/** The facts of the profile that a leaf rests on, and waiting where it rests on an age. */
function optionsOf({ fact, wanted }: LeafTrace, reader: Reader): readonly string[] {
  return ('fact' in wanted ? [fact, wanted.fact] : [fact]).flatMap((id) => optionsUnder(id, reader));
}

/** A derived fact that is reported rests on its report. */
function optionsUnder(id: string, reader: Reader): readonly string[] {
  const derivation = derivationInUse(id, reader);
  if (derivation === null) return [id];
  const under = inputsOf(derivation).flatMap((input) => optionsUnder(input, reader));
  return derivation.kind === 'age' ? [...under, WAITING] : under;
}

function derivationInUse(id: string, reader: Reader): Derivation | null {
  if (reader.read(id).reports.length > 0) return null;
  return reader.ruleSet.facts.get(id)?.derivation ?? null;
}
