import type { Hierarchy } from '../engine/hierarchy.ts';

/**
 * The branches that a code lies in: itself, its parent, and so on up to the root. Empty for what isn't a code of the
 * table. An unlisted code hangs under its prefix.
 */
export function branchesOf(hierarchy: Hierarchy, code: string): readonly string[] {
  const listed = hierarchy.codes.get(code);
  if (listed !== undefined) {
    return listed.parent === undefined ? [code] : [code, ...branchesOf(hierarchy, listed.parent)];
  }
  if (code.length < 2 || hierarchy.unlisted === undefined || !hierarchy.unlisted.pattern.test(code))
    return [];
  const above = branchesOf(hierarchy, code.slice(0, code.length - 1));
  return above.length === 0 ? [] : [code, ...above];
}
