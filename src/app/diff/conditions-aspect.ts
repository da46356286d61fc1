import type { Demand } from '../../analysis/find-profile.ts';
import { addDays, type CivilDate } from '../../engine/civil-date.ts';
import type { Leaf } from '../../engine/condition.ts';
import { Decimal } from '../../engine/decimal.ts';
import type { Profile } from '../../engine/profile.ts';
import { hierarchyOf, type Policy, type RuleSet, type Text } from '../../engine/rule-set.ts';
import type { Truth } from '../../engine/truth.ts';
import type { Value, ValueType } from '../../engine/value.ts';
import { type Anyone, type Aspect, aspect } from './aspect.ts';
import { atLeastAsTrue } from './at-least.ts';
import type { Comparison } from './comparison.ts';
import { differingFacts, type Merged, type Reading, shorterLived, staleName } from './merged.ts';
import { normalKey } from './normal-form.ts';
import { countsAges, reachOf } from './reach.ts';
import { requestFrom } from './request.ts';
import { type Both, both, SIDES } from './sides.ts';
import { differingRows, type SidedRow } from './table-rows.ts';
import { replay, type Witness, witnessOf } from './witness.ts';

/** Whether the conditions came to be true for more enterprises or for fewer; null where they mean the same as before. */
export function conditionsAspect(
  policies: Both<Policy>,
  comparison: Comparison,
  day: CivilDate,
): Aspect | null {
  const { meaning } = comparison;
  const { old, new: now } = policies;
  if (meaning.old.condition(old.condition) === meaning.new.condition(now.condition)) return null;
  const search = new ConditionSearch(policies, comparison, day);
  const [gains, loses] = search.bothWays(ENTITLED);
  // Nobody comes to be entitled or ceases to be: is anybody ruled out who wasn't, or no longer?
  const isSettled = gains.found !== 'none' || loses.found !== 'none';
  const looked = isSettled ? [gains, loses] : search.bothWays(RULED_OUT);
  const [more, fewer] = looked;
  if (more === undefined || fewer === undefined) return null;
  const isSure = looked.every(({ found, plain }) => found !== 'none' || plain);
  return aspect('conditions', {
    gains: more.found,
    loses: fewer.found,
    witnesses: looked.flatMap(({ witnesses }) => witnesses),
    onlyOn: isSure || !search.countsAges ? null : day,
    notes: uniqueNotes(looked.flatMap(({ notes }) => notes)),
  });
}

function uniqueNotes(notes: readonly Text[]): readonly Text[] {
  return [...new Map(notes.map((note) => [note.zh, note])).values()];
}

interface Looked {
  readonly found: Anyone;
  /** Proven from the text alone, for every day. */
  readonly plain: boolean;
  readonly witnesses: readonly Witness[];
  readonly notes: readonly Text[];
}

type Step = readonly [worse: Truth, better: Truth];

/** The truths between which somebody comes to be entitled, those with a clear no first. */
const ENTITLED: readonly Step[] = [
  ['no', 'yes'],
  ['unknown', 'yes'],
];
const RULED_OUT: readonly Step[] = [['no', 'unknown']];

class ConditionSearch {
  readonly countsAges: boolean;
  private readonly policies: Both<Policy>;
  private readonly comparison: Comparison;
  private readonly day: CivilDate;
  private readonly differing: ReturnType<typeof differingFacts>;
  private readonly rows: readonly SidedRow[] | null;

  constructor(policies: Both<Policy>, comparison: Comparison, day: CivilDate) {
    this.policies = policies;
    this.comparison = comparison;
    this.day = day;
    const { sets, meaning } = comparison;
    const reach = both(policies, (policy, side) => reachOf(policy, sets[side]));
    const facts = new Set([...reach.old.facts, ...reach.new.facts]);
    this.differing = differingFacts(facts, sets, meaning);
    this.rows = isWrittenAlike(policies) ? differingRows([...facts], comparison) : null;
    this.countsAges = SIDES.some((side) => countsAges(reach[side], sets[side]));
  }

  bothWays(steps: readonly Step[]): readonly [gains: Looked, loses: Looked] {
    return [this.look('gains', steps), this.look('loses', steps)];
  }

  private look(direction: Witness['direction'], steps: readonly Step[]): Looked {
    if (this.isPlainlyNone(direction)) return { found: 'none', plain: true, witnesses: [], notes: [] };
    const doubts = this.doubts();
    let isDecided = doubts.length === 0;
    const tries = steps.flatMap((step) =>
      this.readings().flatMap((reading) => this.rowTruths().map((rows) => ({ step, reading, rows }))),
    );
    for (const { step, reading, rows } of tries) {
      const solved = this.solveFor(direction, step, reading, rows);
      if (typeof solved !== 'string') return { found: 'some', plain: false, witnesses: [solved], notes: [] };
      if (solved === 'none') continue;
      if (isDecided)
        doubts.push(step[0] === 'no' && step[1] === 'yes' ? TOO_LARGE : TOO_LARGE_WITH_GAPS[direction]);
      isDecided = false;
      if (solved === 'too-large') break;
    }
    return { found: isDecided ? 'none' : 'undecided', plain: false, witnesses: [], notes: doubts };
  }

  /** Loosened demands make nobody lose, and tightened ones make nobody gain. */
  private isPlainlyNone(direction: Witness['direction']): boolean {
    const { sets, meaning } = this.comparison;
    const old = meaning.old.form(this.policies.old.condition);
    const now = meaning.new.form(this.policies.new.condition);
    const hierarchy = (id: string) => {
      const fact = sets.new.facts.get(id);
      return fact === undefined ? undefined : hierarchyOf(sets.new, fact);
    };
    return direction === 'loses' ? atLeastAsTrue(now, old, hierarchy) : atLeastAsTrue(old, now, hierarchy);
  }

  /** Why a search that finds nobody proves nothing. */
  private doubts(): Text[] {
    const { differing } = this;
    const { sets, meaning } = this.comparison;
    const labels = differing.domain.map((id) => sets.new.facts.get(id)?.label ?? { zh: id, en: id });
    const moved = meaning.movedCodes(this.policies);
    return [
      ...labels.map(({ zh, en }) => ({
        zh: `“${zh}”的类型、单位或可取的值变了，两套规则的数据不能一一对应`,
        en: `'${en}' has another type, unit or range: its values don't correspond`,
      })),
      ...(moved
        ? [
            {
              zh: '代码表的上下级变了，未能逐一判定',
              en: 'the code table changed; not every code was compared',
            },
          ]
        : []),
      ...(differing.reportable.length + differing.maximumAge.length > MOST_DIFFERING ? [TOO_LARGE] : []),
    ];
  }

  /** Every way in which facts that the two sides read differently can be read. */
  private readings(): readonly Reading[] {
    const { reportable, maximumAge } = this.differing;
    const some = subsets(reportable.slice(0, MOST_DIFFERING));
    return some.flatMap((reported) =>
      subsets(maximumAge.slice(0, MOST_DIFFERING)).map((stale) => ({ reported, stale })),
    );
  }

  private solveFor(
    direction: Witness['direction'],
    [worse, better]: readonly [Truth, Truth],
    reading: Reading,
    rows: Truth | null,
  ): Witness | 'none' | 'undecided' | 'too-large' {
    const { sets } = this.comparison;
    const merged = this.comparison.merged.for(reading);
    const [old, now] = direction === 'gains' ? [worse, better] : [better, worse];
    const demands: readonly Demand[] = [
      ...this.rowDemand(merged, rows),
      { condition: merged.renamed(this.policies.old.condition, 'old'), truth: old },
      { condition: merged.renamed(this.policies.new.condition, 'new'), truth: now },
      ...[...reading.stale].flatMap((id) => staleDemands(id, merged.ruleSet)),
    ];
    const solved = merged.finder.find(demands, this.day);
    if (solved.kind === 'none') return 'none';
    if (solved.kind === 'undecided') return solved.why === 'too-large' ? 'too-large' : 'undecided';
    const profile = new Map(
      [...solved.profile].map(([id, reports]) => [id.replace(/ \((old|new)\)$/, ''), reports]),
    );
    const request = requestFrom(this.observed(profile, reading), this.day, sets);
    const states = replay(request, this.policies, sets, { window: false });
    const witness = states === null ? null : witnessOf(request, states, 'outcome');
    return witness?.direction === direction ? witness : 'undecided';
  }

  /**
   * Where the conditions are written alike and only rows of decision tables differ, one of those rows must be able to
   * fire. Nothing is lost by asking for it, and the search is led to where the difference is.
   */
  private rowTruths(): readonly (Truth | null)[] {
    return this.rows === null || this.rows.length === 0 ? [null] : ['yes', 'unknown'];
  }

  private rowDemand({ renamed }: Merged, truth: Truth | null): readonly Demand[] {
    if (truth === null || this.rows === null) return [];
    const parts = this.rows.map(({ when, side }) => renamed(when, side));
    return [{ condition: { kind: 'any', parts, at: '' }, truth }];
  }

  /** Reports that are too old for one side only. */
  private observed(profile: Profile, { stale }: Reading): Profile {
    const { sets } = this.comparison;
    return new Map(
      [...profile].map(([id, reports]) => {
        const days = sets[shorterLived(sets, id)].facts.get(id)?.maxAgeDays;
        if (!stale.has(id) || days == null) return [id, reports];
        const observedOn = addDays(this.day, -days - 1);
        return [id, reports.map((report) => ({ ...report, observedOn }))];
      }),
    );
  }
}

const MOST_DIFFERING = 3;
const TOO_LARGE: Text = {
  zh: '条件过于复杂，未能判定',
  en: 'the conditions are too large to decide',
};

/** The steps from a clear no to a clear yes come first: they were all decided. */
const TOO_LARGE_WITH_GAPS: Readonly<Record<Witness['direction'], Text>> = {
  gains: {
    zh: '没有企业由不符合变为符合；缺数据的企业条件过于复杂，未能判定',
    en: 'nobody turns from ineligible to eligible; for enterprises with missing data it is too large to decide',
  },
  loses: {
    zh: '没有企业由符合变为不符合；缺数据的企业条件过于复杂，未能判定',
    en: 'nobody turns from eligible to ineligible; for enterprises with missing data it is too large to decide',
  },
};

function subsets(ids: readonly string[]): readonly ReadonlySet<string>[] {
  const count = 2 ** ids.length;
  return Array.from({ length: count }, (_each, bits) => new Set(ids.filter((_id, at) => bits & (1 << at))));
}

function isWrittenAlike({ old, new: now }: Both<Policy>): boolean {
  const key = ({ condition }: Policy) => normalKey(condition, { fact: (id) => id, opensNames: true });
  return key(old) === key(now);
}

/** The fact is known on one side, and too old on the other. */
function staleDemands(id: string, ruleSet: RuleSet): readonly Demand[] {
  const fact = ruleSet.facts.get(id);
  if (fact === undefined) return [];
  const probe = (name: string): Leaf => ({
    kind: 'leaf',
    fact: name,
    operator: fact.type.kind === 'set' ? 'contains' : fact.type.kind === 'date' ? 'before' : 'equal',
    wanted: { constant: probeValue(fact.type) },
    at: '',
  });
  return [
    { condition: probe(id), truth: ['yes', 'no'] },
    { condition: probe(staleName(id)), truth: 'unknown' },
  ];
}

/** Any value of the type: only whether the fact is known is asked. */
function probeValue(type: ValueType): Value {
  switch (type.kind) {
    case 'boolean':
      return true;
    case 'date':
      return '2000-01-01';
    case 'enum':
      return type.values[0] ?? '';
    case 'set':
      return probeValue(type.of);
    case 'text':
    case 'code':
      return '';
    default:
      return new Decimal(0);
  }
}
