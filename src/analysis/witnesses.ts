import { Decimal } from '../engine/decimal.ts';
import type { Profile, Report } from '../engine/profile.ts';
import type { Value } from '../engine/value.ts';
import { daysWithAge } from './ages.ts';
import type { Box } from './box.ts';
import { dateOf, dayNumber } from './day-number.ts';
import { decimalOf, type Fraction } from './fraction.ts';
import { networkOf } from './network.ts';
import { boundOf, NumberSearch } from './numbers.ts';
import { pickNumber, picksBetween } from './pick.ts';
import type { Problem } from './problem.ts';
import { pointSpan, type Spans } from './spans.ts';
import type { Store } from './store.ts';

type Values = ReadonlyMap<string, Fraction>;

/** Makes profiles of branches on which nothing is left to decide but numbers. */
export class Witnesses {
  /** Why a branch that has no profile may have one all the same. */
  failed: 'arithmetic' | 'replay' | null = null;
  private readonly problem: Problem;
  private readonly holds: (profile: Profile) => boolean;

  constructor(problem: Problem, holds: (profile: Profile) => boolean) {
    this.problem = problem;
    this.holds = holds;
  }

  /** A profile that holds; null where the branch has none. */
  from(store: Store, spend: () => boolean): Profile | null {
    const [days] = this.daysToFix(store);
    return days === undefined ? this.withNumbers(store, spend) : this.withEachDay(store, days, spend);
  }

  private withNumbers(store: Store, spend: () => boolean): Profile | null {
    const network = networkOf(store, this.problem);
    if (network === null) return null;
    if (network.variables.size === 0) {
      const profile = this.profileOf(store, new Map());
      if (this.holds(profile)) return profile;
      this.failed = 'replay';
      return null;
    }
    const accept = (values: Values) => {
      const profile = this.profileOf(store, values);
      return this.holds(profile) ? profile : null;
    };
    const search = new NumberSearch(network, accept, spend);
    const found = search.find();
    if (found === null && search.incomplete) this.failed ??= 'arithmetic';
    return found;
  }

  /** Days on which something began that is compared in two ways: by its age in years and by the day itself, say. */
  private daysToFix(store: Store): readonly string[] {
    const network = networkOf(store, this.problem);
    const seen = new Set(network?.variables.keys());
    const twice: string[] = [];
    for (const id of network?.variables.keys() ?? []) {
      const since = this.beginningOf(id, store);
      if (since === null) continue;
      if (seen.has(since) && !isFixed(store, since)) twice.push(since);
      seen.add(since);
    }
    return twice;
  }

  private withEachDay(store: Store, fact: string, spend: () => boolean): Profile | null {
    const { box } = store.rangeOf(fact);
    if (box?.kind !== 'spans') return null;
    for (const span of box.spans) {
      const picks = picksBetween(boundOf(span.low), boundOf(span.high), 0);
      if (!picks.all) this.failed ??= 'arithmetic';
      for (const day of picks.values) {
        if (!spend()) return null;
        const copy = store.copy();
        const at = decimalOf(day) ?? new Decimal(0);
        copy.narrow(fact, { box: { kind: 'spans', places: 0, spans: [pointSpan(at)] }, unknown: false });
        const found = this.from(copy, spend);
        if (found !== null) return found;
      }
    }
    return null;
  }

  private beginningOf(id: string, store: Store): string | null {
    const { derivation } = this.problem.fact(id);
    return derivation?.kind === 'age' && store.computed.has(id) ? derivation.since : null;
  }

  private profileOf(store: Store, values: Values): Profile {
    const settled = store.copy();
    for (const [id, value] of values) this.settle(settled, id, value);
    const profile = new Map<string, readonly Report[]>();
    for (const id of [...settled.touched()].toSorted()) {
      const fact = this.problem.fact(id);
      if (fact.derivation !== null && !settled.reported.has(id)) continue;
      const { box, unknown } = settled.rangeOf(id);
      if (unknown || box === null) continue;
      profile.set(id, [
        { value: this.valueIn(id, box), source: fact.authorities[0] ?? null, observedOn: null },
      ]);
    }
    return profile;
  }

  /** Gives a number its value; an age gives a day on which what it counts from began. */
  private settle(store: Store, id: string, value: Fraction): void {
    const at = decimalOf(value);
    if (at === null) return;
    const point: Spans = { spans: [pointSpan(at)], places: null };
    const since = this.beginningOf(id, store);
    const { derivation } = this.problem.fact(id);
    if (since === null || derivation?.kind !== 'age')
      store.narrow(id, { box: { kind: 'spans', ...point }, unknown: false });
    else {
      const days = daysWithAge(this.problem.asOf, derivation.in, pointSpan(at));
      const spans = days === null ? [] : [days];
      store.narrow(since, { box: { kind: 'spans', spans, places: 0 }, unknown: false });
    }
  }

  private valueIn(id: string, box: Box): Value {
    const fact = this.problem.fact(id);
    switch (box.kind) {
      case 'points':
        return box.points[0] ?? '';
      case 'members':
        return [...box.has].filter((member) => member !== '').toSorted();
      case 'spans': {
        const all = this.problem.boxOf(id);
        const usual = fact.type.kind === 'date' ? dayNumber(this.problem.asOf) : new Decimal(0);
        const number = pickNumber(box, all.kind === 'spans' ? all : box, usual);
        return fact.type.kind === 'date' ? dateOf(number) : number;
      }
    }
  }
}

function isFixed(store: Store, id: string): boolean {
  const { box } = store.rangeOf(id);
  return (
    box?.kind === 'spans' &&
    box.spans.length === 1 &&
    box.spans.every(({ low, high }) => low !== null && high !== null && low.at.eq(high.at))
  );
}
