import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { GOOD, prepare, runBatch as run } from './village-batch.ts';

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
