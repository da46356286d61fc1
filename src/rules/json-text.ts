import { findNodeAtLocation, getLocation, type Node, parseTree } from 'jsonc-parser';
import { type Diagnostic, diagnose, pointerTo } from './diagnostic.ts';

const DEEPEST = 64;
const LARGEST = 5_000_000;
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

export type JsonText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Parses one JSON text strictly: no comments, no trailing commas, no duplicate or reserved keys, at most 64 levels
 * and 5 million characters. Every mistake carries file, line, column and pointer.
 */
export function parseJsonText(file: string, text: string): JsonText {
  const whole = { file, pointer: '' };
  if (text.length > LARGEST)
    return failed(diagnose('too-large', whole, { found: `${text.length}`, expected: `${LARGEST}` }));
  if (depthOf(text) > DEEPEST) return failed(diagnose('too-deep', whole, { expected: `${DEEPEST}` }));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed(syntaxError(file, text));
  }
  const bad = badKeys(file, text);
  return bad.length > 0 ? { ok: false, diagnostics: bad } : { ok: true, value };
}

function failed(diagnostic: Diagnostic): JsonText {
  return { ok: false, diagnostics: [diagnostic] };
}

/** Bracket depth, counted without recursion so that hostile input can't exhaust the stack. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth--;
  }
  return deepest;
}

function syntaxError(file: string, text: string): Diagnostic {
  const errors: { offset: number; length: number }[] = [];
  parseTree(text, errors as never);
  const offset = errors[0]?.offset ?? text.length;
  const near = text.slice(offset, offset + 20).split('\n')[0] ?? '';
  const pointer = pointerTo(getLocation(text, offset).path);
  const found = near === '' ? '…' : near;
  return diagnose('not-json', { file, pointer, ...lineAndColumn(text, offset) }, { found });
}

function badKeys(file: string, text: string): readonly Diagnostic[] {
  const root = parseTree(text);
  return root === undefined ? [] : badKeysIn(root, [], file, text);
}

function badKeysIn(node: Node, path: readonly PropertyKey[], file: string, text: string): Diagnostic[] {
  if (node.type === 'array')
    return (node.children ?? []).flatMap((child, index) => badKeysIn(child, [...path, index], file, text));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) return [];
    const name = String(key.value);
    const code = RESERVED.has(name) ? 'reserved-key' : seen.has(name) ? 'duplicate-key' : null;
    seen.add(name);
    const here = [...path, name];
    const deeper = badKeysIn(value, here, file, text);
    if (code === null) return deeper;
    const place = { file, pointer: pointerTo(here), ...lineAndColumn(text, key.offset) };
    return [diagnose(code, place, { found: name }), ...deeper];
  });
}

/** Fills in line and column of each diagnostic from its pointer, given the text of its file. */
export function locate(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const trees = new Map<string, Node | undefined>();
  return diagnostics.map((diagnostic) => {
    const text = texts.get(diagnostic.file);
    if (text === undefined || diagnostic.line !== undefined) return diagnostic;
    if (!trees.has(diagnostic.file)) trees.set(diagnostic.file, parseTree(text));
    const tree = trees.get(diagnostic.file);
    const offset = tree === undefined ? 0 : offsetOf(tree, stepsOf(diagnostic.pointer));
    return { ...diagnostic, ...lineAndColumn(text, offset) };
  });
}

/** Offset of what the path leads to, or of the nearest enclosing node that exists. */
function offsetOf(tree: Node, path: readonly string[]): number {
  let node = tree;
  for (const step of path) {
    const child = findNodeAtLocation(node, [node.type === 'array' ? Number(step) : step]);
    if (child === undefined) break;
    node = child;
  }
  return node.offset;
}

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: [...before.slice(lineStart)].length + 1 };
}
