import { addDays } from '../engine/civil-date.ts';
import type { Policy } from '../engine/rule-set.ts';
import type { Finding } from './finding.ts';
import type { Pair } from './policy-pairs.ts';
import { textOf } from './structure.ts';

/**
 * One policy carried on by another: of one family, with the same conditions, one in force first. Between the two lie days
 * with neither, or with both. Policies with other conditions have their own time.
 */
export function findUnevenValidity(family: readonly Pair[]): readonly Finding[] {
  const successions = family.flatMap(([a, b]) => {
    if (textOf(a.condition) !== textOf(b.condition)) return [];
    if (begins(a) === begins(b) || ends(a) === ends(b)) return [];
    return [begins(a) < begins(b) ? { earlier: a, later: b } : { earlier: b, later: a }];
  });
  return successions.flatMap(({ earlier, later }): Finding[] => {
    if (earlier.validTo === null || later.validFrom === null || ends(earlier) > ends(later)) return [];
    const where = { in: 'policy', id: earlier.id, at: '/validTo' } as const;
    const [next, last] = [addDays(earlier.validTo, 1), addDays(later.validFrom, -1)];
    if (later.validFrom <= earlier.validTo)
      return [
        { where, kind: 'validity-overlap', other: later.id, from: later.validFrom, to: earlier.validTo },
      ];
    const bridged = successions.some(
      (other) => other.earlier === earlier && other.later !== later && begins(other.later) < begins(later),
    );
    return next > last || bridged
      ? []
      : [{ where, kind: 'validity-gap', other: later.id, from: next, to: last }];
  });
}

function begins({ validFrom }: Policy): string {
  return validFrom ?? '';
}

/** Later than any date where there is no end. */
function ends({ validTo }: Policy): string {
  return validTo ?? '~';
}
