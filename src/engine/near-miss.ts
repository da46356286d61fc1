import { candidatesFor } from './candidates.ts';
import type { CivilDate } from './civil-date.ts';
import type { Condition } from './condition.ts';
import type { Decimal } from './decimal.ts';
import { evaluate } from './evaluate.ts';
import type { Profile, Report } from './profile.ts';
import { createReader } from './reading.ts';
import { type Remedy, remediesFor, together, WAITING, withTied } from './remedy.ts';
import type { RuleSet } from './rule-set.ts';
import { leavesOf, type Reader, type Trace } from './trace.ts';
import { isDecimal, sameValue, type Value } from './value.ts';

/** What would turn a no into a yes. */
export interface NearMiss {
  readonly changes: readonly Change[];
  /** The first day from which it holds, where waiting is part of it; null where it would hold at once. */
  readonly holdsFrom: CivilDate | null;
}

/** One fact to change. `distance` is how far a number must move, in the fact's unit. */
export interface Change {
  readonly fact: string;
  readonly from: Value | null;
  readonly to: Value;
  readonly distance: Decimal | null;
}

/** The most changes worth suggesting, waiting included. */
const MOST_CHANGES = 4;
/** Evaluations after which the search gives up: a suggestion that takes longer to find is of no use to anybody. */
const MOST_EVALUATIONS = 4000;

/** A profile with some facts changed, seen on a day that may lie ahead. */
interface Attempt {
  readonly changed: ReadonlyMap<string, Value>;
  readonly waitUntil: CivilDate | null;
}

/**
 * The smallest set of changes to mutable facts, and of waiting, that makes the condition a yes; null where there is none
 * of at most four, where the search takes too long, or where the condition is no `no`. Immutable facts are never touched
 * and nobody grows younger. Each change is tried given those before it: what only values chosen together can meet, such
 * as `a + b = 5 and a - b = 1`, isn't found.
 */
export function nearMiss(
  ruleSet: RuleSet,
  condition: Condition,
  profile: Profile,
  asOf: CivilDate,
  lastDay: CivilDate | null = null,
): NearMiss | null {
  if (evaluate(condition, createReader(ruleSet, profile, asOf)).truth !== 'no') return null;
  const search = new Search(ruleSet, condition, profile, asOf, lastDay);
  for (let changes = 1; changes <= MOST_CHANGES; changes++) {
    const found = search.within(changes, { changed: new Map(), waitUntil: null });
    if (found !== null) return search.describe(found);
    if (search.exhausted) return null;
  }
  return null;
}

/** Iterative deepening: each step changes one fact that a part still to be mended reads, or that is tied to it. */
class Search {
  exhausted = false;
  private evaluations = 0;
  private readonly ruleSet: RuleSet;
  private readonly condition: Condition;
  private readonly profile: Profile;
  private readonly asOf: CivilDate;
  private readonly lastDay: CivilDate | null;

  constructor(
    ruleSet: RuleSet,
    condition: Condition,
    profile: Profile,
    asOf: CivilDate,
    lastDay: CivilDate | null,
  ) {
    this.ruleSet = ruleSet;
    this.condition = condition;
    this.profile = profile;
    this.asOf = asOf;
    this.lastDay = lastDay;
  }

  within(budget: number, attempt: Attempt): Attempt | null {
    this.evaluations += 1;
    if (this.evaluations > MOST_EVALUATIONS) this.exhausted = true;
    if (this.exhausted) return null;
    const reader = this.readerFor(attempt);
    const trace = evaluate(this.condition, reader);
    if (trace.truth === 'yes') return attempt;
    const remedies = remediesFor(trace, reader, (option) => this.isOpen(option, attempt));
    if (together(remedies).fewest > budget) return null;
    for (const next of this.steps(trace, remedies, attempt, reader)) {
      const found = this.within(budget - 1, next);
      if (found !== null) return found;
    }
    return null;
  }

  describe({ changed, waitUntil }: Attempt): NearMiss {
    const before = createReader(this.ruleSet, this.profile, this.asOf);
    const changes = [...changed].map(([fact, to]): Change => {
      const reading = before.read(fact);
      const from = reading.known ? reading.value : null;
      const distance = isDecimal(to) && from !== null && isDecimal(from) ? to.minus(from).abs() : null;
      return { fact, from, to, distance };
    });
    return { changes, holdsFrom: waitUntil };
  }

  /** Mends the part that leaves least choice. */
  private *steps(
    trace: Trace,
    remedies: readonly Remedy[],
    attempt: Attempt,
    reader: Reader,
  ): Generator<Attempt> {
    const { changed, waitUntil } = attempt;
    const [tightest] = remedies.toSorted((a, b) => a.options.size - b.options.size);
    const leaves = leavesOf(trace);
    const { values, days } = candidatesFor(leaves, reader);
    const options = withTied(tightest?.options ?? new Set(), leaves, reader);
    for (const option of options) {
      if (option === WAITING || !this.isOpen(option, attempt)) continue;
      for (const value of this.attainable(option, values.get(option) ?? []))
        yield { changed: new Map(changed).set(option, value), waitUntil };
    }
    if (!options.has(WAITING) || !this.isOpen(WAITING, attempt)) return;
    for (const day of days)
      if (day > this.asOf && (this.lastDay === null || day <= this.lastDay))
        yield { changed, waitUntil: day };
  }

  private isOpen(option: string, { changed, waitUntil }: Attempt): boolean {
    if (option === WAITING) return waitUntil === null;
    return !changed.has(option) && this.ruleSet.facts.get(option)?.mutable === true;
  }

  private attainable(id: string, values: readonly Value[]): readonly Value[] {
    const wanted = this.ruleSet.facts.get(id)?.attainable;
    return wanted === undefined
      ? values
      : values.filter((value) => wanted.some((each) => sameValue(each, value)));
  }

  /** Changed facts are vouched for and current; what was known stays known while the enterprise waits. */
  private readerFor({ changed, waitUntil }: Attempt): Reader {
    const profile = new Map<string, readonly Report[]>(this.profile);
    for (const [fact, value] of changed) profile.set(fact, [{ value, source: null, observedOn: null }]);
    return createReader(this.ruleSet, profile, this.asOf, { agesOn: waitUntil ?? this.asOf });
  }
}
