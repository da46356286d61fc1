import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Struct } from '../../src/io/table-files/thrift.ts';
import { editFooter, listIn, prepare, run, runRows, set, write } from './parquet-runs.ts';
import { query } from './tables.ts';

describe('numbers of every type', () => {
  const REFUSED = ['1 share wrong-type'];
  it.each([
    ['0.6::DECIMAL(38, 10)', true],
    ['0.25::DECIMAL(38, 10)', false],
    ['0.25::DECIMAL(38, 38)', false],
    ['-0.25::DECIMAL(38, 38)', false],
    ['0.75::DECIMAL(38, 38)', true],
    ['0.123456789012345::DECIMAL(38, 20)', false],
    ['-600000::DECIMAL(38, 10)', false],
    ['600000::DECIMAL(38, 10)', true],
    ['0.0000000003::DECIMAL(38, 30)', false],
    ['0.1234567890123456789::DECIMAL(38, 19)', REFUSED],
    ['12345678901234567.5::DECIMAL(38, 10)', REFUSED],
    ['9007199254740992::BIGINT', true],
    ['9007199254740993::BIGINT', REFUSED],
    ['18446744073709551615::UBIGINT', REFUSED],
    ['1e300::DOUBLE', true],
    ['1e-300::DOUBLE', false],
    ["'inf'::DOUBLE", REFUSED],
    ["'-inf'::DOUBLE", REFUSED],
    ["'nan'::DOUBLE", REFUSED],
  ] as const)('%s is over a half: %s', async (value, says) => {
    const { found, rejects } = await runRows('share', [`('a', ${value})`]);
    const answer = rejects.length > 0 ? rejects : found.includes('a share undetermined');
    expect(answer).toEqual(says);
  });

  it('in a row that is read as a whole', async () => {
    const prepared = await prepare();
    const amount = '12345678901234567::DECIMAL(38, 0) AS revenue';
    const select = `SELECT 'a' AS subject, ${amount}, x::DECIMAL(38, 38) AS share FROM (VALUES (0), (0.25), (0.75)) t(x)`;
    const { found } = await run(prepared, await write(join(prepared.folder, 'in.parquet'), select));
    expect(found.filter((each) => each === 'a share undetermined')).toHaveLength(1);
  });

  it('a decimal of more digits than DuckDB reads is refused', async () => {
    const prepared = await prepare();
    const input = await write(join(prepared.folder, 'in.parquet'), 'SELECT 0.25::DECIMAL(38, 2) AS share');
    await editFooter(input, (footer) => {
      const [, share = []] = listIn(footer, SCHEMA);
      set(share, 8, 60n);
      for (const logical of listOf(share, 10)) for (const decimal of listOf(logical, 5)) set(decimal, 2, 60n);
      return footer;
    });
    await expect(run(prepared, input)).rejects.toThrow(
      "column 'share': expected the type TINYINT…HUGEINT, DECIMAL(1…38,n), DOUBLE, found DECIMAL(60,2)",
    );
  });
});

describe('days that are none are refused', () => {
  it.each(["DATE 'infinity'", "DATE '10000-01-01'", "DATE '0044-03-15 (BC)'", "'2020-02-30'"])(
    '%s',
    async (day) => {
      expect((await runRows('begun', [`('a', ${day})`])).rejects).toEqual(['1 begun wrong-type']);
    },
  );
});

describe('types that hold no fact are refused', () => {
  it.each([
    ['share', '0.5::FLOAT', 'FLOAT'],
    ['begun', "TIMESTAMP '2020-01-01'", 'TIMESTAMP'],
    ['motto', "'a'::BLOB", 'BLOB'],
    ['kinds', "[['mill']]", 'VARCHAR[][]'],
    ['kinds', "MAP {'mill': 1}", 'MAP(VARCHAR, INTEGER)'],
    ['registeredRegion', '1001', 'INTEGER'],
    ['local', "'true'", 'VARCHAR'],
  ])('%s %s', async (column, value, type) => {
    await expect(runRows(column, [`('a', ${value})`])).rejects.toThrow(`, found ${type}`);
  });
});

const SCHEMA = 2;
const ROW_GROUPS = 4;

describe('names of columns', () => {
  /** Renames the columns of a file of one row. */
  async function named(select: string, names: readonly string[]) {
    const prepared = await prepare();
    const input = await write(join(prepared.folder, 'in.parquet'), select);
    await editFooter(input, (footer) => {
      const [, ...columns] = listIn(footer, SCHEMA);
      const chunks = listIn(footer, ROW_GROUPS).flatMap((group) => listIn(group, 1));
      for (const [place, name] of names.entries()) {
        set(columns[place] ?? [], 4, Buffer.from(name));
        for (const metadata of listOf(chunks[place] ?? [], 3))
          set(metadata, 3, { of: 8, items: [Buffer.from(name)] });
      }
      return footer;
    });
    return (subject: string) => run(prepared, input, { subject });
  }

  it.each(['Employees', 'EMPLOYEES', '', 'filename', 'file_index', 'rowid', 'n', '甲"乙\'', 'employees_1'])(
    'the subject may be called %j',
    async (name) => {
      const runBy = await named("SELECT 'a' AS a, '1001' AS registeredRegion, 8 AS b", [
        name,
        'registeredRegion',
        'employees',
      ]);
      expect((await runBy(name)).found).toContain('a small-subsidy eligible');
    },
  );

  it.each([
    ['Employees', "column 'Employees': there is no fact 'Employees' (did you mean 'employees'?)"],
    ['employees', "the column 'employees' is there more than once"],
    ['', "column '': there is no fact ''"],
    ['file_row_number', 'has a column called file_row_number, a name that is taken: rename it'],
    ['FILE_ROW_NUMBER', 'has a column called file_row_number, a name that is taken: rename it'],
  ])('another column called %j is refused', async (name, says) => {
    const runBy = await named("SELECT 'a' AS a, 8 AS b, 8 AS c", ['subject', 'employees', name]);
    await expect(runBy('subject')).rejects.toThrow(says);
  });
});

describe('row groups', () => {
  const rows = `SELECT i AS subject, '1001' AS registeredRegion, CASE WHEN i % 2 = 0 THEN ['mill'] END AS kinds,
    i % 40 AS employees FROM range(5000) t(i)`;

  it('uneven, and some of them empty', async () => {
    const prepared = await prepare();
    const input = join(prepared.folder, 'in.parquet');
    await query(`COPY (${rows}) TO '${input}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
    const whole = await run(prepared, input, { partRows: 5000 });
    expect(whole.found).toContain('4999 large-award eligible');
    await editFooter(input, (footer) => {
      const groups = listIn(footer, ROW_GROUPS);
      const withEmpty = [...groups.flatMap((group) => [emptied(group), group]), ...groups.map(emptied)];
      set(footer, ROW_GROUPS, { of: 12, items: withEmpty });
      return footer;
    });
    expect(await run(prepared, input, { partRows: 999 })).toEqual(whole);
  });

  it('none at all', async () => {
    const prepared = await prepare();
    const input = await write(join(prepared.folder, 'in.parquet'), `${rows} WHERE false`);
    expect(await run(prepared, input)).toMatchObject({ tally: { rows: 0 }, found: [] });
  });

  it('without a fact', async () => {
    const prepared = await prepare();
    const input = await write(join(prepared.folder, 'in.parquet'), "SELECT 'a' AS subject FROM range(7)");
    const { found, tally } = await run(prepared, input);
    expect(tally).toMatchObject({ rows: 7, rejected: 0 });
    expect(found.filter((each) => each === 'a share undetermined')).toHaveLength(7);
  });
});

function emptied(group: Struct): Struct {
  const copy = structuredClone(group);
  set(copy, 3, 0n);
  for (const metadata of listIn(copy, 1).flatMap((chunk) => listOf(chunk, 3))) set(metadata, 5, 0n);
  return copy;
}

/** The struct in a field, if it is there. */
function listOf(struct: Struct, id: number): Struct[] {
  return struct.flatMap((field) => (field.id === id ? [field.value as Struct] : []));
}
