import type { LeafTrace, Trace } from './trace.ts';

/** A leaf that decided. */
export interface Reason {
  readonly leaf: LeafTrace;
  /** Whether the leaf stands under an odd number of `not`s: then its opposite is what was asked for. */
  readonly negated: boolean;
  /** The named condition that the leaf was written in; null where it stands in the policy itself. */
  readonly within: string | null;
}

/** The leaves that a truth rests on: for a yes those that make it, for a no those that break it, else the unknown. */
export function reasonsOf(trace: Trace): readonly Reason[] {
  return collect(trace, false, null);
}

function collect(trace: Trace, negated: boolean, within: string | null): readonly Reason[] {
  switch (trace.kind) {
    case 'all':
    case 'any': {
      const alike = trace.parts.filter((part) => part.truth === trace.truth);
      return alike.flatMap((part) => collect(part, negated, within));
    }
    case 'not':
      return collect(trace.part, !negated, within);
    case 'named':
      return collect(trace.part, negated, trace.name);
    case 'leaf':
      return [{ leaf: trace, negated, within }];
  }
}
