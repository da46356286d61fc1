import { type Box, intersection } from './box.ts';
import type { Comparison } from './number-tests.ts';
import type { Problem } from './problem.ts';

/** What is still open about one fact: the values that it may be known with (null: none), and whether it may be unknown. */
export interface Range {
  readonly box: Box | null;
  readonly unknown: boolean;
}

/** Two known facts, both numbers or both dates, that must compare like this. */
export interface Relation {
  readonly left: string;
  readonly comparison: Comparison;
  readonly right: string;
}

/** Everything decided so far on one branch of the search. */
export class Store {
  readonly relations: Relation[];
  /** Derived facts whose demands have been passed on to what they come from. */
  readonly passedOn: Set<string>;
  /** Those of them that are computed from known inputs, and those that are reported instead. */
  readonly computed: Set<string>;
  readonly reported: Set<string>;
  private readonly problem: Problem;
  private readonly ranges: Map<string, Range>;

  constructor(problem: Problem, from?: Store) {
    this.problem = problem;
    this.ranges = new Map(from?.ranges);
    this.relations = [...(from?.relations ?? [])];
    this.passedOn = new Set(from?.passedOn);
    this.computed = new Set(from?.computed);
    this.reported = new Set(from?.reported);
  }

  copy(): Store {
    return new Store(this.problem, this);
  }

  /** The facts of which something was demanded. */
  touched(): IterableIterator<string> {
    return this.ranges.keys();
  }

  rangeOf(fact: string): Range {
    return this.ranges.get(fact) ?? { box: this.problem.boxOf(fact), unknown: true };
  }

  /** False where nothing is left: this branch is a dead end. */
  narrow(fact: string, to: Range): boolean {
    const range = this.meet(fact, to);
    this.ranges.set(fact, range);
    return range.box !== null || range.unknown;
  }

  /** Whether narrowing the fact so would leave anything. */
  admits(fact: string, to: Range): boolean {
    const { box, unknown } = this.meet(fact, to);
    return box !== null || unknown;
  }

  private meet(fact: string, to: Range): Range {
    const { box, unknown } = this.rangeOf(fact);
    return {
      box: box === null || to.box === null ? null : intersection(box, to.box),
      unknown: unknown && to.unknown,
    };
  }
}
