import { candidatesFor } from './candidates.ts';
import type { CivilDate } from './civil-date.ts';
import type { Condition } from './condition.ts';
import type { Decimal } from './decimal.ts';
import { evaluate } from './evaluate.ts';
import { reportedUnder } from './facts-read.ts';
import type { Profile, Report } from './profile.ts';
import { createReader } from './reading.ts';
import type { RuleSet } from './rule-set.ts';
import type { Reader, Trace } from './trace.ts';
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
 * of at most four, or where the condition is no `no`. Immutable facts are never touched and nobody grows younger.
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

/** Iterative deepening: each step changes one fact that the first part still to be mended reads. */
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
    if (budget === 0) return null;
    for (const next of this.steps(firstToMend(trace), attempt, reader)) {
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

  private *steps(part: Trace, { changed, waitUntil }: Attempt, reader: Reader): Generator<Attempt> {
    const facts = new Set(leavesOf(part).flatMap((leaf) => restsOn(leaf, reader)));
    const { values, days } = candidatesFor(leavesOf(this.whole(reader)), reader);
    for (const fact of facts) {
      if (changed.has(fact) || this.ruleSet.facts.get(fact)?.mutable !== true) continue;
      for (const value of this.attainable(fact, values.get(fact) ?? []))
        yield { changed: new Map(changed).set(fact, value), waitUntil };
    }
    if (waitUntil !== null) return;
    for (const day of days)
      if (day > this.asOf && (this.lastDay === null || day <= this.lastDay))
        yield { changed, waitUntil: day };
  }

  private attainable(id: string, values: readonly Value[]): readonly Value[] {
    const wanted = this.ruleSet.facts.get(id)?.attainable;
    return wanted === undefined
      ? values
      : values.filter((value) => wanted.some((each) => sameValue(each, value)));
  }

  private whole(reader: Reader): Trace {
    return evaluate(this.condition, reader);
  }

  /** Changed facts are vouched for and current; what was known stays known while the enterprise waits. */
  private readerFor({ changed, waitUntil }: Attempt): Reader {
    const profile = new Map<string, readonly Report[]>(this.profile);
    for (const [fact, value] of changed) profile.set(fact, [{ value, source: null, observedOn: null }]);
    return createReader(this.ruleSet, profile, this.asOf, { agesOn: waitUntil ?? this.asOf });
  }
}

/** The first part that must become a yes: its facts, and only they, can make it one. */
function firstToMend(trace: Trace): Trace {
  if (trace.kind === 'named') return firstToMend(trace.part);
  if (trace.kind !== 'all') return trace;
  const part =
    trace.parts.find(({ truth }) => truth === 'no') ?? trace.parts.find(({ truth }) => truth !== 'yes');
  return part === undefined ? trace : firstToMend(part);
}

type LeafTrace = Extract<Trace, { kind: 'leaf' }>;

function leavesOf(trace: Trace): readonly LeafTrace[] {
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

/** The facts of the profile that a leaf rests on: a derived fact that is reported rests on its report. */
function restsOn(leaf: LeafTrace, reader: Reader): readonly string[] {
  const ids = 'fact' in leaf.wanted ? [leaf.fact, leaf.wanted.fact] : [leaf.fact];
  return ids.flatMap((id) => (reader.read(id).reports.length > 0 ? [id] : reportedUnder(id, reader.ruleSet)));
}
