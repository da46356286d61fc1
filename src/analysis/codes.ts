import { type Hierarchy, hasCode, pathTo } from '../engine/hierarchy.ts';

/** Below each listed code those that are listed with it as their parent; below '' the roots. */
export type Children = ReadonlyMap<string, readonly string[]>;

export function childrenOf({ codes }: Hierarchy): Children {
  const children = new Map<string, string[]>();
  for (const [code, { parent = '' }] of codes) {
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [code]);
    else siblings.push(code);
  }
  return children;
}

/**
 * Codes that stand for all: every code of the table answers each question about the mentioned ones like one of these. A
 * code that isn't mentioned and has none of them below it answers by its nearest mentioned ancestor alone, so one such
 * child of each is enough. The finest come first.
 */
export function representativeCodes(
  hierarchy: Hierarchy,
  children: Children,
  mentioned: Iterable<string>,
): readonly string[] {
  const named = [...mentioned].filter((code) => hasCode(hierarchy, code));
  const above = new Set(named.flatMap((code) => pathTo(hierarchy, code)));
  const other = (parent: string): readonly string[] => {
    const listed = children.get(parent)?.find((code) => !above.has(code));
    const found = listed ?? unlistedBelow(hierarchy, parent, above);
    return found === undefined ? [] : [found];
  };
  return [...new Set([...named.flatMap(other), ...named, ...[...above, ''].flatMap(other), ...above])];
}

/** Unlisted codes are looked for with these as their last character. */
const CHARACTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._/ '];

function unlistedBelow(hierarchy: Hierarchy, parent: string, above: ReadonlySet<string>): string | undefined {
  if (parent === '' || hierarchy.unlisted === undefined) return undefined;
  const ends = [...CHARACTERS.slice(1), '0'];
  return ends.map((end) => parent + end).find((code) => !above.has(code) && isBelow(hierarchy, code, parent));
}

/** A listed code may read like one below `parent` and lie elsewhere. */
function isBelow(hierarchy: Hierarchy, code: string, parent: string): boolean {
  return hasCode(hierarchy, code) && pathTo(hierarchy, code)[1] === parent;
}
