import { createProfileFinder, type ProfileFinder } from '../../analysis/find-profile.ts';
import type { Meanings } from './meaning.ts';
import { type Merged, merge, type Reading } from './merged.ts';
import type { RuleSets } from './sides.ts';

/** A merged rule set and what finds profiles in it. */
export interface Searchable extends Merged {
  readonly finder: ProfileFinder;
}

/** The merged rule sets by how differing facts are read; each is made once. */
export class MergedSets {
  private readonly sets: RuleSets;
  private readonly meaning: Meanings;
  private readonly known = new Map<string, Searchable>();

  constructor(sets: RuleSets, meaning: Meanings) {
    this.sets = sets;
    this.meaning = meaning;
  }

  for(reading: Reading): Searchable {
    const key = JSON.stringify([[...reading.reported].toSorted(), [...reading.stale].toSorted()]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const merged = merge(this.sets, this.meaning, reading);
    const searchable = { ...merged, finder: createProfileFinder(merged.ruleSet) };
    this.known.set(key, searchable);
    return searchable;
  }
}
