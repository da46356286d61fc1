import { type CivilDate, daysBetween } from './civil-date.ts';
import type { Authority, Fact } from './rule-set.ts';
import { sameValue, type Value } from './value.ts';

/** One report of a fact. `source` is the authority that vouches for it; null means self-declared. */
export interface Report {
  readonly value: Value;
  readonly source: string | null;
  /** The day the value was observed; null means that it holds on the as-of date. */
  readonly observedOn: CivilDate | null;
}

/** What is known of one enterprise: for each fact id every report of it. A fact not listed is absent. */
export type Profile = ReadonlyMap<string, readonly Report[]>;

/** Of a profile, all that deciding asks for. */
export type Reported = Pick<Profile, 'get'>;

/** Why a fact is unknown. `undefined` is a ratio over zero. */
export type WhyUnknown =
  | 'absent'
  | 'stale'
  | 'later'
  | 'conflicting'
  | 'underivable'
  | 'undefined'
  | 'unvouched';

export type Evidence =
  | {
      readonly known: true;
      readonly value: Value;
      readonly vouched: boolean;
      readonly reports: readonly Report[];
    }
  | { readonly known: false; readonly why: WhyUnknown; readonly reports: readonly Report[] };

/**
 * What the reports of one fact establish on the as-of date. A later report of a body replaces its earlier ones;
 * reports observed after the as-of date or older than the fact's maximum age don't count; those that count must agree.
 * A value is vouched for when one of the bodies that report it is an authority for the fact.
 */
export function weigh(
  fact: Fact,
  reports: readonly Report[],
  authorities: ReadonlyMap<string, Authority>,
  asOf: CivilDate,
): Evidence {
  const current = reports.filter((report) => report.observedOn === null || report.observedOn <= asOf);
  const latest = current.filter((report) => !current.some((other) => supersedes(other, report)));
  const fresh = latest.filter((report) => !isStale(fact, report, asOf));
  const first = fresh[0];
  if (first === undefined) return { known: false, why: whyNone(reports, current), reports };
  if (fresh.some((report) => !sameValue(report.value, first.value)))
    return { known: false, why: 'conflicting', reports };
  const vouched = fresh.some((report) => vouches(report.source, fact, authorities));
  return { known: true, value: first.value, vouched, reports };
}

function supersedes(later: Report, earlier: Report): boolean {
  if (later.source !== earlier.source || earlier.observedOn === null) return false;
  return later.observedOn === null || later.observedOn > earlier.observedOn;
}

function isStale(fact: Fact, report: Report, asOf: CivilDate): boolean {
  if (fact.maxAgeDays === null || report.observedOn === null) return false;
  return daysBetween(report.observedOn, asOf) > fact.maxAgeDays;
}

function whyNone(reports: readonly Report[], current: readonly Report[]): WhyUnknown {
  if (reports.length === 0) return 'absent';
  return current.length === 0 ? 'later' : 'stale';
}

/** Whether a report of this body proves the fact. */
export function vouches(
  source: string | null,
  fact: Fact,
  authorities: ReadonlyMap<string, Authority>,
): boolean {
  if (source === null) return false;
  return fact.authorities.includes(source) || authorities.get(source)?.aggregator === true;
}
