import type { Condition, Leaf } from '../../engine/condition.ts';
import { leavesIn } from '../../engine/facts-read.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { Language } from '../../rules/plain/language.ts';
import { outline, outlineLines } from '../../rules/plain/outline.ts';
import { describeValue } from '../../rules/plain/value.ts';
import { pairParts } from './pair-parts.ts';
import type { Both, RuleSets } from './sides.ts';
import { flatParts, type Group, isGroup, writtenKey } from './written.ts';

/** One node of a condition that was added, removed or changed. */
export interface NodeChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** The groups that the node stands in, outermost first, in the words of the new rules; empty at the top. */
  readonly within: readonly string[];
  readonly old: string | null;
  readonly new: string | null;
  /** For a list of values: which were added and removed. */
  readonly values?: { readonly added: string; readonly removed: string };
}

interface Context {
  readonly sets: RuleSets;
  readonly language: Language;
}

/** The changes that turn the old condition into the new one, in the order of the new one. */
export function nodeChanges(
  conditions: Both<Condition>,
  context: Context,
  within: readonly string[] = [],
): readonly NodeChange[] {
  const [old, now] = [unwrapped(conditions.old), unwrapped(conditions.new)];
  if (writtenKey(old) === writtenKey(now)) return [];
  if (old.kind === 'not' && now.kind === 'not')
    return nodeChanges({ old: old.part, new: now.part }, context, [...within, NOT[context.language]]);
  if (isGroup(now) && (isGroup(old) || mentions(now, old)))
    return groupChanges({ old: asGroup(old, now.kind), new: now }, context, within);
  if (isGroup(old) && mentions(old, now))
    return groupChanges({ old, new: asGroup(now, old.kind) }, context, within);
  const { sets, language } = context;
  return [
    {
      kind: 'changed',
      within,
      old: words(sets.old, old, language),
      new: words(sets.new, now, language),
      ...listChange(old, now, context),
    },
  ];
}

const NOT = { zh: '不得有的情形', en: 'what must not be the case' };

/** A group of one is that one; `not not` is nothing. */
function unwrapped(condition: Condition): Condition {
  if (isGroup(condition)) {
    const parts = flatParts(condition);
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? unwrapped(only) : { ...condition, parts };
  }
  const twice = condition.kind === 'not' ? unwrapped(condition.part) : null;
  return twice?.kind === 'not' ? unwrapped(twice.part) : condition;
}

function asGroup(condition: Condition, kind: Group['kind']): Group {
  return isGroup(condition) ? condition : { kind, parts: [condition], at: condition.at };
}

/** Whether a group has a part that reads what the other condition reads. */
function mentions(group: Group, other: Condition): boolean {
  const facts = new Set(leavesIn(other).map(({ fact }) => fact));
  return group.parts.some((part) => leavesIn(part).some(({ fact }) => facts.has(fact)));
}

function groupChanges(
  groups: Both<Group>,
  context: Context,
  within: readonly string[],
): readonly NodeChange[] {
  const { sets, language } = context;
  const heading = HEADINGS[groups.new.kind][language];
  const isTop = within.length === 0 && groups.new.kind === 'all';
  const inside = isTop ? within : [...within, heading];
  const { pairs, removed, added } = pairParts(groups.old.parts, groups.new.parts);
  const turned: NodeChange[] =
    groups.old.kind === groups.new.kind
      ? []
      : [{ kind: 'changed', within, old: HEADINGS[groups.old.kind][language], new: heading }];
  return [
    ...turned,
    ...pairs.flatMap((pair) => nodeChanges(pair, context, inside)),
    ...removed.map(
      (part): NodeChange => ({
        kind: 'removed',
        within: inside,
        old: words(sets.old, part, language),
        new: null,
      }),
    ),
    ...added.map(
      (part): NodeChange => ({
        kind: 'added',
        within: inside,
        old: null,
        new: words(sets.new, part, language),
      }),
    ),
  ];
}

const HEADINGS = {
  all: { zh: '须同时符合的条件', en: 'what must all hold' },
  any: { zh: '符合其一即可的条件', en: 'of which one is enough' },
};

function words(ruleSet: RuleSet, condition: Condition, language: Language): string {
  return outlineLines(outline(ruleSet, condition, language), language).join('\n');
}

/** For two leaves that differ only in a list: what was put in and taken out. */
function listChange(old: Condition, now: Condition, { sets, language }: Context): Pick<NodeChange, 'values'> {
  if (old.kind !== 'leaf' || now.kind !== 'leaf' || old.fact !== now.fact) return {};
  const [before, after] = [membersOf(old), membersOf(now)];
  if (before === null || after === null || before.length + after.length < 4) return {};
  const fact = sets.new.facts.get(now.fact);
  if (fact === undefined) return {};
  const said = (ruleSet: RuleSet, list: readonly string[]) =>
    list.length === 0 ? '' : describeValue(ruleSet, fact, list, language);
  const added = after.filter((each) => !before.includes(each));
  const removed = before.filter((each) => !after.includes(each));
  return { values: { added: said(sets.new, added), removed: said(sets.old, removed) } };
}

function membersOf({ wanted }: Leaf): readonly string[] | null {
  if (!('constant' in wanted)) return null;
  if (typeof wanted.constant === 'string') return [wanted.constant];
  return Array.isArray(wanted.constant) ? wanted.constant : null;
}
