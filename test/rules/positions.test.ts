import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointerTo, quote } from '../../src/rules/diagnostic.ts';
import { parseJsonText } from '../../src/rules/json-text.ts';
import { locate } from '../../src/rules/locate.ts';
import { positionsIn } from '../../src/rules/positions.ts';

describe('a position counts lines, and code points in a line', () => {
  const check = (before: string, position: string) =>
    it(`${JSON.stringify(before)} ends at ${position}`, () => {
      const { line, column } = positionsIn(`${before}×\n…`)(before.length);
      expect(`${line}:${column}`).toBe(position);
    });

  check('', '1:1');
  check('ab', '1:3');
  check('宣城市', '1:4');
  check('，“” ', '1:5');
  check('𠮷🏭', '1:3');
  check('👩‍👧', '1:4');
  check('a\n', '2:1');
  check('a\r\n', '2:1');
  check('a\r', '2:1');
  check('\r\n\r\n', '3:1');
  check('\n\r', '3:1');
  check('宣城\r\n𠮷x', '2:3');
  check('🏭\n🏭🏭\n🏭𠮷市', '3:4');
  check('\u2028', '1:2');

  it('is that of the characters before it, whatever they are', () => {
    const unit = fc.constantFrom('a', '市', '𠮷', '\n', '\r\n', '\r', '\t', '"');
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit }), (before, after) => {
        // A CR that the next character completes to CRLF ends no line yet.
        fc.pre(!(before.endsWith('\r') && after.startsWith('\n')));
        const lines = before.split(/\r\n?|\n/);
        const expected = { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
        expect(positionsIn(before + after)(before.length)).toEqual(expected);
      }),
    );
  });
});

describe('a pointer leads to its place in the text', () => {
  const text = '{\r\n  "市": [ "🏭", {"~": 1, "a/b": {"": 𠮷}} ] }'.replace('𠮷', '"𠮷"');
  const check = (pointer: string, position: string, stands: string) =>
    it(`${pointer} to ${position}`, () => {
      const diagnostic = { code: 'empty', severity: 'error', message: { zh: '', en: '' } } as const;
      const [found] = locate([{ ...diagnostic, file: 'f', pointer }], new Map([['f', text]]));
      expect(`${found?.line}:${found?.column}`).toBe(position);
      const rest = [...(text.split('\r\n')[(found?.line ?? 0) - 1] ?? '')].slice((found?.column ?? 0) - 1);
      expect(rest.join('')).toMatch(stands);
    });

  check('', '1:1', '{');
  check('/市', '2:8', '[ ');
  check('/市/0', '2:10', '"🏭"');
  check('/市/1', '2:15', '{"~"');
  check('/市/1/~0', '2:21', '1,');
  check('/市/1/a~1b', '2:31', '{""');
  check('/市/1/a~1b/', '2:36', '"𠮷"');
  check('/市/1/a~1b/missing', '2:31', '{""');
  check('/市/7', '2:8', '[ ');
  check('/missing/deeper', '1:1', '{');

  it('with a key that looks escaped', () => {
    const diagnostic = { code: 'empty', severity: 'error', message: { zh: '', en: '' } } as const;
    const [found] = locate(
      [{ ...diagnostic, file: 'f', pointer: '/~01' }],
      new Map([['f', '{"/": 1, "~1": 2}']]),
    );
    expect(found?.column).toBe(16);
  });
});

it('locates what names the file it was given and leaves the rest alone', () => {
  const diagnostic = {
    code: 'empty',
    severity: 'error',
    message: { zh: '', en: '' },
    pointer: '/a',
  } as const;
  const given = [
    { ...diagnostic, file: 'z' },
    { ...diagnostic, file: 'b', line: 9, column: 9 },
    { ...diagnostic, file: 'b', line: 9, column: 8 },
    { ...diagnostic, file: 'b' },
    { ...diagnostic, file: 'a' },
  ];
  const located = locate(
    given,
    new Map([
      ['b', '{"a":1}'],
      ['a', '\uFEFF\n{"a":1}'],
    ]),
  );
  expect(located.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
    'a:2:6',
    'b:1:6',
    'b:9:8',
    'b:9:9',
    'z:undefined:undefined',
  ]);
});

describe('a path becomes a pointer', () => {
  const check = (path: readonly (string | number)[], pointer: string) =>
    it(pointer, () => expect(pointerTo(path)).toBe(pointer));

  check([], '');
  check([''], '/');
  check(['a', 0, 'b'], '/a/0/b');
  check(['a/b', 'c~d', '~1', '/~'], '/a~1b/c~0d/~01/~1~0');
});

it('finds every mistake in the text of a file behind a byte-order mark where an editor shows it', () => {
  const parsed = parseJsonText('f', '\uFEFF{"a": 1, "a": 2}');
  expect(parsed.ok ? [] : parsed.diagnostics.map(({ line, column }) => [line, column])).toEqual([[1, 10]]);
});

describe('a quotation is short and whole', () => {
  const check = (value: unknown, quoted: string) => it(quoted, () => expect(quote(value)).toBe(quoted));

  check(1e21, '1e+21');
  check('a"b', '"a\\"b"');
  check({ a: [1] }, '{"a":[1]}');
  check(undefined, '');
  check('x'.repeat(58), `"${'x'.repeat(58)}"`);
  check('x'.repeat(59), `"${'x'.repeat(56)}…`);
  check('🏭'.repeat(40), `"${'🏭'.repeat(28)}…`);
  check(`x${'🏭'.repeat(40)}`, `"x${'🏭'.repeat(27)}…`);
});
