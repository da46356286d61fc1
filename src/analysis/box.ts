import { cut, isEverywhere, type Spans } from './spans.ts';

/**
 * Values that a fact may have. `points`: these, each standing for all that the rules answer alike. `spans`: numbers, and
 * dates by the number of their day. `members`: sets with all of some members and none of others.
 */
export type Box =
  | { readonly kind: 'points'; readonly points: readonly (string | boolean)[] }
  | ({ readonly kind: 'spans' } & Spans)
  | { readonly kind: 'members'; readonly has: ReadonlySet<string>; readonly lacks: ReadonlySet<string> };

/** Null where they have nothing in common. Both are of one kind: they are boxes of one fact. */
export function intersection(a: Box, b: Box): Box | null {
  if (a.kind === 'points' && b.kind === 'points') {
    const points = a.points.filter((point) => b.points.includes(point));
    return points.length === 0 ? null : { kind: 'points', points };
  }
  if (a.kind === 'spans' && b.kind === 'spans') {
    if (b.spans.length === 1 && b.spans.every(isEverywhere)) return a;
    const spans = cut(a, b.spans);
    return spans.spans.length === 0 ? null : { kind: 'spans', ...spans };
  }
  if (a.kind === 'members' && b.kind === 'members') return bothMembers(a, b);
  throw new Error('boxes of two kinds');
}

type Members = Extract<Box, { kind: 'members' }>;

function bothMembers(a: Members, b: Members): Members | null {
  const has = new Set([...a.has, ...b.has]);
  const lacks = new Set([...a.lacks, ...b.lacks]);
  return [...has].some((member) => lacks.has(member)) ? null : { kind: 'members', has, lacks };
}
