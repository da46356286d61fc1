import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { csvRecords, endOfCsvRecord } from '../../src/io/table-files/csv-records.ts';
import {
  type Block,
  type EndOfRecord,
  endOfLineRecord,
  recordBlocks,
} from '../../src/io/table-files/record-blocks.ts';
import { folderOf } from '../cli/folder.ts';

let path: string;
beforeEach(async () => {
  path = join(await folderOf({}), 'in.csv');
});

type Sizes = Readonly<Record<'read' | 'longest', number>>;
type Start = Readonly<Record<'bytes' | 'lines', number>>;

async function blocksOf(end: EndOfRecord, sizes?: Sizes, from: Start = { bytes: 0, lines: 0 }) {
  const blocks: Block[] = [];
  for await (const block of recordBlocks(path, from, end, sizes)) blocks.push(block);
  return blocks;
}

/** Texts of all sorts of records, good ones and broken ones. */
const pieces = [
  ',',
  '\n',
  '\r\n',
  '\r',
  '"',
  '""',
  '","',
  '\n"',
  '"\n',
  'x',
  'firm',
  '甲',
  'long'.repeat(12),
];
const arbitraryText = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((each) => each.join(''));
const arbitrarySizes = fc.record({ read: fc.integer({ min: 1, max: 24 }), longest: fc.constant(40) });

describe('blocks', () => {
  for (const [name, end] of Object.entries({ CSV: endOfCsvRecord, lines: endOfLineRecord }))
    it(`of ${name} are the same from every end of a block on`, async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryText, arbitrarySizes, async (text, sizes) => {
          await writeFile(path, text);
          const blocks = await blocksOf(end, sizes);
          expect(blocks.at(-1)?.end ?? 0).toBe(Buffer.byteLength(text));
          for (const [index, { end: bytes, firstLine, lines }] of blocks.entries())
            expect(await blocksOf(end, sizes, { bytes, lines: firstLine + lines - 1 })).toEqual(
              blocks.slice(index + 1),
            );
        }),
      );
    });

  it('have a line that is too long as one of its own, however long it is', async () => {
    for (const end of [endOfCsvRecord, endOfLineRecord])
      for (const length of [41, 80, 500]) {
        await writeFile(path, `a,b\n"${'x'.repeat(length)}"\r\nc,d`);
        const blocks = await blocksOf(end, { read: 8, longest: 40 });
        expect(
          blocks.map(({ bytes, firstLine, lines, isTooLong }) => [`${bytes}`, firstLine, lines, isTooLong]),
        ).toEqual([
          ['a,b\n', 1, 1, false],
          ['', 2, 1, true],
          ['c,d', 3, 1, false],
        ]);
      }
  });
});

const WHOLE = { read: 1 << 16, longest: 1 << 23 };

/** Line, fault and cells of each record. */
async function recordsIn(text: string, read = WHOLE.read) {
  await writeFile(path, text);
  const blocks = await blocksOf(endOfCsvRecord, { ...WHOLE, read });
  return blocks.flatMap(({ bytes, firstLine }) =>
    [...csvRecords(bytes, 'utf-8', firstLine)].map(({ line, fault, cells }) => [line, fault ?? cells]),
  );
}

const CELL = /(?:"(?:[^"]|"")*"|[^",\n]*)/.source;
const RECORD = new RegExp(`${CELL}(?:,${CELL})*\\r?(?:\\n|$)`, 'y');

/** The grammar as an expression; what it doesn't match costs a line. */
function twin(text: string) {
  const records: (readonly [number, unknown])[] = [];
  for (let [at, line] = [0, 1]; at < text.length; ) {
    RECORD.lastIndex = at;
    const found = RECORD.exec(text)?.[0];
    const raw = found ?? text.slice(at).replace(/\n.*/s, '\n');
    const record = raw.replace(/\r?\n?$/, '');
    if (found === undefined) records.push([line, expect.stringMatching(/quote$/)]);
    else if (record !== '') {
      const cells = `,${record}`.match(new RegExp(`,${CELL}`, 'g')) ?? [];
      records.push([line, cells.map((cell) => cell.replace(/^,("?)(.*)\1$/s, '$2').replaceAll('""', '"'))]);
    }
    at += raw.length;
    line += raw.split('\n').length - 1;
  }
  return records;
}

describe('records of CSV', () => {
  it('are those of the grammar, however the file is read', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryText, fc.constantFrom(3, 16, WHOLE.read), async (text, read) => {
        expect(await recordsIn(text, read)).toEqual(twin(text));
      }),
      { numRuns: 500 },
    );
  });

  it("don't depend on where a quoted cell stands", async () => {
    const line = fc.tuple(fc.constantFrom('a,b', 'c', ',', 'd\r', ''), fc.constantFrom('\n', '\r\n'));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1 }), fc.nat(), async (lines, place) => {
        const texts = lines.map((each) => each.join(''));
        const at = place % (texts.length + 1);
        const withQuoted = texts.toSpliced(at, 0, '"quoted"\n').join('');
        const expected = (await recordsIn(texts.join(''))).map(([number, cells]) => [
          Number(number) + (Number(number) > at ? 1 : 0),
          cells,
        ]);
        expect((await recordsIn(withQuoted)).filter(([number]) => number !== at + 1)).toEqual(expected);
      }),
    );
  });

  it('a stray quote costs its own line, however many good ones stand before the next quote', async () => {
    const good = Array.from({ length: 20_000 }, (_, row) => `firm ${row},341800,1\n`).join('');
    const records = await recordsIn(`"stray,341800,1\n${good}"x"y,341800,1\nz,"341800",1\nleft"mid,1,1\n`);
    expect(records).toHaveLength(20_004);
    expect(records.filter(([, cells]) => typeof cells === 'string')).toEqual([
      [1, 'open-quote'],
      [20_002, 'stray-quote'],
      [20_004, 'stray-quote'],
    ]);
  });

  it('many stray quotes that are far apart are read in a time that grows with the file alone', async () => {
    const rows = Array.from({ length: 200_000 }, (_, row) =>
      row % 20_000 === 0 ? '"stray,""\n' : 'a,"",b\n',
    );
    const started = performance.now();
    const records = await recordsIn(rows.join(''));
    expect(records).toHaveLength(rows.length);
    expect(records.filter(([, cells]) => typeof cells === 'string')).toHaveLength(10);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
