import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DecisionQuery, LedgerStore, StoredDecision, StoredRuleSet } from '../../src/ledger/store.ts';
import { appendAll, type Begin, openLog } from './contract.ts';
import { decisionOf, OTHER_RULE_SET, RULE_SET, stepFrom } from './steps.ts';

/** What `find` owes, on any database. */
export function findDuties(begin: Begin): void {
  it('gives what a search by hand gives', async () => {
    const { store } = await openLog(begin);
    const history = fc.sample(someDecision, { numRuns: 60, seed: 7 }).map(named);
    await appendAll(store, history);
    const erased = history.filter((_, at) => at % 7 === 3).map(({ id }) => id);
    await store.append(
      stepFrom(
        await store.head(),
        erased.map((erases) => ({ erases })),
      ),
    );
    const met = { some: 0, none: 0 };
    const same = async (query: DecisionQuery) => {
      const found = (await store.find(query)).map(({ id }) => id);
      expect(found).toEqual(searchByHand(history, new Set(erased), query));
      met[found.length === 0 ? 'none' : 'some'] += 1;
    };
    await fc.assert(fc.asyncProperty(someQuery, same), { numRuns: 400 });
    expect(Math.min(met.some, met.none)).toBeGreaterThan(40);
  });

  it('pages on from where it was while the log grows', async () => {
    const { store, second } = await openLog(begin);
    const ids = (from: number) => Array.from({ length: 5 }, (_, at) => `d${from + at}`);
    await appendAll(
      store,
      ids(0).map((id) => decisionOf(id)),
    );
    const grow = async (from: number) =>
      appendAll(
        second,
        ids(from).map((id) => decisionOf(id)),
      );
    const forwards = await pages(store, { limit: 2 }, grow);
    expect(forwards).toEqual([...ids(0), ...ids(5), ...ids(10)]);
    const backwards = await pages(store, { limit: 2, newestFirst: true }, (from) => grow(from + 10));
    expect(backwards).toEqual(forwards.toReversed());
  });
}

/** Every page; the log grows after the first two. */
async function pages(
  store: LedgerStore,
  query: DecisionQuery,
  grow: (from: number) => Promise<void>,
): Promise<readonly string[]> {
  const all: string[] = [];
  let after: number | undefined;
  for (let page = 1; ; page += 1) {
    const found = await store.find({ ...query, ...(after === undefined ? {} : { after }) });
    after = found.at(-1)?.index;
    if (after === undefined) return all;
    all.push(...found.map(({ id }) => id));
    if (page <= 2) await grow(5 * page);
  }
}

const SUBJECTS = ['甲', '乙', null] as const;
const POLICIES = ['always', 'in-2024', 'until-2023'] as const;
const MARKING = ['eligible', 'conditional', 'undetermined'] as const;
const ENGINES = ['0.1.0', '0.2.0'] as const;
const day = fc.constantFrom('2023-12-31', '2024-01-01', '2024-06-30', '2024-12-31', '2025-01-01');
const time = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:00.001Z',
  '2026-06-01T12:00:00.000Z',
  '2026-06-02T12:00:00.000Z',
);

/** A decision before it has an id: each policy in force has an outcome. */
const someDecision = fc
  .record({
    subject: fc.constantFrom(...SUBJECTS),
    asOf: day,
    engine: fc.constantFrom(...ENGINES),
    recordedAt: time,
    ruleSet: fc.constantFrom(RULE_SET, OTHER_RULE_SET),
    outcomes: fc.tuple(...POLICIES.map(() => fc.constantFrom(...MARKING, 'ineligible' as const))),
  })
  .map(({ ruleSet, outcomes, ...rest }) => {
    const decided = inForce(ruleSet, rest.asOf).flatMap((id, at) => {
      const outcome = outcomes[at];
      return outcome === undefined || outcome === 'ineligible' ? [] : [[outcome, `${outcome}:${id}`]];
    });
    return { ...rest, ruleSet: ruleSet.digest, marks: [...new Set(decided.flat())] };
  });

const named = (given: Partial<StoredDecision>, at: number) => decisionOf(`d${at}`, given);

function inForce({ policies }: StoredRuleSet, asOf: string): readonly string[] {
  return policies
    .filter(({ validFrom, validTo }) => (validFrom ?? '') <= asOf && asOf <= (validTo ?? '9'))
    .map(({ id }) => id);
}

const CRITERIA = {
  subject: fc.constantFrom('甲', '乙', '丙'),
  policy: fc.constantFrom(...POLICIES, 'unknown'),
  outcome: fc.constantFrom(...MARKING, 'ineligible' as const),
  ruleSet: fc.constantFrom(RULE_SET.digest, OTHER_RULE_SET.digest, 'sha256:unknown'),
  engine: fc.constantFrom(...ENGINES),
  from: time,
  before: time,
  after: fc.integer({ min: -1, max: 65 }),
};

/** Up to three criteria: more at once find next to nothing. */
const someQuery: fc.Arbitrary<DecisionQuery> = fc
  .tuple(
    fc.record(CRITERIA),
    fc.subarray(Object.keys(CRITERIA), { maxLength: 3 }),
    fc.record({ newestFirst: fc.boolean(), limit: fc.integer({ min: 1, max: 70 }) }),
  )
  .map(([all, kept, order]) => {
    const criteria = Object.entries(all).filter(([name]) => kept.includes(name));
    return { ...Object.fromEntries(criteria), ...order };
  });

/** The twin: one decision after the other, by what each criterion means. */
function searchByHand(
  history: readonly StoredDecision[],
  erased: ReadonlySet<string>,
  query: DecisionQuery,
): readonly string[] {
  const { subject, policy, outcome, ruleSet, engine, from, before, after, newestFirst, limit } = query;
  const found = history.flatMap((decision, index) => {
    const gone = erased.has(decision.id);
    const meets = [
      subject === undefined || (!gone && decision.subject === subject),
      ruleSet === undefined || decision.ruleSet === ruleSet,
      engine === undefined || decision.engine === engine,
      from === undefined || decision.recordedAt >= from,
      before === undefined || decision.recordedAt < before,
      after === undefined || (newestFirst ? index < after : index > after),
      (policy === undefined && outcome === undefined) || (!gone && decidedSo(decision, policy, outcome)),
    ];
    return meets.every(Boolean) ? [decision.id] : [];
  });
  return (newestFirst ? found.toReversed() : found).slice(0, limit);
}

function decidedSo({ marks, ruleSet, asOf }: StoredDecision, policy?: string, outcome?: string): boolean {
  const known = ruleSet === RULE_SET.digest ? RULE_SET : OTHER_RULE_SET;
  return inForce(known, asOf)
    .filter((id) => policy === undefined || id === policy)
    .some((id) => {
      const mark = MARKING.find((each) => marks.includes(`${each}:${id}`)) ?? 'ineligible';
      return outcome === undefined || mark === outcome;
    });
}
