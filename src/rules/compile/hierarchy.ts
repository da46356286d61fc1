import type { Hierarchy } from '../../engine/hierarchy.ts';
import { diagnose, type Place, pointerTo } from '../diagnostic.ts';
import type { HierarchyJson } from '../schema/hierarchy-schema.ts';
import type { Scope } from './scope.ts';

/** Compiles a code table: every parent must be listed, and no code may lie below itself. */
export function compileHierarchy(json: HierarchyJson, place: Place, scope: Pick<Scope, 'report'>): Hierarchy {
  const at = (path: readonly string[]): Place => ({ ...place, pointer: pointerTo(path) });
  const codes = new Map<string, { readonly name: string; readonly parent?: string }>(
    Object.entries(json.codes).map(([code, { name, parent }]) => [
      code,
      { name, ...(parent === undefined ? {} : { parent }) },
    ]),
  );
  for (const [code, { parent }] of codes)
    if (parent !== undefined && !codes.has(parent))
      scope.report(diagnose('orphan-code', at(['codes', code, 'parent']), { found: code, expected: parent }));
  for (const cycle of cyclesIn(codes)) {
    const [code = ''] = cycle;
    // Cut, or whoever asks what lies within it would go round for ever.
    codes.set(code, { name: codes.get(code)?.name ?? code });
    const found = [...cycle, code].join(' → ');
    scope.report(diagnose('cycle', at(['codes', code, 'parent']), { found }));
  }
  return { id: json.id, codes, ...compileUnlisted(json, at(['unlisted', 'pattern']), scope) };
}

/** The codes that lie below themselves, a list for each cycle; no code is walked over twice. */
function cyclesIn(codes: Hierarchy['codes']): readonly (readonly string[])[] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  for (const start of codes.keys()) {
    const path = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !done.has(at)) {
      path.add(at);
      done.add(at);
      at = codes.get(at)?.parent;
    }
    if (at !== undefined && path.has(at)) cycles.push([...path].slice([...path].indexOf(at)));
  }
  return cycles;
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
