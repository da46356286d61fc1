import type { CivilDate } from '../../engine/civil-date.ts';
import { Decimal } from '../../engine/decimal.ts';
import { type Match, match, type Outcome } from '../../engine/match.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { type Diagnostic, diagnose } from '../../rules/diagnostic.ts';
import { parseJsonText } from '../../rules/json-text.ts';
import type { MatchRequest } from '../../rules/match-request.ts';
import { readFor } from './request.ts';
import { type Both, both, type RuleSets, type Side } from './sides.ts';

/** One profile, or a match request around one, as it was read: a line of a file, or a file. */
export interface ProfileText {
  /** What a report calls it: `line 12` of what, or the name of the file. */
  readonly place: string;
  readonly text: string;
}

/** What the change does to one enterprise under one policy. */
export interface Touched {
  readonly place: string;
  readonly subject: string | null;
  readonly name: string | null;
  readonly old: Standing;
  readonly new: Standing;
}

/** How an enterprise stands with a policy. `paid` is what an eligible one gets after exclusion groups; null where unknown. */
export interface Standing {
  readonly outcome: Outcome | null;
  readonly automatic: boolean;
  readonly paid: Decimal | null;
  /** Whether there is an amount that waits for data. */
  readonly isOpen: boolean;
}

export interface PolicyTally {
  readonly id: string;
  gains: number;
  loses: number;
  /** Enterprises whose outcome changed though they neither gain nor lose: ineligible before, lacking data now. */
  shifts: number;
  readonly gaining: Touched[];
  readonly losing: Touched[];
  /** Yuan paid to eligible enterprises, as far as known. */
  sums: Both<Decimal>;
  /** Eligible enterprises of which the amount isn't known. */
  unknown: { old: number; new: number };
}

/** What the change does to the enterprises given. */
export interface Affected {
  readonly enterprises: number;
  /** Enterprises that gain under some policy; one may gain and lose. */
  readonly gains: number;
  readonly loses: number;
  readonly sums: Both<Decimal>;
  readonly policies: readonly PolicyTally[];
  /** The first of those that couldn't be read. */
  readonly bad: readonly BadProfile[];
  readonly badCount: number;
  /** Everything is counted; of each policy so many enterprises are listed in each direction. */
  readonly mostListed: number;
}

export interface BadProfile {
  readonly place: string;
  readonly diagnostics: readonly Diagnostic[];
}

export const MOST_LISTED = 1000;
const MOST_BAD_LISTED = 1000;
const ZERO = new Decimal(0);

/** Counts enterprises one by one; memory doesn't grow with them beyond what is listed. */
export class AffectedCount {
  private readonly sets: RuleSets;
  private readonly today: CivilDate;
  private readonly asOf: CivilDate | undefined;
  private readonly tallies = new Map<string, PolicyTally>();
  private readonly bad: BadProfile[] = [];
  private enterprises = 0;
  private gains = 0;
  private loses = 0;
  private refused = 0;

  /** `changed` are the policies that differ; `asOf` wins over the date of a request, which wins over `today`. */
  constructor(
    sets: RuleSets,
    changed: readonly string[],
    { today, asOf }: { readonly today: CivilDate; readonly asOf?: CivilDate | undefined },
  ) {
    const ids = new Set([...tiedTo(changed, sets.old), ...tiedTo(changed, sets.new)]);
    this.sets = both(sets, (ruleSet) => ({
      ...ruleSet,
      policies: ruleSet.policies.filter((policy) => ids.has(policy.id)),
    }));
    this.today = today;
    this.asOf = asOf;
  }

  add(given: ProfileText): void {
    const read = this.read(given);
    if (!read.ok) {
      this.refused += 1;
      if (this.bad.length < MOST_BAD_LISTED)
        this.bad.push({ place: given.place, diagnostics: read.diagnostics });
      return;
    }
    this.enterprises += 1;
    const { requests, name } = read;
    const matches = both(requests, (request, side) => this.matchesOf(request, side));
    const ids = new Set([...matches.old.keys(), ...matches.new.keys()]);
    const orders = [...ids].map((id) =>
      this.count(id, matches, { place: given.place, subject: requests.new.subject, name }),
    );
    if (orders.some((order) => order > 0)) this.gains += 1;
    if (orders.some((order) => order < 0)) this.loses += 1;
  }

  result(): Affected {
    const policies = [...this.tallies.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const sum = (side: Side) => policies.reduce((total, { sums }) => total.plus(sums[side]), ZERO);
    return {
      enterprises: this.enterprises,
      gains: this.gains,
      loses: this.loses,
      sums: { old: sum('old'), new: sum('new') },
      policies,
      bad: this.bad,
      badCount: this.refused,
      mostListed: MOST_LISTED,
    };
  }

  private matchesOf({ profile, asOf }: MatchRequest, side: Side): ReadonlyMap<string, Standing> {
    const matches = match(this.sets[side], profile, asOf);
    return new Map(matches.map((each) => [each.policy.id, standingOf(each)]));
  }

  private count(
    id: string,
    matches: Both<ReadonlyMap<string, Standing>>,
    who: Pick<Touched, 'place' | 'subject' | 'name'>,
  ): number {
    const states = both(matches, (each) => each.get(id) ?? NOTHING);
    const tally = this.tallies.get(id) ?? emptyTally(id);
    this.tallies.set(id, tally);
    tally.sums = both(tally.sums, (sum, side) => sum.plus(states[side].paid ?? ZERO));
    for (const side of ['old', 'new'] as const) if (states[side].isOpen) tally.unknown[side] += 1;
    const order = compareStandings(states.old, states.new);
    const touched: Touched = { ...who, ...states };
    if (order > 0) {
      tally.gains += 1;
      if (tally.gaining.length < MOST_LISTED) tally.gaining.push(touched);
    } else if (order < 0) {
      tally.loses += 1;
      if (tally.losing.length < MOST_LISTED) tally.losing.push(touched);
    } else if (isShift(states)) tally.shifts += 1;
    return order;
  }

  private read({
    place,
    text,
  }: ProfileText):
    | { readonly ok: true; readonly requests: Both<MatchRequest>; readonly name: string | null }
    | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] } {
    const parsed = parseJsonText(place, text);
    if (!parsed.ok) return parsed;
    const json = asRequest(parsed.value);
    if (json === null) {
      const details = { expected: { zh: '对象', en: 'an object' }, found: text.slice(0, 20).trim() };
      return { ok: false, diagnostics: [diagnose('wrong-type', { file: place, pointer: '' }, details)] };
    }
    const dated = this.asOf === undefined ? json : { ...json, asOf: this.asOf };
    const { sets, today } = this;
    const now = readFor(sets.new, sets.old, dated, today);
    const old = readFor(sets.old, sets.new, dated, today);
    if (!now.ok) return now;
    if (!old.ok) return old;
    const { name } = json;
    return {
      ok: true,
      requests: { old: old.request, new: now.request },
      name: typeof name === 'string' ? name : null,
    };
  }
}

/** A request is one that has a profile; anything else is a profile. */
function asRequest(json: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  return 'profile' in json ? { ...json } : { profile: json };
}

/** The policies given and those that share an exclusion group with them, even indirectly: what is paid hangs together. */
function tiedTo(ids: readonly string[], { policies }: RuleSet): readonly string[] {
  const tied = new Set(ids);
  const groups = new Set<string>();
  for (let before = -1; before < tied.size + groups.size; ) {
    before = tied.size + groups.size;
    for (const { id, exclusive } of policies) {
      if (tied.has(id)) for (const group of exclusive) groups.add(group);
      if (exclusive.some((group) => groups.has(group))) tied.add(id);
    }
  }
  return [...tied];
}

const NOTHING: Standing = { outcome: null, automatic: false, paid: null, isOpen: false };

function standingOf({ outcome, automatic, award, amount }: Match): Standing {
  const paid = outcome === 'eligible' ? (award?.paid ?? amount?.amount ?? null) : null;
  // An amount that is stated and can't be worked out is no zero.
  return { outcome, automatic, paid, isOpen: outcome === 'eligible' && amount !== null && paid === null };
}

function emptyTally(id: string): PolicyTally {
  return {
    ...{ id, gains: 0, loses: 0, shifts: 0, gaining: [], losing: [] },
    sums: { old: ZERO, new: ZERO },
    unknown: { old: 0, new: 0 },
  };
}

/** Where the policy stands on one side alone, whoever it isn't for is no news. */
function isShift({ old, new: now }: Both<Standing>): boolean {
  return old.outcome !== null && now.outcome !== null && old.outcome !== now.outcome;
}

const ENTITLED: Partial<Record<Outcome, number>> = { conditional: 1, eligible: 2 };

/** Positive where the enterprise gains: by outcome, by needing no application, by what it is paid. */
function compareStandings(before: Standing, after: Standing): number {
  const rank = ({ outcome }: Standing) => (outcome === null ? 0 : (ENTITLED[outcome] ?? 0));
  const byRank = rank(after) - rank(before);
  if (byRank !== 0) return byRank;
  const byDelivery = Number(after.automatic) - Number(before.automatic);
  if (byDelivery !== 0) return byDelivery;
  return after.paid === null || before.paid === null ? 0 : after.paid.comparedTo(before.paid);
}
