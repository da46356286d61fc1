import type { CivilDate } from '../engine/civil-date.ts';
import type { Condition } from '../engine/condition.ts';
import type { Finding, Where } from './finding.ts';
import type { Inquiry } from './inquiry.ts';
import { conjunctsOf } from './structure.ts';

/** A condition that nobody can satisfy, with the parts that exclude each other: none of them can be spared. */
export function findImpossible(
  condition: Condition,
  where: Where,
  days: readonly CivilDate[],
  inquiry: Inquiry,
): readonly Finding[] {
  const parts = conjunctsOf(condition);
  const answer = inquiry.satisfy(parts, days);
  if (answer.kind === 'undecided')
    return [{ where, kind: 'not-decided', question: 'can-be-satisfied', why: answer.why }];
  if (answer.kind === 'found') return [];
  const core = fewest(parts, (left) => inquiry.satisfy(left, days).kind === 'none');
  return [{ where, kind: 'impossible', parts: core.map(({ at }) => at) }];
}

/** As few of them as still do; not the fewest possible, but none can be left out. */
export function fewest<T>(all: readonly T[], stillDo: (left: readonly T[]) => boolean): readonly T[] {
  let left = all;
  for (const each of all) {
    const without = left.filter((other) => other !== each);
    if (stillDo(without)) left = without;
  }
  return left;
}
