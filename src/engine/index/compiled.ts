import type { CivilDate } from '../civil-date.ts';
import type { Fact } from '../rule-set.ts';
import type { Reading } from '../trace.ts';
import type { Value } from '../value.ts';
import type { CodePaths } from './code-paths.ts';
import type { TruthCode } from './truth-code.ts';

/** One profile on one date, as compiled conditions see it: facts by number. */
export interface View {
  readonly asOf: CivilDate;
  /** The value of a fact; null where it is unknown. */
  value(fact: number): Value | null;
  /** The double nearest to a number that `value` has given. */
  double(fact: number): number;
  /** The codes from a code that `value` has given up to its root. */
  path(fact: number): readonly string[];
  /** The truth of the condition of that number, worked out once. */
  truth(condition: number): TruthCode;
}

/** A condition compiled to a closure. */
export type Test = (view: View) => TruthCode;

/** A view with what its facts were read from. */
export interface ReadView {
  readonly view: View;
  /** The reading of the fact of that number. */
  of(fact: number): Reading;
}

/** Adds the facts that an unknown truth or value waits for, in the order of the condition; nothing for what is known. */
export type MissingFacts = (readings: ReadView, into: Set<string>) => void;

/** A fact, with how it is derived where it is. */
export interface CompiledFact {
  readonly fact: Fact;
  readonly derivation: {
    readonly value: (view: View) => Value | null;
    readonly missing: MissingFacts;
  } | null;
  /** For a code: the paths of its hierarchy. */
  readonly paths: CodePaths | null;
}

/** Numbers the facts of a rule set. */
export type FactNumber = (factId: string) => number;
