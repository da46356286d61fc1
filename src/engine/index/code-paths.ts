import { type Hierarchy, pathTo } from '../hierarchy.ts';

/** The codes from a code up to its root, worked out once for each code. */
export interface CodePaths {
  /** Empty when it isn't a code of the table. */
  of(code: string): readonly string[];
}

const NO_PATH: readonly string[] = [];
const known = new WeakMap<Hierarchy, CodePaths>();

/** The paths of a hierarchy. What isn't a code of the table is not kept. */
export function codePaths(hierarchy: Hierarchy): CodePaths {
  const before = known.get(hierarchy);
  if (before !== undefined) return before;
  const paths = new Map<string, readonly string[]>();
  const made: CodePaths = {
    of(code) {
      const kept = paths.get(code);
      if (kept !== undefined) return kept;
      const path = pathTo(hierarchy, code);
      if (path.length === 0) return NO_PATH;
      paths.set(code, path);
      return path;
    },
  };
  known.set(hierarchy, made);
  return made;
}
