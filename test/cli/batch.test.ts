import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gb18030 } from '../batch-files/gb18030.ts';
import { query } from '../batch-files/tables.ts';
import { type Content, FOUND, GOOD, HEADER, prepare, read, runBatch as run } from './village-batch.ts';

describe('what is found', () => {
  const check = (name: string, content: Content, file = 'in.csv', ...options: readonly string[]) =>
    it(name, async () => {
      const folder = await prepare(file, content);
      expect(await run(folder, file, ...options)).toEqual({
        code: 0,
        out: '3 行 · 符合 3 · 待确认 2 · 缺数据 1\n',
        err: name.includes('GB18030') ? '编码：GB18030\n' : '',
      });
      expect(await read(folder)).toBe(FOUND);
      expect((await readdir(folder)).toSorted()).toEqual([file, 'out.csv', 'rules'].toSorted());
    });

  check('CSV in UTF-8', GOOD);
  check('CSV with a byte-order mark and CRLF', `\uFEFF${GOOD.replaceAll('\n', '\r\n')}`);
  check('CSV without a last newline', GOOD.trimEnd());
  check('CSV with blank lines', GOOD.replaceAll('\n', '\n\n'));
  check('CSV with every cell in quotes', GOOD.replaceAll(/[^,\n]+/g, '"$&"'));
  check('CSV in GB18030', gb18030(GOOD.replace('mill;shop', 'mill；shop')));
  check(
    'CSV whose columns are in another order',
    `kinds,revenue,employees,registeredRegion,subject
"[""mill"",""shop""]",５０００.５,８,１００１,甲
inn,,30,1001,乙
,1,1.0,20,丙
`,
  );
  check('another ending with --format', GOOD, 'in.txt', '--format', 'csv');
  check('another subject column', GOOD.replace('subject', '企业'), 'in.csv', '--subject', '企业');
  check(
    'a column in full width',
    GOOD.replace('subject', '企业（全）'),
    'in.csv',
    '--subject',
    ' 企业（全）',
  );
  check(
    'NDJSON',
    `{"subject":"甲","profile":{"registeredRegion":"1001","employees":8,"revenue":"5000.50","kinds":["mill","shop"]}}
{"subject":"乙","name":"二","profile":{"registeredRegion":"1001","employees":{"value":30,"source":"tax","observedOn":"2024-01-01"},"kinds":["inn"]}}

{"subject":"丙","source":"self","profile":{"registeredRegion":"20","employees":1,"revenue":1,"kinds":null}}
`,
    'in.ndjson',
  );

  it('Parquet', async () => {
    const folder = await prepare('in.csv', GOOD);
    const [from, to] = [join(folder, 'in.csv'), join(folder, 'in.parquet')];
    await query(`COPY (SELECT subject, registeredRegion, employees::INTEGER AS employees, revenue::DECIMAL(18,2) AS revenue,
      kinds FROM read_csv('${from}', all_varchar = true)) TO '${to}' (FORMAT parquet)`);
    expect(await run(folder, 'in.parquet')).toMatchObject({ code: 0, err: '' });
    expect(await read(folder)).toBe(FOUND);
  });

  it('--only and --policies list less, and the summary counts what is listed', async () => {
    const folder = await prepare('in.csv', GOOD);
    expect(
      await run(folder, 'in.csv', '--only', 'eligible,undetermined', '--policies', 'loan', '--json'),
    ).toEqual({
      code: 0,
      out: `${JSON.stringify({ output: 'out.csv', isWhole: true, rows: 3, rejected: 0, rejects: null, found: { eligible: 1, conditional: 0, undetermined: 1 } }, null, 2)}\n`,
      err: '',
    });
    expect(await read(folder)).toBe(
      'subject,policy,outcome,amount,paid,missing\n甲,loan,eligible,,,\n乙,loan,undetermined,,,revenue\n',
    );
  });

  it.each(['loan,', ',loan', ' loan , ,'])(
    'empty items are passed over: --policies "%s"',
    async (policies) => {
      const folder = await prepare('in.csv', GOOD);
      expect(await run(folder, 'in.csv', '--policies', policies, '--only', 'eligible,')).toMatchObject({
        code: 0,
      });
      expect((await read(folder)).split('\n').slice(1, -1)).toEqual(['甲,loan,eligible,,,']);
    },
  );

  it('without a subject the number of the row stands for it', async () => {
    const folder = await prepare('in.csv', GOOD.replaceAll(/^[^,]+,/gm, ''));
    await run(folder, 'in.csv');
    expect(await read(folder)).toBe(FOUND.replaceAll('甲,', '1,').replaceAll('乙,', '2,'));
  });

  it('plain values are self-declared unless --source says who vouches', async () => {
    const folder = await prepare('in.csv', GOOD);
    await run(folder, 'in.csv', '--source', 'self');
    expect(await read(folder)).toBe(
      FOUND.replace('甲,small-subsidy,eligible', '甲,small-subsidy,conditional')
        .replace('甲,loan,eligible', '甲,loan,conditional')
        .replace('乙,large-award,eligible', '乙,large-award,conditional'),
    );
  });

  for (const ending of ['csv', 'ndjson', 'parquet'])
    it(`nothing, as ${ending}`, async () => {
      const folder = await prepare('in.csv', `${HEADER}\n`);
      const out = join(folder, `out.${ending}`);
      expect(await run(folder, 'in.csv', '--out', out)).toMatchObject({ code: 0 });
      if (ending === 'parquet')
        expect(await query(`SELECT name FROM parquet_schema('${out}') WHERE type IS NOT NULL`)).toEqual(
          ['subject', 'policy', 'outcome', 'amount', 'paid', 'missing'].map((name) => ({ name })),
        );
      else
        expect(await read(folder, `out.${ending}`)).toBe(ending === 'csv' ? `${FOUND.split('\n')[0]}\n` : '');
    });
});

describe('bad rows', () => {
  const check = (
    name: string,
    lines: readonly string[],
    rejects: readonly string[],
    file = 'in.csv',
    encode = (text: string): Content => text,
  ) =>
    it(name, async () => {
      const isCsv = file.endsWith('.csv');
      const folder = await prepare(file, encode(`${[...(isCsv ? [HEADER] : []), ...lines].join('\n')}\n`));
      const { code, err } = await run(folder, file, '--lang', 'en');
      expect((await read(folder, 'out.csv.rejects.ndjson')).trimEnd().split('\n').map(worded)).toEqual(
        rejects,
      );
      expect({ code, err }).toEqual({
        code: 1,
        err: `${rejects.length} rows were refused: see out.csv.rejects.ndjson\n`,
      });
      const found = [
        'loan,undetermined,,,revenue',
        'mill-visit,undetermined,,,kinds',
        'small-subsidy,eligible,,,',
      ];
      expect((await read(folder)).split('\n').slice(1, -1)).toEqual(found.map((each) => `好,${each}`));
    });
  const worded = (line: string) => {
    const { line: number, errors } = JSON.parse(line);
    const words = errors.map(
      ({ column, code, message }: Readonly<Record<string, string>>) => `${column} ${code}: ${message}`,
    );
    return `${number} ${words.join(' | ')}`;
  };
  const fine = '好,1001,8,,';
  const good = '{"subject":"好","profile":{"registeredRegion":"1001","employees":8}}';
  const STRAY =
    'null broken-record: a quote within a cell: put the whole cell in quotes, and double each quote in it';

  check(
    'cells',
    ['坏,1001,many,,', fine, '坏,9999,-3,0.001,boat;mill'],
    [
      '2 employees wrong-type: expected an integer, found "many"',
      '4 registeredRegion unknown-code: "9999" is not a code of \'places\' (check the code) | employees out-of-range: -3 lies outside the range of \'employees\': 0 … ∞ (check number and unit) | revenue wrong-type: expected yuan: a number with at most 2 decimals and 15 digits, or a decimal string, found "0.001" | kinds wrong-value: "boat" is none of the values allowed: mill, shop, inn',
    ],
  );
  check(
    'ragged rows',
    ['坏,1001', fine, '坏,1001,8,,,'],
    ['2 null ragged-row: expected 5 cells, found 2', '4 null ragged-row: expected 5 cells, found 6'],
  );
  check(
    'quotes',
    [
      '坏"x,1001,8,,',
      '"坏"x,1001,8,,',
      '坏,1001,"1\n2",,',
      '"坏,1001,8,,',
      fine,
      '"坏"x,1001,8,,',
      '坏,"1001,8,,',
    ],
    [
      `2 ${STRAY}`,
      `3 ${STRAY}`,
      '4 employees wrong-type: expected an integer, found "1\\n2"',
      '6 null broken-record: a quote that is not closed',
      `8 ${STRAY}`,
      '9 null broken-record: a quote that is not closed',
    ],
  );
  for (const file of ['in.csv', 'in.ndjson'])
    check(
      `a line that is too long: ${file}`,
      [...['坏,'.repeat(3_000_000), '[]'], file === 'in.csv' ? fine : good],
      file === 'in.csv'
        ? ['2 null too-long: a line longer than 8 MB', '3 null ragged-row: expected 5 cells, found 1']
        : [
            '1 null too-long: a line longer than 8 MB',
            '2 null wrong-type: each line is an object {"subject": …, "profile": {…}}',
          ],
      file,
    );
  check(
    'lines of NDJSON',
    [
      '{"subject":"坏"',
      '{"subject":"好","profile":{"registeredRegion":"1001","employees":8}}',
      '[]',
      '{"profil":{}}',
      '{"profile":{"employees":1,"employees":2}}',
      '{"profile":{"employes":1}}',
      '{"profile":{},"source":"nobody","subject":3}',
      '{"profile":{},"asOf":"2024-01-01"}',
    ],
    [
      '1 subject not-json: not valid JSON: the file ends here (look at commas, quotes and brackets here)',
      '3 null wrong-type: each line is an object {"subject": …, "profile": {…}}',
      "4 profil unknown-key: unknown field 'profil' (did you mean 'profile'?) | profile missing-key: the field 'profile' is missing (add it)",
      "5 employees duplicate-key: 'employees' appears twice in one object (keep one of them)",
      "6 employes unknown-fact: there is no fact 'employes' (did you mean 'employees'?)",
      '7 subject wrong-type: expected text, found 3 | source unknown-authority: there is no authority \'"nobody"\' (declare it in authorities.json)',
      "8 asOf unknown-key: unknown field 'asOf' (remove it or use a documented field)",
    ],
    'in.ndjson',
  );
  const NUL = 'wrong-encoding: holds a NUL character (U+0000), which is no text';
  check('a NUL: CSV', [fine, '坏\0,1001,8,,'], [`3 null ${NUL}`]);
  check('a NUL: NDJSON', [good, '{"subject":"坏\0","profile":{}}'], [`2 null ${NUL}`], 'in.ndjson');
  check(
    'a subject of NDJSON with a NUL',
    ['{"subject":"坏\\u0000","profile":{}}', good],
    [`1 subject ${NUL}`],
    'in.ndjson',
  );
  /** 坏 loses its last byte; a mark says that it is UTF-8 all the same. */
  const damaged = (text: string) =>
    Buffer.from(
      Buffer.from(`\uFEFF${text}`).toString('latin1').replace('\xe5\x9d\x8f', '\xe5\x9d'),
      'latin1',
    );
  const UNDECODED = 'null wrong-encoding: bytes that are no text of the encoding';
  check('bytes that are no text: CSV', [fine, '坏,1001,8,,'], [`3 ${UNDECODED}`], 'in.csv', damaged);
  check(
    'bytes that are no text: NDJSON',
    [good, '{"subject":"坏","profile":{}}'],
    [`2 ${UNDECODED}`],
    'in.ndjson',
    damaged,
  );
});
