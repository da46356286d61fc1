import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { codeFrame, harmless, linesOf } from '../../src/cli/code-frame.ts';
import { spansIn } from '../../src/rules/positions.ts';

/** The frame of the first place where the spot stands in the text. */
function frameOf(text: string, spot: string) {
  const span = spansIn(text)(text.indexOf(spot), spot.length);
  return codeFrame(linesOf(text), { file: 'f', pointer: '', ...span });
}

/** What of the line stands over the marks, by the columns of a terminal. */
function marked({ line, marks }: { readonly line: string; readonly marks: string }): string {
  let column = 0;
  return [...line].reduce((taken, character) => {
    const isOver = marks[column] === '^';
    column += stringWidth(character);
    return isOver ? taken + character : taken;
  }, '');
}

describe('the marks stand under the spot', () => {
  const check = (name: string, text: string, spot: string, line: string, marks: string) =>
    it(name, () => expect(frameOf(text, spot)).toEqual({ line, marks }));

  check('in plain text', '{\n  "a": 12\n}', '12', '  "a": 12', '       ^^');
  check('after Chinese', '"贷款": 12', '12', '"贷款": 12', '        ^^');
  check('over Chinese', '"a": "宣城市"', '"宣城市"', '"a": "宣城市"', '     ^^^^^^^^');
  check('after full-width signs', '"ａ"：1', '1', '"ａ"：1', '      ^');
  check('after a character of two units', '"𠮷": 12', '12', '"𠮷": 12', '      ^^');
  check('after tabs, which are shown as blanks', '\t\t"a": 12', '12', '        "a": 12', '             ^^');
  check('of nothing, at the end of a file', '{ "a": 1', '', '{ "a": 1', '^');
  check('of several lines: the first', '{ "a": [\r\n  1\r\n] }', '[\r\n  1\r\n]', '{ "a": [', '       ^');
  check('after a byte-order mark', '\uFEFF{ "a": 1 }'.slice(1), '1', '{ "a": 1 }', '       ^');
});

describe('a long line is cut around the spot', () => {
  const check = (name: string, text: string, spot: string) =>
    it(name, () => {
      const frame = frameOf(text, spot);
      expect(frame).toBeDefined();
      if (frame === undefined) return;
      expect(stringWidth(frame.line)).toBeLessThanOrEqual(100);
      expect(frame.marks.length).toBeLessThanOrEqual(100);
      const shown = marked(frame).replace('…', '');
      expect(spot.startsWith(shown) && shown.length > 0).toBe(true);
    });
  const chinese = '政策'.repeat(3000);

  check('with the spot far to the right', `{ "text": "${chinese}", "x": 77 }`, '77');
  check('with much behind it', `{ "x": 77, "text": "${chinese}" }`, '77');
  check('with a spot that is long itself', `{ "text": "${chinese}" }`, `"${chinese}"`);
  check('of one character after another of two units', `"${'𠮷'.repeat(3000)}": 77`, '77');
  check('five million characters', `"${'x'.repeat(5_000_000)}": 77`, '77');

  it('and a cut is seen', () => {
    const line = frameOf(`${'x'.repeat(500)}77${'y'.repeat(500)}`, '77')?.line ?? '';
    expect(line).toMatch(/^…x+77y+…$/);
  });
});

describe('no frame', () => {
  it('for a place that is a whole file', () => {
    expect(codeFrame(['{}'], { file: 'f', pointer: '', line: 1, column: 1 })).toBeUndefined();
  });
  it('for a line that is not there', () => {
    const place = { file: 'f', pointer: '', line: 3, column: 1, endLine: 3, endColumn: 2 };
    expect(codeFrame(['{}'], place)).toBeUndefined();
  });
});

describe('what is shown does nothing to the terminal', () => {
  const check = (text: string, shown: string) =>
    it(JSON.stringify(text), () => expect(harmless(text)).toBe(shown));

  check('\u001b[2J', '␛[2J');
  check('\u0000\u0007', '␀␇');
  check('\u009b2J', '\uFFFD2J');
  check('\u202Eevil', '\uFFFDevil');
  check('政策\t1', '政策    1');
  check('\ud800', '\uFFFD');
});
