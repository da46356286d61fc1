import type { Condition } from '../../engine/condition.ts';
import type { Fact } from '../../engine/rule-set.ts';
import { type Edit, inside, replaced, without } from './edit.ts';
import { leafEdits } from './leaf-edits.ts';

type Facts = ReadonlyMap<string, Fact>;
type Joined = Extract<Condition, { kind: 'all' | 'any' }>;

/** The edits of a condition. What a named condition says is edited where it is defined, not where it is used. */
export function conditionEdits(condition: Condition, facts: Facts): readonly Edit<Condition>[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return [...joinedEdits(condition), ...partEdits(condition, facts)];
    case 'not': {
      const { part } = condition;
      // Without the `not`, and with the part negated: the same.
      const within = conditionEdits(part, facts).filter((edit) => !isNegationOf(edit, part));
      return [negated(condition), ...inside(within, (changed) => ({ ...condition, part: changed }))];
    }
    case 'named':
      return [negated(condition)];
    case 'leaf':
      return [negated(condition), ...leafEdits(condition, facts)];
  }
}

/** The edits of each part, and the whole without it. */
export function partEdits(whole: Joined, facts: Facts): readonly Edit<Condition>[] {
  const { parts } = whole;
  return parts.flatMap((part, index) => [
    ...(parts.length > 1 ? [dropped(whole, index, part)] : []),
    ...inside(conditionEdits(part, facts), (changed) => ({
      ...whole,
      parts: replaced(parts, index, changed),
    })),
  ]);
}

function joinedEdits(whole: Joined): readonly Edit<Condition>[] {
  if (whole.parts.length < 2) return [];
  const other = whole.kind === 'all' ? 'any' : 'all';
  const change = { kind: 'joined', before: whole.kind, parts: whole.parts } as const;
  const swapped = { at: `${whole.at}/${whole.kind}`, mutation: 'swapped', change } as const;
  return [negated(whole), { ...swapped, changed: { ...whole, kind: other } }];
}

function dropped(whole: Joined, index: number, part: Condition): Edit<Condition> {
  const change = { kind: 'part', part, of: whole.kind } as const;
  return {
    at: part.at,
    mutation: 'dropped',
    change,
    changed: { ...whole, parts: without(whole.parts, index) },
  };
}

function negated(condition: Condition): Edit<Condition> {
  const changed: Condition =
    condition.kind === 'not' ? condition.part : { kind: 'not', part: condition, at: condition.at };
  return { at: condition.at, mutation: 'negated', change: { kind: 'negated', part: condition }, changed };
}

function isNegationOf({ at, mutation }: Edit<Condition>, part: Condition): boolean {
  return mutation === 'negated' && at === part.at;
}
