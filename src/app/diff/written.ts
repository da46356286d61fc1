import type { Condition } from '../../engine/condition.ts';
import { normalKey } from './normal-form.ts';

export type Group = Extract<Condition, { kind: 'all' | 'any' }>;

export function isGroup(condition: Condition): condition is Group {
  return condition.kind === 'all' || condition.kind === 'any';
}

/** What a reader of the rule file sees in a condition; what its names stand for is another matter. */
export function writtenKey(condition: Condition): string {
  return normalKey(condition, { fact: (id) => id, opensNames: false });
}

/** An `all` inside an `all` says nothing by its nesting; likewise `any`. */
export function flatParts(group: Group): readonly Condition[] {
  return group.parts.flatMap((part) => (part.kind === group.kind ? flatParts(part) : [part]));
}
