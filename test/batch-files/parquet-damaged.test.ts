import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BatchBroken, BatchRefused } from '../../src/app/batch/batch-refused.ts';
import { START } from '../../src/app/batch/part.ts';
import { openDatabase } from '../../src/io/table-files/duckdb.ts';
import { broken, unreadable } from '../../src/io/table-files/parquet-file.ts';
import { openParquet } from '../../src/io/table-files/parquet-input.ts';
import { createPieceWriter } from '../../src/io/table-files/piece-writer.ts';
import { editFooter, prepare, run, set, write } from './parquet-runs.ts';
import { query } from './tables.ts';

describe('a damaged file', () => {
  const rows = `SELECT 'firm ' || i AS subject, '1001' || (i % 2) AS registeredRegion, i % 50 AS employees,
    i::DOUBLE AS revenue FROM range(5000) t(i)`;

  /** Overwrites what the second row group has of a column. */
  async function damage(path: string, column: string) {
    const [where] = await query(
      `SELECT data_page_offset::INTEGER AS at, total_compressed_size::INTEGER AS size FROM parquet_metadata('${path}')
       WHERE path_in_schema = '${column}' AND row_group_id = 1`,
    );
    const file = await open(path, 'r+');
    await file.write(Buffer.alloc(Number(where?.size) - 30, 0xff), 0, undefined, Number(where?.at) + 30);
    await file.close();
  }

  async function damaged(column: string) {
    const prepared = await prepare();
    const input = join(prepared.folder, 'in.parquet');
    await query(`COPY (${rows}) TO '${input}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
    await damage(input, column);
    const failure = await run(prepared, input, { partRows: 1000 }).catch((cause: unknown) => cause);
    const journal = await readFile(join(prepared.folder, 'out.csv.partial/journal.ndjson'), 'utf8').catch(
      () => '',
    );
    return { input, failure, kept: journal.split('\n').length - 1 };
  }

  it.each(['subject', 'revenue'])(
    'breaks a run off where %s is, and the parts before are kept',
    async (column) => {
      const { input, failure, kept } = await damaged(column);
      expect(kept).toBe(2);
      expect(failure).toBeInstanceOf(BatchBroken);
      const start = `${input} can't be read in rows 2001–3000: `;
      expect(String(failure)).toContain(start);
      expect(String(failure)).toMatch(
        /The file is damaged: replace it by a whole one and run it again, with --force if its content is another$/,
      );
    },
  );

  it('is refused where a column that is looked through beforehand is', async () => {
    const { input, failure } = await damaged('registeredRegion');
    expect(failure).toBeInstanceOf(BatchRefused);
    expect(String(failure)).toContain(`${input} is no whole Parquet file: `);
  });

  it('is refused where its footer counts other rows than its row groups', async () => {
    const prepared = await prepare();
    const input = await write(join(prepared.folder, 'in.parquet'), rows);
    await editFooter(input, (footer) => {
      set(footer, 3, 4999n);
      return footer;
    });
    await expect(run(prepared, input)).rejects.toThrow('5000 rows in its row groups, 4999 by its footer');
  });

  it('that is gone when subjects are read breaks the run off', async () => {
    const { folder, ruleSet } = await prepare();
    const input = await write(join(folder, 'in.parquet'), rows);
    const database = await openDatabase(join(folder, 'spilled'));
    onTestFinished(() => database.close());
    const [places, amounts] = [new Int32Array(), new Float64Array()];
    const found = {
      row: places,
      policy: places,
      outcome: new Uint8Array(),
      missing: places,
      missingLists: [],
    };
    const nothing = { ...found, length: 0, amountFen: amounts, paidFen: amounts };
    const reading = { source: 'tax', subject: undefined, partRows: 1000 };
    const { parts } = await openParquet(ruleSet, input, reading, database);
    for await (const { subjects } of parts(START)) {
      await rm(input);
      const writer = await createPieceWriter(database, 'csv', []);
      await expect(writer.take(nothing, subjects, 0)).rejects.toThrow(`reading ${input} broke off: `);
      break;
    }
  });
});

describe('what DuckDB says', () => {
  const file = { path: 'a.parquet', from: '', columns: [], rows: 9 };
  it.each([
    ...[
      'Invalid Error: invalid TType',
      'Serialization Error: x',
      'IO Error: Could not read enough bytes',
    ].map((says) => [
      `${says}\n\nLINE 1`,
      `a.parquet is no whole Parquet file: ${says}`,
      `3–9: ${says}. The file is`,
    ]),
    [
      'Not implemented Error: LZO',
      "a.parquet is Parquet of a kind that isn't read: Not implemented Error: LZO. Write it",
      "a.parquet is Parquet of a kind that isn't read: Not implemented Error: LZO. Write it",
    ],
    [
      'Out of Memory Error: 128 MB',
      'the values of a column of a.parquet are too large for the memory: shorten',
      'the row groups of a.parquet are too large for the memory: write it with smaller ones',
    ],
  ] as [string, string, string][])('%j is of the file', (message, before, during) => {
    const cause = new Error(message);
    expect(unreadable(file, cause)).toEqual(
      expect.objectContaining({ message: expect.stringContaining(before) }),
    );
    expect(unreadable(file, cause)).toBeInstanceOf(BatchRefused);
    expect(broken(file, 2, 9, cause)).toEqual(
      expect.objectContaining({ message: expect.stringContaining(during) }),
    );
    expect(broken(file, 2, 9, cause)).toBeInstanceOf(BatchBroken);
  });

  it.each(['Could not read from file "a.parquet": Input/output error', 'Stale file handle'])(
    'that %s is told as a fault of reading, not of the file',
    (fault) => {
      const cause = new Error(`IO Error: ${fault}`);
      expect(unreadable(file, cause)).toBe(cause);
      expect(broken(file, 2, 9, cause)).toMatchObject({
        message: `reading a.parquet broke off: ${fault}; run the same command to go on`,
      });
    },
  );

  it('that the disk is full is no fault of the file', () => {
    const cause = new Error('Out of Memory Error: could not write: No space left on device');
    expect(unreadable(file, cause)).toBe(cause);
    expect(broken(file, 2, 9, cause)).toBe(cause);
  });

  it.each([
    new TypeError('x is undefined'),
    new Error('Parser Error: syntax error'),
    new Error('Binder Error: no x'),
    new Error('INTERNAL Error: assertion failed'),
    new Error('Conversion Error: x'),
  ])('%s is a mistake of ours', (cause) => {
    expect(unreadable(file, cause)).toBe(cause);
    expect(broken(file, 0, 9, cause)).toBe(cause);
  });
});
