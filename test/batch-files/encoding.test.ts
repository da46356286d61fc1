import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/io/table-files/fingerprint.ts';
import { textFile } from '../../src/io/table-files/text-file.ts';
import { Utf8Check } from '../../src/io/table-files/utf8-check.ts';
import { folderOf } from '../cli/folder.ts';
import { gb18030 } from './gb18030.ts';

/** Lines of Chinese prose, long and short, each with an odd and an even run of characters somewhere. */
const page = readFileSync('README.zh-CN.md', 'utf8');
const lines = page.split('\n').filter((line) => (line.match(/\p{Script=Han}/gu) ?? []).length >= 3);
const words = [...new Set(page.match(/\p{Script=Han}{2,}/gu))];

async function encodingOf(bytes: Uint8Array, given?: 'utf-8' | 'gb18030') {
  const path = join(await folderOf({}), 'in.csv');
  await writeFile(path, bytes);
  const print = await fingerprint(path, true);
  try {
    const { encoding, isSound } = textFile(path, print, given);
    return isSound ? encoding : `${encoding}, broken`;
  } catch (cause) {
    return String(cause).replace(/.*in\.csv /, '');
  }
}

/** A text whose first Chinese character has lost its last byte. */
function damaged(text: string): Buffer {
  const bytes = Buffer.from(text);
  const at = bytes.findIndex((byte) => byte >= 0xe0);
  return Buffer.concat([bytes.subarray(0, at + 2), bytes.subarray(at + 3)]);
}

const unclear = (line: number) =>
  `is not wholly UTF-8 (line ${line}), nor plainly GB18030: say --encoding utf-8 or --encoding gb18030, and rows with other bytes are refused one by one`;

describe('the encoding of Chinese text', () => {
  it('shows in a page, in each of its lines, and in its words unless they are both', async () => {
    expect([lines.length, words.length].map((length) => length > 30)).toEqual([true, true]);
    for (const text of [page, ...lines]) {
      expect(await encodingOf(Buffer.from(text))).toBe('utf-8');
      expect(await encodingOf(gb18030(text))).toBe('gb18030');
    }
    const alone = words.map((word) => gb18030(`${word},1\n`)).filter((bytes) => !isUtf8(bytes));
    expect(alone.length).toBeGreaterThan(words.length * 0.9);
    for (const bytes of alone) expect(await encodingOf(bytes)).toBe('gb18030');
  });

  it('isn’t guessed where text in UTF-8 was damaged', async () => {
    for (const text of [page, ...lines]) expect(await encodingOf(damaged(text))).toMatch(/^is not wholly/);
    expect(await encodingOf(damaged('a\nb\n甲乙丙丁,1\n'))).toBe(unclear(3));
  });

  it('isn’t guessed where text in GB18030 was damaged', async () => {
    for (const text of [page, ...lines])
      expect(
        await encodingOf(Buffer.concat([Buffer.from('\n'), gb18030(text), Buffer.of(0xff, 0x0a)])),
      ).toMatch(/^is not wholly/);
  });

  it.each([
    ['a mark says UTF-8', Buffer.concat([Buffer.from('\uFEFF'), gb18030(page)]), undefined, 'utf-8, broken'],
    ['what is given holds', damaged(page), 'utf-8', 'utf-8, broken'],
    ['what is given holds, whatever it is', gb18030(page), 'gb18030', 'gb18030'],
    ['ASCII is both', Buffer.from('a,b\n'), undefined, 'utf-8'],
    ['the end breaks off', Buffer.from('甲乙丙').subarray(0, -1), undefined, unclear(1)],
  ] as const)('%s', async (_, bytes, given, expected) => {
    expect(await encodingOf(bytes, given)).toBe(expected);
  });
});

it('bytes are UTF-8 where the decoder says so, however they are cut', () => {
  const edges = [0x0a, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed];
  const byte = fc.constantFrom(...edges, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff);
  const text = fc.string({ unit: 'binary' }).map((each) => [...Buffer.from(each)]);
  const bytes = fc.array(fc.oneof(text, fc.array(byte, { maxLength: 4 }))).map((each) => each.flat());
  fc.assert(
    fc.property(bytes, fc.nat(), (all, at) => {
      const check = new Utf8Check();
      const cut = at % (all.length + 1);
      check.take(Buffer.from(all.slice(0, cut)));
      check.take(Buffer.from(all.slice(cut)));
      check.end();
      const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(all));
      const broken = Buffer.from(all).toString('latin1').split('\xef\xbf\xbd').length;
      expect(check.bad).toBe(decoded.split('\uFFFD').length - broken);
      const wide = (each: string) => each !== '\uFFFD' && each >= '\u0800';
      expect(check.wide).toBe([...decoded].filter(wide).length + broken - 1);
    }),
    { numRuns: 2000 },
  );
});
