/**
 * A code table whose codes form a forest: administrative divisions, industries. What "within" means.
 *
 * The loader guarantees that every parent is itself listed and that parents never form a cycle.
 */
export interface Hierarchy {
  readonly id: string;
  readonly codes: ReadonlyMap<string, HierarchyCode>;
  /**
   * Codes accepted though not listed: those that match `pattern` (anchored at both ends, without the `g` and `y`
   * flags, which would make it stateful) and whose prefix, one character shorter, is a code of the table too.
   * That prefix is the parent.
   */
  readonly unlisted?: { readonly pattern: RegExp };
}

/** A listed code; without `parent` it is a root. */
export interface HierarchyCode {
  readonly name: string;
  readonly parent?: string;
}

/** Whether `code` is a code of the table, listed or accepted as unlisted. */
export function hasCode(h: Hierarchy, code: string): boolean {
  if (h.codes.has(code)) return true;
  if (code === '' || h.unlisted === undefined) return false;
  return h.unlisted.pattern.test(code) && hasCode(h, code.slice(0, -1));
}

/** Whether `code` is `ancestor` or lies below it. False when either isn't a code of the table. */
export function isWithin(h: Hierarchy, code: string, ancestor: string): boolean {
  if (!hasCode(h, code)) return false;
  for (let at: string | undefined = code; at !== undefined; at = parentOf(h, at)) {
    if (at === ancestor) return true;
  }
  return false;
}

/** The codes from `code` up to its root, both included; empty when `code` isn't a code of the table. */
export function pathTo(h: Hierarchy, code: string): string[] {
  const path: string[] = [];
  if (!hasCode(h, code)) return path;
  for (let at: string | undefined = code; at !== undefined; at = parentOf(h, at)) path.push(at);
  return path;
}

/**
 * The name of `code`. An unlisted code takes the name of its nearest listed ancestor followed by the code
 * itself; what isn't a code of the table is returned as it is.
 */
export function nameOf(h: Hierarchy, code: string): string {
  const listed = h.codes.get(code);
  if (listed !== undefined) return listed.name;
  for (const ancestor of pathTo(h, code)) {
    const named = h.codes.get(ancestor);
    if (named !== undefined) return `${named.name} ${code}`;
  }
  return code;
}

/** The parent of a code that `hasCode` has accepted. */
function parentOf(h: Hierarchy, code: string): string | undefined {
  const listed = h.codes.get(code);
  return listed === undefined ? code.slice(0, -1) : listed.parent;
}
