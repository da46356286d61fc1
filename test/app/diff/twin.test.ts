import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/app/diff/aspect.ts';
import { diffRuleSets, type RuleSetDiff } from '../../../src/app/diff/rule-set-diff.ts';
import type { Witness } from '../../../src/app/diff/witness.ts';
import { evaluate } from '../../../src/engine/evaluate.ts';
import type { Profile, Report } from '../../../src/engine/profile.ts';
import { createReader } from '../../../src/engine/reading.ts';
import type { Fact, RuleSet } from '../../../src/engine/rule-set.ts';
import type { Truth } from '../../../src/engine/truth.ts';
import { parseProfile } from '../../../src/rules/profile-json.ts';
import { arbitraryPair, type Pair } from '../../generate/rule-set-pairs.ts';
import { AS_OF, domainOf } from '../../generate/small-rules.ts';

/** Every profile of these facts: each absent, or one of its values, today's, six weeks old or four months. */
function* everyProfile(facts: readonly Fact[], isOldToo: boolean): Generator<Profile> {
  const [first, ...rest] = facts;
  if (first === undefined) yield new Map();
  else
    for (const others of everyProfile(rest, isOldToo)) {
      yield others;
      for (const value of domainOf(first))
        for (const observedOn of isOldToo ? [null, '2024-01-20', '2023-11-01'] : [null]) {
          const report: Report = { value, source: 'tax', observedOn };
          yield new Map([...others, [first.id, [report]]]);
        }
    }
}

function truthIn(ruleSet: RuleSet, profile: Profile): Truth {
  const [policy] = ruleSet.policies;
  if (policy === undefined) throw new Error('a pair has one policy');
  return evaluate(policy.condition, createReader(ruleSet, profile, AS_OF)).truth;
}

/** The slow twin: looks at every enterprise there can be. */
function changeByTrying({ old, new: now, facts }: Pair): Change {
  const isAged = facts.some(({ id }) => old.facts.get(id)?.maxAgeDays !== now.facts.get(id)?.maxAgeDays);
  const seen = new Set<string>();
  for (const profile of everyProfile(facts, isAged))
    seen.add(`${truthIn(old, profile)} ${truthIn(now, profile)}`);
  const has = (...moves: readonly string[]) => moves.some((move) => seen.has(move));
  const entitled = changeFrom(has('no yes', 'unknown yes'), has('yes no', 'yes unknown'));
  return entitled === 'equal' ? changeFrom(has('no unknown'), has('unknown no')) : entitled;
}

function changeFrom(gains: boolean, loses: boolean): Change {
  if (gains && loses) return 'both';
  if (gains === loses) return 'equal';
  return gains ? 'wider' : 'narrower';
}

function witnessesOf({ policies }: RuleSetDiff): readonly Witness[] {
  return policies.flatMap(({ aspects }) => aspects.flatMap(({ witnesses }) => witnesses));
}

/** Asks each side about a witness, as anybody could from what is printed. */
function holdsUp({ request, direction }: Witness, pair: Pair): boolean {
  const truth = (ruleSet: RuleSet) => {
    const { profile } = parseProfile(ruleSet, request.profile, request.source ?? null);
    if (profile === null) throw new Error('a witness that is refused');
    return ['no', 'unknown', 'yes'].indexOf(truthIn(ruleSet, profile));
  };
  const step = truth(pair.new) - truth(pair.old);
  return direction === 'gains' ? step > 0 : step < 0;
}

/** Dates have more values than those tried: there the search may find more than the twin. */
const isWhole = ({ facts }: Pair) => facts.every(({ type }) => type.kind !== 'date');

describe('wider or narrower, against trying every enterprise', () => {
  const compare = (pair: Pair) => diffRuleSets({ old: pair.old, new: pair.new }, AS_OF, 'zh');
  const changeIn = (diff: RuleSetDiff) => diff.policies[0]?.change ?? 'equal';

  it('what is decided is so', () => {
    const tally = new Map<string, number>();
    fc.assert(
      fc.property(arbitraryPair.filter(isWhole), (pair) => {
        const change = changeIn(compare(pair));
        tally.set(change, (tally.get(change) ?? 0) + 1);
        if (change !== 'undecided') expect(change).toBe(changeByTrying(pair));
      }),
      { numRuns: 400 },
    );
    for (const change of ['wider', 'narrower', 'both', 'equal'])
      expect(tally.get(change) ?? 0).toBeGreaterThan(10);
    expect(tally.get('undecided') ?? 0).toBeLessThan(20);
  });

  it('nothing is called equal or one-sided that trying shows to be otherwise, dates included', () => {
    const shown: Readonly<Record<Change, readonly Change[]>> = {
      equal: ['equal'],
      wider: ['wider', 'equal'],
      narrower: ['narrower', 'equal'],
      both: ['both', 'wider', 'narrower', 'equal'],
      undecided: ['both', 'wider', 'narrower', 'equal'],
    };
    fc.assert(
      fc.property(arbitraryPair, (pair) => {
        expect(shown[changeIn(compare(pair))]).toContain(changeByTrying(pair));
      }),
      { numRuns: 200 },
    );
  });

  it('every witness holds on both sides', () => {
    fc.assert(
      fc.property(arbitraryPair, (pair) => {
        for (const witness of witnessesOf(compare(pair))) expect(holdsUp(witness, pair)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
