import { type Hierarchy, pathTo } from '../hierarchy.ts';

/** The codes from a code up to its root, worked out once for each listed code. */
export interface CodePaths {
  /** Empty when it isn't a code of the table. */
  of(code: string): readonly string[];
}

const known = new WeakMap<Hierarchy, CodePaths>();

/** The paths of a hierarchy. Only those of listed codes are kept: of others there may be any number. */
export function codePaths(hierarchy: Hierarchy): CodePaths {
  const before = known.get(hierarchy);
  if (before !== undefined) return before;
  const paths = new Map<string, readonly string[]>();
  const made: CodePaths = {
    of(code) {
      const kept = paths.get(code);
      if (kept !== undefined) return kept;
      const path = pathTo(hierarchy, code);
      if (hierarchy.codes.has(code)) paths.set(code, path);
      return path;
    },
  };
  known.set(hierarchy, made);
  return made;
}
