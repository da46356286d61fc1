import { type Hierarchy, pathTo } from '../engine/hierarchy.ts';

/** Codes of a hierarchy numbered so that all that lies below a code follows it without a gap. */
export interface CodeTree {
  /** The number of a code and the last number below it; undefined for what isn't a code of the table. */
  spanOf(code: string): Span | undefined;
}

export interface Span {
  readonly enter: number;
  readonly exit: number;
}

/** Numbers these codes and all above them. */
export function createCodeTree(hierarchy: Hierarchy, codes: Iterable<string>): CodeTree {
  const children = new Map<string | null, string[]>([[null, []]]);
  const append = (parent: string | null, code: string): void => {
    if (children.has(code)) return;
    children.set(code, []);
    children.get(parent)?.push(code);
  };
  for (const code of codes) {
    const path = pathTo(hierarchy, code).toReversed();
    for (const [depth, each] of path.entries()) append(path[depth - 1] ?? null, each);
  }
  const spans = new Map<string, Span>();
  let next = 0;
  const number = (code: string): void => {
    const enter = next++;
    for (const child of children.get(code) ?? []) number(child);
    spans.set(code, { enter, exit: next - 1 });
  };
  for (const root of children.get(null) ?? []) number(root);
  return { spanOf: (code) => spans.get(code) };
}
