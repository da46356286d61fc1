import { type Hierarchy, isWithin, nameOf, pathTo } from '../../engine/hierarchy.ts';
import type { Language } from '../../rules/plain/language.ts';
import type { TextChange } from './list-changes.ts';
import type { RuleSets } from './sides.ts';

/** For each of the codes asked for: the codes of the table that came to lie within it or no longer do. */
export function codeChanges(
  id: string,
  asked: readonly string[],
  sets: RuleSets,
  language: Language,
): readonly TextChange[] {
  const [old, now] = [sets.old.hierarchies.get(id), sets.new.hierarchies.get(id)];
  if (old === undefined || now === undefined) return [];
  const changes = asked.flatMap((code) => [
    ...change(branch(old, code), branch(now, code), (codes) => sayCodes(code, codes, now, language)),
    ...change(pathTo(old, code), pathTo(now, code), (codes) => sayPath(code, codes, now, language)),
  ]);
  const patterns = [old, now].map(({ unlisted }) => unlisted?.pattern.source ?? '—');
  const [before = '', after = ''] = patterns;
  return before === after ? changes : [...changes, { old: before, new: after }];
}

/** The listed codes within a code, itself left out. */
export function branch(hierarchy: Hierarchy, code: string): readonly string[] {
  return [...hierarchy.codes.keys()].filter((each) => each !== code && isWithin(hierarchy, each, code));
}

function change(
  old: readonly string[],
  now: readonly string[],
  say: (codes: readonly string[]) => string,
): readonly TextChange[] {
  const removed = old.filter((each) => !now.includes(each));
  const added = now.filter((each) => !old.includes(each));
  if (removed.length + added.length === 0) return [];
  return [{ old: removed.length === 0 ? null : say(removed), new: added.length === 0 ? null : say(added) }];
}

function sayCodes(code: string, codes: readonly string[], hierarchy: Hierarchy, language: Language): string {
  const name = nameOf(hierarchy, code);
  return language === 'zh'
    ? `${name}（${code}）范围内：${codes.join('、')}`
    : `within ${name} (${code}): ${codes.join(', ')}`;
}

function sayPath(code: string, codes: readonly string[], hierarchy: Hierarchy, language: Language): string {
  const name = nameOf(hierarchy, code);
  return language === 'zh'
    ? `${name}（${code}）属于：${codes.join('、')}`
    : `${name} (${code}) lies within: ${codes.join(', ')}`;
}
