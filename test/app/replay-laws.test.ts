import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences } from '../../src/app/outcome-difference.ts';
import {
  decideByReference,
  decideForRecord,
  type OutcomeRecord,
  withoutEngineOnly,
} from '../../src/app/outcome-record.ts';
import { leavesIn } from '../../src/engine/facts-read.ts';
import { canonicalBytes } from '../../src/ledger/canonical.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { arbitraryProfile } from '../generate/profile.ts';
import { arbitraryRuleSet } from '../generate/rule-set.ts';

const arbitraryCase = arbitraryRuleSet.chain((ruleSet) =>
  fc.record({
    ruleSet: fc.constant(ruleSet),
    request: fc.record({ profile: arbitraryProfile(ruleSet), asOf: arbitraryAsOf }),
  }),
);

const text = (record: OutcomeRecord) => new TextDecoder().decode(canonicalBytes(record));

describe('what is recorded', () => {
  it('is the same by both evaluators, byte by byte', async () => {
    let [policies, paid, unknown] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(arbitraryCase, async ({ ruleSet, request }) => {
        const byEngine = withoutEngineOnly(decideForRecord(ruleSet, request));
        expect(text(byEngine)).toBe(text(await decideByReference(ruleSet, request)));
        for (const { truths, paid: amount } of Object.values(byEngine.policies)) {
          policies += 1;
          if (amount !== undefined) paid += 1;
          if (truths.includes('u')) unknown += 1;
        }
      }),
      { numRuns: 300 },
    );
    // Each kind was met often enough to count.
    expect(Math.min(paid, unknown)).toBeGreaterThan(policies / 100);
  });

  it('is the same a second time', () => {
    fc.assert(
      fc.property(arbitraryCase, ({ ruleSet, request }) => {
        expect(text(decideForRecord(ruleSet, request))).toBe(text(decideForRecord(ruleSet, request)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a planted change is found where it is, and nowhere else', () => {
  const change = (record: OutcomeRecord, policy: string, more: object): OutcomeRecord => {
    const own = record.policies[policy];
    if (own === undefined) throw new Error(`no policy ${policy}`);
    return { ...record, policies: { ...record.policies, [policy]: { ...own, ...more } } };
  };
  const OTHER = { y: 'n', n: 'u', u: 'y' } as Readonly<Record<string, string>>;
  const WORDS = { y: 'yes', n: 'no', u: 'unknown' } as Readonly<Record<string, string>>;
  const arbitraryPlant = arbitraryCase.chain((each) => {
    const record = decideForRecord(each.ruleSet, each.request);
    const ids = Object.keys(record.policies);
    return fc.record({
      ...{ ruleSet: fc.constant(each.ruleSet), record: fc.constant(record) },
      policy: ids.length === 0 ? fc.constant(undefined) : fc.constantFrom(...ids),
      at: fc.nat(),
    });
  });

  it('in an outcome, in an amount', () => {
    fc.assert(
      fc.property(arbitraryPlant, ({ ruleSet, record, policy }) => {
        fc.pre(policy !== undefined);
        const own = record.policies[policy];
        const outcome = own?.outcome === 'eligible' ? 'ineligible' : 'eligible';
        expect(differences(ruleSet, change(record, policy, { outcome }), record)).toEqual([
          { policy, what: 'outcome', recorded: outcome, now: own?.outcome },
        ]);
        expect(differences(ruleSet, change(record, policy, { amount: '0.01' }), record)).toEqual([
          { policy, what: 'amount', recorded: '0.01', now: own?.amount ?? null },
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('in the truth of a condition', () => {
    fc.assert(
      fc.property(arbitraryPlant, ({ ruleSet, record, policy, at }) => {
        fc.pre(policy !== undefined);
        const truths = record.policies[policy]?.truths ?? '';
        const index = at % truths.length;
        const now = truths.charAt(index);
        const planted = `${truths.slice(0, index)}${OTHER[now]}${truths.slice(index + 1)}`;
        const condition = ruleSet.policies.find(({ id }) => id === policy)?.condition;
        const leaf = condition === undefined ? undefined : leavesIn(condition)[index];
        expect(differences(ruleSet, change(record, policy, { truths: planted }), record)).toEqual([
          {
            ...{ policy, what: 'condition', at: leaf?.at, fact: leaf?.fact },
            ...{ recorded: WORDS[OTHER[now] ?? ''], now: WORDS[now] },
          },
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('in which policies were decided', () => {
    fc.assert(
      fc.property(arbitraryPlant, ({ ruleSet, record, policy }) => {
        fc.pre(policy !== undefined);
        const { [policy]: own, ...rest } = record.policies;
        expect(differences(ruleSet, { ...record, policies: rest }, record)).toEqual([
          { policy, what: 'policy', recorded: null, now: own?.outcome },
        ]);
      }),
      { numRuns: 50 },
    );
  });
});
