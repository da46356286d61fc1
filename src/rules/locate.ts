import { type Node, parseTree } from 'jsonc-parser';
import type { Diagnostic } from './diagnostic.ts';
import { withoutMark } from './json-text.ts';
import { type Span, spansIn } from './positions.ts';

/** Fills in where each diagnostic begins and ends, given the text of its file, and lists them in order of place. */
export function locate(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const finders = new Map<string, (diagnostic: Diagnostic) => Span>();
  const located = diagnostics.map((diagnostic): Diagnostic => {
    const text = texts.get(diagnostic.file);
    if (text === undefined || diagnostic.line !== undefined) return diagnostic;
    // A diagnostic about a whole file may be about a text that can't be parsed.
    if (diagnostic.pointer === '') return { ...diagnostic, line: 1, column: 1 };
    const find = finders.get(diagnostic.file) ?? finderIn(withoutMark(text));
    finders.set(diagnostic.file, find);
    return { ...diagnostic, ...find(diagnostic) };
  });
  return located.toSorted(byPlace);
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** Finds what a diagnostic's pointer leads to, or the nearest enclosing node that exists. */
function finderIn(text: string): (diagnostic: Diagnostic) => Span {
  const spanOf = spansIn(text);
  const tree = parseTree(text);
  const childrenOf = new Map<Node, ReadonlyMap<string, Node>>();
  return ({ pointer, code }) => {
    let node = tree;
    let last = tree;
    for (const step of stepsOf(pointer)) {
      if (node === undefined) break;
      const children = childrenOf.get(node) ?? childrenByStep(node);
      childrenOf.set(node, children);
      const child = children.get(step);
      if (child === undefined) break;
      node = child;
      // An unknown key is itself the mistake, not its value.
      last = (code === 'unknown-key' ? child.parent?.children?.[0] : undefined) ?? child;
    }
    return spanOf(last?.offset ?? 0, last?.length ?? 0);
  };
}

function childrenByStep(node: Node): ReadonlyMap<string, Node> {
  return new Map(
    (node.children ?? []).flatMap((child, index): [string, Node][] => {
      if (node.type === 'array') return [[`${index}`, child]];
      const [key, value] = child.children ?? [];
      return key === undefined || value === undefined ? [] : [[String(key.value), value]];
    }),
  );
}

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
