import { createScanner, getLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { Decimal } from '../engine/decimal.ts';
import type { Text } from '../engine/rule-set.ts';
import { type Diagnostic, diagnose, pointerTo, quote, shorten } from './diagnostic.ts';
import type { Details } from './message.ts';
import type { DiagnosticCode } from './messages.ts';
import { isPlainJson } from './plain-json.ts';
import { positionsIn, spansIn } from './positions.ts';

const DEEPEST = 64;
const LARGEST = 5_000_000;
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

export type JsonText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Parses one JSON text strictly: no comments, no trailing commas, no duplicate or reserved keys, no number that
 * JSON can't carry exactly, no broken characters, at most 64 levels and 5 million characters, or as many as
 * given. A byte-order mark is passed over. Every mistake carries file, line, column and pointer.
 */
export function parseJsonText(file: string, withMark: string, largest = LARGEST): JsonText {
  const text = withoutMark(withMark);
  const failed = (code: DiagnosticCode, offset: number, details: Details = {}): JsonText => {
    const place = { file, pointer: '', ...positionsIn(text)(offset) };
    return { ok: false, diagnostics: [diagnose(code, place, details)] };
  };
  if (text.length > largest)
    return failed('too-large', 0, { found: `${text.length}`, expected: `${largest}` });
  // A zero byte is no character of any text: the file is UTF-16, or no text at all.
  const undecoded = text.search(/[\uFFFD\0]/);
  if (undecoded >= 0) return failed('not-utf8', undecoded);
  const value = parsed(text);
  if (value !== undefined && isPlainJson(text, value, DEEPEST)) return { ok: true, value };
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) return failed('too-deep', tooDeep, { expected: `${DEEPEST}` });
  if (value === undefined) return { ok: false, diagnostics: [syntaxError(file, text)] };
  const bad = badNodes(file, text);
  return bad.length > 0 ? { ok: false, diagnostics: bad } : { ok: true, value };
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/**
 * The offset of the first bracket that is nested too deep. Counted without recursion, with the tokens of the parser
 * that looks for syntax errors, and a bracket is closed by its own kind only, as there: hostile input can't make it
 * exhaust the stack.
 */
function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  const open: string[] = [];
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const char = text[scanner.getTokenOffset()] ?? '';
    if (char === '{' || char === '[') open.push(char === '{' ? '}' : ']');
    else if (char === open.at(-1)) open.pop();
    if (open.length > DEEPEST) return scanner.getTokenOffset();
  }
  return undefined;
}

function syntaxError(file: string, text: string): Diagnostic {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const { offset, length } = errors[0] ?? { offset: text.length, length: 0 };
  const near = text.slice(offset, offset + 20).split(/[\r\n]/)[0] ?? '';
  const { path } = getLocation(text, offset);
  // Where a key is due, the path ends in a key that isn't there yet.
  const pointer = pointerTo(path.at(-1) === '' ? path.slice(0, -1) : path);
  const place = { file, pointer, ...spansIn(text)(offset, length) };
  return diagnose('not-json', place, near === '' ? { about: whatEnds(text, offset) } : { found: near });
}

/** What to say where nothing stands that could be quoted. */
function whatEnds(text: string, offset: number): Text {
  if (text.trim() === '') return { zh: '文件是空的', en: 'the file is empty' };
  return text.slice(offset).trim() === ''
    ? { zh: '文件到这里就结束了', en: 'the file ends here' }
    : { zh: '这一行到这里就结束了', en: 'the line ends here' };
}

type ReportNode = (
  code: DiagnosticCode,
  node: Node,
  path: readonly PropertyKey[],
  found: string,
  expected?: Details['expected'],
) => void;

/** What is JSON, yet would be read as something else than what was written. */
function badNodes(file: string, text: string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const spanOf = spansIn(text);
  const report: ReportNode = (code, node, path, quoted, expected) => {
    const place = { file, pointer: pointerTo(path), ...spanOf(node.offset, node.length) };
    found.push(diagnose(code, place, { found: quoted, ...(expected === undefined ? {} : { expected }) }));
  };
  const root = parseTree(text);
  if (root !== undefined) checkNode(root, [], text, report);
  return found;
}

function checkNode(node: Node, path: readonly PropertyKey[], text: string, report: ReportNode): void {
  if (node.type === 'object') checkProperties(node, path, text, report);
  else if (node.type === 'array')
    node.children?.forEach((child, index) => {
      checkNode(child, [...path, index], text, report);
    });
  else if (node.type === 'string') checkCharacters(node, path, report);
  else if (node.type === 'number') checkNumber(node, path, text, report);
}

function checkProperties(node: Node, path: readonly PropertyKey[], text: string, report: ReportNode): void {
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    const here = [...path, name];
    if (RESERVED.has(name)) report('reserved-key', key, here, name);
    else if (seen.has(name)) report('duplicate-key', key, here, name);
    seen.add(name);
    checkCharacters(key, here, report);
    checkNode(value, here, text, report);
  }
}

function checkCharacters(node: Node, path: readonly PropertyKey[], report: ReportNode): void {
  if (!/\p{Surrogate}/u.test(String(node.value))) return;
  const expected = { zh: '完整的 Unicode 字符', en: 'whole Unicode characters' };
  report('wrong-form', node, path, quote(node.value), expected);
}

/** Numbers are exact in this language, so one that JSON would round is refused. */
function checkNumber(node: Node, path: readonly PropertyKey[], text: string, report: ReportNode): void {
  const written = text.slice(node.offset, node.offset + node.length);
  const read = Number(node.value);
  if (Number.isFinite(read) && new Decimal(written).equals(read)) return;
  const expected = { zh: '至多 15 位有效数字的数', en: 'a number of at most 15 digits' };
  report('wrong-form', node, path, shorten(written), expected);
}
