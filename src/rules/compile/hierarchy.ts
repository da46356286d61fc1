import type { Hierarchy } from '../../engine/hierarchy.ts';
import { diagnose, type Place, pointerTo } from '../diagnostic.ts';
import type { HierarchyJson } from '../schema/hierarchy-schema.ts';
import type { Scope } from './scope.ts';

/** Compiles a code table: every parent must be listed, and no code may lie below itself. */
export function compileHierarchy(json: HierarchyJson, place: Place, scope: Pick<Scope, 'report'>): Hierarchy {
  const at = (path: readonly string[]): Place => ({ ...place, pointer: pointerTo(path) });
  for (const [code, { parent }] of Object.entries(json.codes)) {
    if (parent === undefined) continue;
    const here = at(['codes', code, 'parent']);
    if (json.codes[parent] === undefined)
      scope.report(diagnose('orphan-code', here, { found: code, expected: parent }));
    else if (isBelowItself(json, code))
      scope.report(diagnose('cycle', here, { found: `${code} → … → ${code}` }));
  }
  const codes = new Map(
    Object.entries(json.codes).map(([code, { name, parent }]) => [
      code,
      { name, ...(parent === undefined ? {} : { parent }) },
    ]),
  );
  return { id: json.id, codes, ...compileUnlisted(json, at(['unlisted', 'pattern']), scope) };
}

function isBelowItself(json: HierarchyJson, code: string): boolean {
  const seen = new Set<string>();
  for (let at = json.codes[code]?.parent; at !== undefined && !seen.has(at); at = json.codes[at]?.parent) {
    if (at === code) return true;
    seen.add(at);
  }
  return false;
}

function compileUnlisted(
  json: HierarchyJson,
  place: Place,
  scope: Pick<Scope, 'report'>,
): Pick<Hierarchy, 'unlisted'> {
  if (json.unlisted === undefined) return {};
  try {
    return { unlisted: { pattern: new RegExp(`^(?:${json.unlisted.pattern})$`) } };
  } catch {
    const expected = { zh: '正则表达式', en: 'a regular expression' };
    scope.report(diagnose('wrong-form', place, { found: json.unlisted.pattern, expected }));
    return {};
  }
}
