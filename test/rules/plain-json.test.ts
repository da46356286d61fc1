import fc from 'fast-check';
import { parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { parseJsonText } from '../../src/rules/json-text.ts';
import { isPlainJson } from '../../src/rules/plain-json.ts';
import { BASE_FILES } from '../broken/base-files.ts';

const DEEPEST = 64;
const plain = (text: string) => isPlainJson(text, JSON.parse(text), DEEPEST);

describe('what is surely plain', () => {
  const check = (text: string, expected: boolean) =>
    it(text.slice(0, 40), () => expect(plain(text)).toBe(expected));

  check('{ "a": [1, -2.5, true, null, "x:y{\\"z\\": 1}"], "b": {} }', true);
  check('{ "a": 1, "a": 1 }', false);
  check('{ "b": { "a": 1, "a": 2 } }', false);
  check('{ "a": 1, "\\u0061": 1 }', false);
  check('{ "__proto__": 1 }', false);
  check('{ "a": 1e400 }', false);
  check('{ "a": 1234567890123456 }', false);
  check('{ "a": 0.000000000000001 }', false);
  check('{ "a": "\\ud800" }', false);
  check('{ "a": "\ud800" }', false);
  check(`${'['.repeat(64)}${']'.repeat(64)}`, true);
  check(`${'['.repeat(65)}${']'.repeat(65)}`, false);
  check(`"${'\\\\'.repeat(1_000_000)}"`, true);

  it('is every file of the rules', () => {
    for (const { text } of BASE_FILES) expect(plain(text)).toBe(true);
  });
});

/** Every property and every number of the text, looked at one by one. */
function isPlainSlowly(text: string): boolean {
  const walk = (node: ReturnType<typeof parseTree>): boolean => {
    const keys =
      node?.type === 'object' ? (node.children ?? []).map((each) => each.children?.[0]?.value) : [];
    if (new Set(keys).size < keys.length) return false;
    if (keys.some((key) => ['__proto__', 'constructor', 'prototype'].includes(String(key)))) return false;
    if (node?.type === 'string' && /\p{Surrogate}/u.test(String(node.value))) return false;
    return (node?.children ?? []).every(walk);
  };
  return walk(parseTree(text));
}

it('nothing that is not plain passes for it', () => {
  const key = fc.constantFrom(
    'a',
    'b',
    'a:',
    '__proto__',
    'constructor',
    '\\u0061',
    '\\ud800',
    '"'.repeat(0),
  );
  const scalar = fc.constantFrom(
    '1',
    '-0.5',
    '1e3',
    '"a"',
    '"\\":"',
    '"\\\\"',
    '"{\\"a\\":1}"',
    '"\\ud83d"',
    'null',
  );
  const { text } = fc.letrec<{ text: string }>((tie) => ({
    text: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('text'), { maxLength: 3 }).map((parts) => `[${parts.join(', ')}]`),
      fc
        .array(fc.tuple(key, tie('text')), { maxLength: 3 })
        .map((pairs) => `{${pairs.map(([name, value]) => `"${name}" : ${value}`).join(',')}}`),
    ),
  }));
  let accepted = 0;
  fc.assert(
    fc.property(text, (json) => {
      if (plain(json)) accepted += 1;
      expect(!plain(json) || isPlainSlowly(json)).toBe(true);
      expect(parseJsonText('f', json).ok).toBe(isPlainSlowly(json));
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(300);
});
