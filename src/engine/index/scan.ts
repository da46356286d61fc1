import type { CivilDate } from '../civil-date.ts';
import type { Profile } from '../profile.ts';
import type { RuleSet } from '../rule-set.ts';
import { Closures } from './closures.ts';
import type { Found } from './found.ts';
import { applies, truthOfParts } from './listing.ts';
import { NO, YES } from './truth-code.ts';

/** Finds what `Matcher.find` finds, with the same closures but policy by policy: what the index is measured against. */
export function createScan(ruleSet: RuleSet): (profile: Profile, asOf: CivilDate) => readonly Found[] {
  const closures = new Closures(ruleSet);
  const listings = ruleSet.policies.map((policy) => closures.compile(policy));
  return (profile, asOf) => {
    closures.open(profile, asOf);
    const found: Found[] = [];
    for (const listing of listings) {
      if (!applies(listing, asOf)) continue;
      const truth = truthOfParts(listing.conjuncts, closures.view, YES);
      if (truth !== NO) found.push(closures.found(listing, truth));
    }
    return found;
  };
}
