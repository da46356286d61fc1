import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mutant, mutantsOfPolicy } from '../../../src/analysis/mutation/mutant.ts';
import { readsAge } from '../../../src/analysis/mutation/named.ts';
import { judge, suggestExamples } from '../../../src/analysis/mutation/suggest.ts';
import { surveyMutants, type Trials } from '../../../src/analysis/mutation/survivors.ts';
import { createTrial, notices, type PolicyTrial } from '../../../src/analysis/mutation/trial.ts';
import { evaluate } from '../../../src/engine/evaluate.ts';
import { amountOf, decide, isInForce } from '../../../src/engine/match.ts';
import type { Profile } from '../../../src/engine/profile.ts';
import { createReader } from '../../../src/engine/reading.ts';
import type { Policy, RuleSet } from '../../../src/engine/rule-set.ts';
import { policy, ruleSet } from '../../engine/tiny-rule-set.ts';
import { arbitraryAsOf } from '../../generate/dates.ts';
import { arbitraryProfile } from '../../generate/profile.ts';
import { arbitraryRuleSet } from '../../generate/rule-set.ts';
import { AS_OF, arbitrarySmallRules } from '../../generate/small-rules.ts';
import { everyProfile } from '../every-profile.ts';

describe('with any rules and examples', () => {
  const arbitraryCase = fc.tuple(arbitraryRuleSet, arbitraryAsOf).chain(([rules, asOf]) =>
    fc.record({
      rules: fc.constant(rules),
      asOf: fc.constant(asOf),
      profiles: fc.array(arbitraryProfile(rules), { minLength: 1, maxLength: 4 }),
    }),
  );

  it('what survives changes nothing that an example states, and what doesn’t changes something', () => {
    const counts = { survived: 0, noticed: 0 };
    fc.assert(
      fc.property(arbitraryCase, ({ rules, asOf, profiles }) => {
        const [first] = rules.policies;
        if (first === undefined) throw new Error('no policy');
        const { survivors } = surveyed(rules, trialsOf(rules, first, profiles, asOf));
        const survived = new Set(survivors.map(({ mutant }) => nameOf(mutant)));
        for (const mutant of mutantsOfPolicy(rules, first)) {
          const same = profiles.every(
            (profile) =>
              stated(rules, mutant.policyOf(first), profile, asOf) === stated(rules, first, profile, asOf),
          );
          expect([nameOf(mutant), survived.has(nameOf(mutant))]).toEqual([nameOf(mutant), same]);
          counts[same ? 'survived' : 'noticed'] += 1;
        }
      }),
      { numRuns: 60 },
    );
    expect(counts.survived).toBeGreaterThan(100);
    expect(counts.noticed).toBeGreaterThan(100);
  });
});

describe('on rules so small that every profile can be tried', () => {
  it('no example can notice what is proved to be the same, and a suggested example notices', () => {
    const counts = { found: 0, none: 0, undecided: 0, arithmetic: 0 };
    fc.assert(
      fc.property(arbitrarySmallRules, ({ facts, condition }) => {
        const only = policy({ kind: 'all', parts: [condition], at: '' });
        const rules = ruleSet(facts, only);
        const trials = trialsOf(rules, only, [], AS_OF);
        const { survivors } = surveyed(rules, trials);
        const judged = [...judge(rules, survivors, trials)];
        for (const { mutant, noticeable } of judged) {
          if (mutant.at === '/delivery') continue;
          counts[noticeable.kind] += 1;
          if (noticeable.kind === 'found') expect(notices(noticeable.trial, mutant)).toBe(true);
          if (noticeable.kind === 'none') expect(anyNotices(rules, only, mutant)).toBe(false);
          // A proof is of one day only where ages are read.
          if (noticeable.kind === 'undecided' && !readsAge(rules, condition)) counts.arithmetic += 1;
        }
        const suggested = suggestExamples(rules, judged);
        for (const { mutant, noticeable } of judged)
          if (noticeable.kind === 'found')
            expect(suggested.some(({ trial }) => notices(trial, mutant))).toBe(true);
        for (const { trial, notices: promised } of suggested)
          for (const mutant of promised) expect(notices(trial, mutant)).toBe(true);
      }),
      { numRuns: 40 },
    );
    expect(counts.found).toBeGreaterThan(100);
    expect(counts.none).toBeGreaterThan(10);
    // Everything else in small rules is decided, but for some sums.
    expect(counts.arithmetic).toBeLessThan(counts.none);
  });
});

/** Says it anew, without what the survey keeps: what an example of the policy states. */
function stated(rules: RuleSet, of: Policy, profile: Profile, asOf: string): string {
  if (!isInForce(of, asOf)) return 'not in force';
  const reader = createReader(rules, profile, asOf);
  const decision = decide(of, reader, createReader(rules, profile, asOf, { vouchedOnly: true }));
  const { outcome, missing } = decision;
  const amount = amountOf(decision, reader)?.amount;
  return JSON.stringify([
    outcome,
    outcome === 'undetermined' ? [...missing].sort() : [],
    amount?.toFixed(2) ?? String(amount),
  ]);
}

function anyNotices(rules: RuleSet, only: Policy, mutant: Mutant): boolean {
  const reported = [...rules.facts.values()].filter(({ derivation }) => derivation === null);
  const after = mutant.policyOf(only).condition;
  for (const profile of everyProfile(reported)) {
    const reader = createReader(rules, profile, AS_OF);
    if (evaluate(only.condition, reader).truth !== evaluate(after, reader).truth) return true;
  }
  return false;
}

function trialsOf(rules: RuleSet, of: Policy, profiles: readonly Profile[], asOf: string): Trials {
  const trials = profiles.map(
    (profile): PolicyTrial =>
      createTrial(rules, { kind: 'policy', policy: of, profile, asOf, statesAmount: true }),
  );
  return { policies: new Map([[of.id, trials]]), conditions: new Map(), facts: new Map() };
}

function surveyed(rules: RuleSet, trials: Trials) {
  const surveying = surveyMutants(rules, trials, new Map());
  for (;;) {
    const { value } = surveying.next();
    if (value !== undefined) {
      const survivors = value.survivors.filter(({ mutant }) => mutant.home.kind === 'policy');
      return { ...value, survivors };
    }
  }
}

/** Generated conditions have no places: what is edited and how tells them apart. */
function nameOf({ at, mutation, change }: Mutant): string {
  return JSON.stringify([at, mutation, change]);
}
