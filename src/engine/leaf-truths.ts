import type { LeafTrace, Trace } from './trace.ts';

/** The leaves of a trace, from left to right; those of named conditions included. */
export function leavesOf(trace: Trace): readonly LeafTrace[] {
  switch (trace.kind) {
    case 'all':
    case 'any':
      return trace.parts.flatMap(leavesOf);
    case 'not':
    case 'named':
      return leavesOf(trace.part);
    case 'leaf':
      return [trace];
  }
}
