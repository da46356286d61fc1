import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prepare, run, runRows, write } from './parquet-runs.ts';

it.each([
  ['a[1].parquet', 'a1.parquet'],
  ['a*.parquet', 'ab.parquet'],
  ['a?.parquet', 'ab.parquet'],
  ['a[!b].parquet', 'ac.parquet'],
  ['[1]/a.parquet', '1/a.parquet'],
  ['h=1/a.parquet', 'h=2/a.parquet'],
  ['employees=90/a.parquet', 'a.parquet'],
  ['{甲},%20"%s\'.parquet', '甲.parquet'],
])('%s is read and written under that very name', async (name, other) => {
  const prepared = await prepare();
  const row = (employees: number) =>
    `SELECT '甲' AS subject, '1001' AS registeredRegion, ${employees} AS employees`;
  const input = await write(join(prepared.folder, name), row(5));
  await write(join(prepared.folder, other), row(50));
  const output = `${input}.csv`;
  const { found, tally } = await run(prepared, input, { output });
  expect(tally.rows).toBe(1);
  expect(found).toContain('甲 small-subsidy eligible');
  expect(found).not.toContain('甲 large-award eligible');
});

it('a path that begins with ~ is no home folder', async () => {
  const prepared = await prepare();
  const before = process.cwd();
  process.chdir(prepared.folder);
  onTestFinished(() => process.chdir(before));
  const input = await write('~a.parquet', `SELECT '1001' AS registeredRegion, 5 AS employees`);
  const { found } = await run(prepared, input, { output: '~out.csv' });
  expect(found).toContain('1 small-subsidy eligible');
});

it('a subject is trimmed as in a text file, and one of blanks alone is none', async () => {
  const blanks = [...'\t\v\f \u00a0\u1680\u2003\u2028\u202f\u205f\u3000\ufeff'];
  const rows = blanks.flatMap((blank) => [`('${blank}甲 乙\u3000${blank}', 5)`, `('${blank}', 5)`]);
  const { found } = await runRows('employees', rows);
  const names = found.filter((line) => / loan /.test(line)).map((line) => line.replace(/ loan .*/, ''));
  expect(names).toEqual(blanks.flatMap((_, place) => ['甲 乙', `${2 * place + 2}`]));
});

describe('a NUL is no part of a text: the row is refused', () => {
  it.each([
    ['registeredRegion', "'1001'", "'10' || chr(0) || '01'"],
    ['motto', "'onward'", "'on' || chr(0) || 'ward'"],
    ['begun', "'2020-01-01'", "'2020' || chr(0)"],
    ['kinds', "'mill'", "'mill;' || chr(0)"],
    ['kinds', "['mill', 'inn']", "['mill', chr(0)]"],
  ])('%s %s', async (column, right, wrong) => {
    const values = [right, wrong, right, wrong, 'NULL'];
    const rows = values.map((value, row) => `('${row}', ${value})`);
    const { rejects, tally } = await runRows(column, rows);
    expect(rejects).toEqual([`2 ${column} wrong-encoding`, `4 ${column} wrong-encoding`]);
    expect(tally.rows).toBe(5);
  });

  it('alone in its column', async () => {
    const { rejects } = await runRows('motto', ["('a', chr(0))", "('b', NULL)"]);
    expect(rejects).toEqual(['1 motto wrong-encoding']);
  });

  it('in a subject', async () => {
    const rows = [
      "('a', 1)",
      "('b' || chr(0), 1)",
      "('c', 1)",
      "('d', -1)",
      "('e', 1)",
      "('f' || chr(0), -1)",
    ];
    const { rejects, found } = await runRows('employees', rows);
    expect(rejects).toEqual([
      '2 subject wrong-encoding',
      '4 employees out-of-range',
      '6 subject wrong-encoding',
    ]);
    expect(new Set(found.map(([subject]) => subject))).toEqual(new Set(['a', 'c', 'e']));
  });

  it('among more texts than a dictionary holds', async () => {
    const prepared = await prepare();
    const select = `SELECT CASE i WHEN 50002 THEN chr(0) ELSE 'motto ' || i END AS motto, '20' AS registeredRegion FROM range(50005) t(i)`;
    const input = await write(join(prepared.folder, 'in.parquet'), select);
    expect((await run(prepared, input, { partRows: 60_000 })).rejects).toEqual([
      '50003 motto wrong-encoding',
    ]);
  });

  it('what only looks like one is a text', async () => {
    const values = ["'\\u0000'", "'\\\\u0000'", "'�'"];
    expect(
      (
        await runRows(
          'motto',
          values.map((value) => `('a', ${value})`),
        )
      ).rejects,
    ).toEqual([]);
  });
});

describe('the type of the subject', () => {
  it.each([
    ["'甲'", '甲'],
    ["' 甲 '", '甲'],
    ["'甲'::ENUM('甲')", '甲'],
    ['18446744073709551615::UBIGINT', '18446744073709551615'],
    ['-5::TINYINT', '-5'],
    ['123456789012345678901234::DECIMAL(38, 0)', '123456789012345678901234'],
    ["'00000000-0000-0000-0000-00000000000a'::UUID", '00000000-0000-0000-0000-00000000000a'],
  ])('%s names the enterprise', async (value, name) => {
    const { found } = await runRows('employees', [`(${value}, 1)`]);
    expect(found).toContain(`${name} share undetermined`);
  });

  it.each([
    ["'a'::BLOB", 'BLOB'],
    ["['甲', '乙']", 'VARCHAR[]'],
    ["{'a': '甲'}", 'STRUCT(a VARCHAR)'],
    ['1.0::DOUBLE', 'DOUBLE'],
    ['1.0::DECIMAL(4, 1)', 'DECIMAL(4,1)'],
    ["DATE '2020-01-01'", 'DATE'],
  ])('%s names nobody', async (value, type) => {
    await expect(runRows('employees', [`(${value}, 1)`])).rejects.toThrow(
      `column 'subject': expected the type VARCHAR, TINYINT…HUGEINT, DECIMAL(n,0), UUID, found ${type}`,
    );
  });
});
