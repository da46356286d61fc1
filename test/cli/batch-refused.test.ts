import { readdir } from 'node:fs/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Content, GOOD, prepare, runBatch as run } from './village-batch.ts';

describe('refused before anything runs', () => {
  const check = (name: string, content: Content, says: string, ...options: readonly string[]) =>
    it(name, async () => {
      const folder = await prepare('in.csv', content);
      const { code, out, err } = await run(folder, 'in.csv', '--lang', 'en', ...options);
      expect(err).toBe(`${says}\n`);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect((await readdir(folder)).toSorted()).toEqual(['in.csv', 'rules']);
    });

  check(
    'an unknown column',
    'subject,employes\n',
    "column 'employes': there is no fact 'employes' (did you mean 'employees'?)",
  );
  check('a column twice', 'employees,employees\n', "the column 'employees' is there more than once");
  check(
    'no column of that name',
    GOOD,
    "there is no column 'subjects' (--subject): did you mean 'subject'?",
    '--subject',
    'subjects',
  );
  check('an empty file', '', 'the file in.csv is empty');
  check('no header', '\n\n', 'the file in.csv has no header');
  check(
    'a quote in the header that is not closed',
    `\n${GOOD.replace('kinds', '"kinds')}`,
    'the header of in.csv (line 2): a quote that is not closed',
  );
  for (const [name, mark] of Object.entries({ semicolons: ';', tabs: '\t', 'vertical bars': '|' }))
    check(
      `${name} between cells`,
      GOOD.replaceAll(',', mark),
      `cells of CSV are separated by commas: the header of in.csv has ${name}`,
    );
  for (const [name, text] of Object.entries({ plain: GOOD, quoted: GOOD.replace('inn', '"inn"') }))
    check(
      `lines that end with CR alone, ${name}`,
      text.replaceAll('\n', '\r'),
      'the lines of in.csv end with CR alone: save it with LF or CRLF',
    );
  check('UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0]), 'the file in.csv is UTF-16: save it as UTF-8');
  check(
    'UTF-8 with a broken character',
    Buffer.concat([Buffer.from(GOOD), Buffer.of(0xe4, 0x2c, 0x0a)]),
    'the file in.csv is not wholly UTF-8 (line 5), nor plainly GB18030: say --encoding utf-8 or --encoding gb18030, and rows with other bytes are refused one by one',
  );
  check('an unknown policy', GOOD, "there is no policy 'loam': did you mean 'loan'?", '--policies', 'loam');
  check(
    'an unknown authority',
    GOOD,
    "there is no authority 'taxs': did you mean 'tax'?",
    '--source',
    'taxs',
  );
  check(
    'an unknown ending',
    GOOD,
    '--out must end in one of .csv .ndjson .jsonl .parquet: out.xlsx',
    '--out',
    'out.xlsx',
  );
  check(
    'no Parquet',
    GOOD,
    "in.csv is no whole Parquet file: Invalid Input Error: No magic bytes found at end of file 'in.csv'",
    '--format',
    'parquet',
  );
});

describe('options', () => {
  it.each([
    ...['1e1', '0x2', ' 4', '', '0', '65', '-1', '1.0', '２'].map((value) => ['--threads', value]),
    ['--policies', ','],
    ['--policies', ''],
    ['--only', ','],
    ['--only', 'ineligible'],
  ] as [string, string][])('%s "%s" is refused', async (option, value) => {
    const { code, err } = await run('.', 'in.csv', `${option}=${value}`, '--lang', 'en');
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^error: option '${option} .*is invalid\\. Expected `));
  });

  it('more threads need the built program, unless Node runs the source in threads too', async () => {
    const folder = await prepare('in.csv', GOOD);
    const { code, err } = await run(folder, 'in.csv', '--threads', '2', '--lang', 'en');
    const runsSource = Boolean((process.features as { typescript?: unknown }).typescript);
    const words = "--threads needs the built program: 'npm run build', then run 'node dist/main.js'\n";
    expect({ code, err }).toEqual(runsSource ? { code: 0, err: '' } : { code: 2, err: words });
  });
});

it('a signal is answered at once: it ends after the part in hand', async () => {
  const folder = await prepare('in.csv', GOOD);
  const stops: (() => void)[] = [];
  const once = vi.spyOn(process, 'once').mockImplementation((signal, stop) => {
    if (signal === 'SIGINT') stops.push(stop as () => void);
    return process;
  });
  onTestFinished(() => once.mockRestore());
  const running = run(folder, 'in.csv', '--lang', 'en');
  await vi.waitUntil(() => stops.length > 0, { interval: 1 });
  stops[0]?.();
  expect(await running).toEqual({
    code: 3,
    out: '',
    err: expect.stringMatching(
      /^ends after the part in hand\nstopped after [03] rows: run the same command to go on\n$/,
    ),
  });
});
