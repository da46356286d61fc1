import type { CivilDate } from '../../engine/civil-date.ts';
import type { Language } from '../../rules/plain/language.ts';
import type { Change } from './aspect.ts';
import type { Comparison } from './comparison.ts';
import { meanings } from './meaning.ts';
import { MergedSets } from './merged-sets.ts';
import { oneSided, type PolicyChange, twoSided } from './policy-change.ts';
import { type Both, both, type RuleSets } from './sides.ts';

/** What differs between two rule sets. */
export interface RuleSetDiff {
  readonly asOf: CivilDate;
  readonly ruleSets: Both<{ readonly digest: string; readonly title: string; readonly policies: number }>;
  /** By id: added, removed and changed policies; those of which nothing changed are left out. */
  readonly policies: readonly PolicyChange[];
  readonly unchanged: number;
  readonly counts: Readonly<Record<Change, number>>;
}

/** Compares two rule sets policy by policy. Pure: the rule sets and the day decide the answer. */
export function diffRuleSets(
  sets: RuleSets,
  asOf: CivilDate,
  language: Language,
  progress: (done: number, total: number) => void = () => {},
): RuleSetDiff {
  const meaning = meanings(sets);
  const comparison: Comparison = { sets, meaning, merged: new MergedSets(sets, meaning), asOf, language };
  const byId = both(sets, ({ policies }) => new Map(policies.map((policy) => [policy.id, policy])));
  const ids = [...new Set([...byId.old.keys(), ...byId.new.keys()])].toSorted();
  const policies = ids.flatMap((id, index): readonly PolicyChange[] => {
    progress(index, ids.length);
    const [old, now] = [byId.old.get(id), byId.new.get(id)];
    if (old !== undefined && now !== undefined)
      return [twoSided({ old, new: now }, comparison)].filter((each) => each !== null);
    if (now !== undefined) return [oneSided(now, 'new', comparison)];
    return old === undefined ? [] : [oneSided(old, 'old', comparison)];
  });
  const count = (change: Change) => policies.filter((policy) => policy.change === change).length;
  return {
    asOf,
    ruleSets: both(sets, (ruleSet) => ({
      digest: ruleSet.digest,
      title: ruleSet.title[language],
      policies: ruleSet.policies.length,
    })),
    policies,
    unchanged: ids.length - policies.length,
    counts: {
      wider: count('wider'),
      narrower: count('narrower'),
      both: count('both'),
      equal: count('equal'),
      undecided: count('undecided'),
    },
  };
}
