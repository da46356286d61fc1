import type { Condition } from '../../engine/condition.ts';
import { leavesIn } from '../../engine/facts-read.ts';
import type { Both } from './sides.ts';
import { writtenKey } from './written.ts';

/** Which part of an old group became which of the new one. */
export interface Paired {
  readonly pairs: readonly Both<Condition>[];
  readonly removed: readonly Condition[];
  readonly added: readonly Condition[];
}

/** How much alike two parts are; 0 is not at all. */
type Likeness = (old: Condition, now: Condition) => number;

/** Pairs parts by what they say: the same, the same fact and operator, the same fact, then groups that share most. */
export function pairParts(old: readonly Condition[], now: readonly Condition[]): Paired {
  const [oldLeft, newLeft] = [new Set(old), new Set(now)];
  const partner = new Map<Condition, Condition>();
  for (const likeness of [same, sameFactAndOperator, sameFact, sharedLeaves])
    for (const { old: before, new: after } of ranked([...oldLeft], [...newLeft], likeness))
      if (oldLeft.has(before) && newLeft.has(after)) {
        oldLeft.delete(before);
        newLeft.delete(after);
        partner.set(after, before);
      }
  const pairs = now.flatMap((after) => {
    const before = partner.get(after);
    return before === undefined ? [] : [{ old: before, new: after }];
  });
  return { pairs, removed: [...oldLeft], added: [...newLeft] };
}

/** The pairs that are alike at all, the most alike first; equal ones in the order in which they were written. */
function ranked(
  old: readonly Condition[],
  now: readonly Condition[],
  likeness: Likeness,
): readonly Both<Condition>[] {
  return old
    .flatMap((before) => now.map((after) => ({ old: before, new: after, score: likeness(before, after) })))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
}

const same: Likeness = (old, now) => Number(writtenKey(old) === writtenKey(now));

const sameFactAndOperator: Likeness = (old, now) =>
  Number(
    old.kind === 'leaf' && now.kind === 'leaf' && old.fact === now.fact && old.operator === now.operator,
  );

const sameFact: Likeness = (old, now) =>
  Number(old.kind === 'leaf' && now.kind === 'leaf' && old.fact === now.fact);

/** The share of what both read: leaves count fully where they are the same, by half where only the fact is. */
const sharedLeaves: Likeness = (old, now) => {
  if (old.kind === 'leaf' && now.kind === 'leaf') return 0;
  const [before, after] = [leavesIn(old), leavesIn(now)];
  const score = before.reduce((sum, leaf) => {
    if (after.some((other) => writtenKey(other) === writtenKey(leaf))) return sum + 1;
    return after.some(({ fact }) => fact === leaf.fact) ? sum + 0.5 : sum;
  }, 0);
  return score / Math.max(before.length, after.length);
};
