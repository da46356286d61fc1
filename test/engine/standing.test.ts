import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../../src/engine/decimal.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { match } from '../../src/engine/match.ts';
import type { Profile } from '../../src/engine/profile.ts';
import { createReader } from '../../src/engine/reading.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { shippedExamples } from '../app/shipped-examples.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { arbitraryProfile } from '../generate/profile.ts';
import { arbitraryRuleSet } from '../generate/rule-set.ts';
import { withReportable } from '../generate/table.ts';

const arbitraryCase = arbitraryRuleSet
  .chain(withReportable)
  .chain((ruleSet) => fc.tuple(fc.constant(ruleSet), arbitraryProfile(ruleSet), arbitraryAsOf));

describe('what is paid without an application', () => {
  it('stands on vouched facts alone, and what is conditional says why', () => {
    let automatic = 0;
    fc.assert(
      fc.property(arbitraryCase, ([ruleSet, profile, asOf]) => {
        const vouched = createReader(ruleSet, profile, asOf, { vouchedOnly: true });
        for (const each of match(ruleSet, profile, asOf)) {
          if (each.automatic) expect(evaluate(each.policy.condition, vouched).truth).toBe('yes');
          if (each.automatic) automatic += 1;
          expect(each.outcome === 'conditional').toBe(each.remaining.length > 0);
        }
      }),
      { numRuns: 1500 },
    );
    expect(automatic).toBeGreaterThan(300);
  });

  it('isn’t what a self-declared size says against the vouched figures', async () => {
    const { ruleSet } = await shippedExamples('rules');
    const small = automaticFor(ruleSet);
    const [eligible, contradicted] = [bySize(small, 'small', 86), bySize(small, 'small', 8600)];
    expect(eligible).toMatchObject({ outcome: 'eligible', automatic: true });
    expect(contradicted).toMatchObject({ outcome: 'conditional', automatic: false });
    expect(contradicted?.remaining).toMatchObject([
      { kind: 'evidence', fact: 'enterpriseSize', reportedBy: [null] },
    ]);
  });
});

/** The rule set with one policy: automatic, for small enterprises. */
function automaticFor(ruleSet: RuleSet): RuleSet {
  const [policy] = ruleSet.policies;
  const wanted = { constant: 'small' };
  const condition = { kind: 'leaf', fact: 'enterpriseSize', operator: 'equal', wanted, at: '' } as const;
  const made = { ...policy!, condition, residual: [], delivery: 'automatic', validFrom: null, validTo: null };
  return { ...ruleSet, policies: [made as RuleSet['policies'][number]] };
}

function bySize(ruleSet: RuleSet, declared: string, employees: number) {
  const report = (value: string | Decimal, source: string | null = 'data-bureau') => [
    { value, source, observedOn: null },
  ];
  const profile: Profile = new Map([
    ['industry', report('35')],
    ['employees', report(new Decimal(employees))],
    ['annualRevenue', report(new Decimal(employees).times(500_000))],
    ['enterpriseSize', report(declared, null)],
  ]);
  return match(ruleSet, profile, '2024-09-01')[0];
}
