import type { CivilDate } from './civil-date.ts';
import type { Pointer, Wanted } from './condition.ts';
import type { OperatorName } from './operators/table.ts';
import type { Report, WhyUnknown } from './profile.ts';
import type { RuleSet } from './rule-set.ts';
import type { Truth } from './truth.ts';
import type { Value } from './value.ts';

/** The explanation of a truth: a tree of the shape of its condition. */
export type Trace =
  | {
      readonly kind: 'all' | 'any';
      readonly truth: Truth;
      readonly at: Pointer;
      readonly parts: readonly Trace[];
    }
  | { readonly kind: 'not'; readonly truth: Truth; readonly at: Pointer; readonly part: Trace }
  | {
      readonly kind: 'named';
      readonly truth: Truth;
      readonly at: Pointer;
      readonly name: string;
      readonly part: Trace;
    }
  | LeafTrace;

export interface LeafTrace {
  readonly kind: 'leaf';
  readonly truth: Truth;
  readonly at: Pointer;
  readonly fact: string;
  readonly operator: OperatorName;
  readonly wanted: Wanted;
  readonly actual: Reading;
  /** The other fact's reading, where the leaf compares two facts. */
  readonly other: Reading | null;
}

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

/** What the evaluation sees of one fact, and what a derived fact was derived from. */
export type Reading = {
  readonly fact: string;
  readonly reports: readonly Report[];
  readonly from: readonly Reading[];
  /** For a decision table: the rows looked at. */
  readonly rows: readonly Trace[];
} & (Known | Unknown);

interface Known {
  readonly known: true;
  readonly value: Value;
}

interface Unknown {
  readonly known: false;
  readonly why: WhyUnknown;
  /** The facts of the profile that must be filled in before this one is known; never empty. */
  readonly missing: readonly string[];
}

/** Reads the facts of one profile on one date. */
export interface Reader {
  readonly ruleSet: RuleSet;
  readonly asOf: CivilDate;
  /** The day on which ages are counted: the as-of date, unless one asks what waiting would bring. */
  readonly agesOn: CivilDate;
  read(factId: string): Reading;
}
