import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/api/app.ts';
import type { LogEntry } from '../../src/api/dependencies.ts';
import { readDocsFile } from '../../src/io/docs-files.ts';
import { memoryLedger } from '../ledger/memory-ledger.ts';
import { checker } from './open-api.ts';
import { type Json, startService } from './service.ts';
import { smallRuleSet } from './small-rule-set.ts';

const service = await startService();
const small = smallRuleSet();
const logged: LogEntry[] = [];

async function createService(today = () => '2024-09-01') {
  const { ledger, store } = await memoryLedger({ ruleSet: small.ruleSet, ruleFiles: small.ruleFiles });
  const deps = { ...small, ledger, today, now: () => 0, docsFile: readDocsFile };
  return { app: createApp({ ...deps, log: (entry) => void logged.push(entry) }), store };
}
const { app, store } = await createService();

const NDJSON = 'application/x-ndjson';
const GOOD = { source: 'data-bureau', profile: { registeredRegion: '1001', employees: 86 } };
const line = (json: unknown) => `${JSON.stringify(json)}\n`;
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function post(body: unknown, headers: Record<string, string> = {}, to = app): Promise<Response> {
  const init = { method: 'POST', headers: { 'Content-Type': NDJSON, ...headers }, body, duplex: 'half' };
  return await to.request('/v1/matches:stream', init as RequestInit);
}

const linesOf = async (response: Response): Promise<Json[]> =>
  (await response.text())
    .split('\n')
    .filter(Boolean)
    .map((text) => JSON.parse(text));

/** A body that is sent as it is asked for. */
function bodyOf(chunks: Iterator<Uint8Array>) {
  const seen = { pulled: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        seen.pulled += 1;
        const { done, value } = chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, seen };
}

describe('POST /v1/matches:stream', () => {
  it('answers line by line, as NDJSON', async () => {
    const response = await post(`${line(GOOD)}\n${line({})}${line(GOOD)}`, { 'Accept-Language': 'en' });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe(NDJSON);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Content-Language')).toBe('en');
    const answered = await linesOf(response);
    expect(answered.map((each) => [each.line, each.type])).toEqual([
      [1, undefined],
      [3, '/problems/invalid-request'],
      [4, undefined],
    ]);
  });

  it('answers nothing with nothing', async () => {
    const response = await post('');
    expect([response.status, await response.text()]).toEqual([200, '']);
    const none = await app.request('/v1/matches:stream', {
      method: 'POST',
      headers: { 'Content-Type': NDJSON },
    });
    expect([none.status, await none.text()]).toEqual([200, '']);
  });

  it('each line fits its documentation', async () => {
    const content = service.openApi.paths['/v1/matches:stream']?.post?.responses['200']?.content;
    expect(Object.keys(content ?? {})).toEqual([NDJSON]);
    const fits = checker(service.openApi, '#/components/schemas/StreamLine');
    const lines = [GOOD, { ...GOOD, explain: 'full' }, {}, { ...GOOD, record: true }].map(line);
    const answered = await linesOf(await post(`${lines.join('')}{\n${'x'.repeat(1_000_001)}\n`));
    expect(answered.map((each) => fits(each))).toEqual(answered.map(() => true));
    expect(answered.length).toBe(6);
    expect(fits({ ...answered[0], matches: 1 })).toBe(false);
  });

  it('records nothing', async () => {
    const { size } = await store.head();
    expect((await linesOf(await post(line(GOOD))))[0]).toHaveProperty('counts');
    expect((await store.head()).size).toBe(size);
  });

  it('takes more than a single request may have', async () => {
    const lines = line({ ...GOOD, name: 'x'.repeat(600_000) }).repeat(4);
    expect((await linesOf(await post(lines))).map((each) => each.line)).toEqual([1, 2, 3, 4]);
  });

  for (const type of [
    'application/json',
    '',
    'text/plain',
    'application/x-ndjson; charset=gb18030',
    'application/x-ndjson2',
  ])
    it(`refuses the content type '${type}'`, async () => {
      const answer = await service.ask('/v1/matches:stream', {
        method: 'POST',
        headers: { 'Content-Type': type },
        body: line(GOOD),
      });
      expect([answer.status, answer.json.type]).toEqual([415, '/problems/unsupported-media-type']);
    });

  it('takes a charset', async () => {
    const response = await post(line(GOOD), { 'Content-Type': 'Application/X-NDJSON; charset="UTF-8"' });
    expect(response.status).toBe(200);
  });

  it('GET is not allowed', async () => {
    const { status, headers } = await service.ask('/v1/matches:stream');
    expect([status, headers.get('Allow')]).toEqual([405, 'POST']);
  });
});

const facts = fc.record(
  {
    registeredRegion: fc.constantFrom('10', '1001', '99'),
    employees: fc.constantFrom(86, 300, -1, 'many'),
    titles: fc.constantFrom(['pioneer'], ['先锋']),
    dishonest: fc.boolean(),
  },
  { requiredKeys: [] },
);
const request = fc.record(
  {
    profile: facts,
    source: fc.constantFrom('data-bureau', 'self', 'nobody'),
    include: fc.subarray(['eligible', 'conditional', 'undetermined', 'ineligible']),
    explain: fc.constantFrom('none', 'reasons', 'full'),
    record: fc.constant(false),
  },
  { requiredKeys: ['profile', 'record'] },
);
const text = fc.oneof(
  { weight: 4, arbitrary: request.map((json) => JSON.stringify(json)) },
  fc.json(),
  fc.constantFrom('{', '{"profile":{},"profile":{}}', '"\\ud800"', 'é', '['.repeat(70)),
);

describe('laws', () => {
  it('a line is answered as POST /v1/matches answers it, however the body is cut', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('zh', 'en'),
        fc.integer({ min: 1, max: 300 }),
        async (lines, language, size) => {
          const headers = { 'Accept-Language': language };
          const bytes = bytesOf(lines.join('\n'));
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
            bytes.subarray(at * size, (at + 1) * size),
          );
          const answered = (await (await post(bodyOf(chunks.values()).body, headers)).text()).split('\n');
          for (const [index, sent] of lines.entries()) {
            const alone = await service.match(sent, headers);
            const { instance: _, errors, ...json } = alone.json;
            const withoutLines = (errors as Json[] | undefined)?.map(({ line: _line, ...each }) => each);
            const expected =
              alone.status === 200
                ? `{"line":${index + 1},${alone.text.slice(1)}`
                : JSON.stringify({ line: index + 1, ...json, errors: withoutLines });
            expect(answered[index]).toBe(expected);
          }
          expect(answered.length).toBe(lines.length + 1);
        },
      ),
      { numRuns: 60 },
    ));
});

/** Enough turns of the event loop for what would run ahead to do so. */
async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

describe('back-pressure', () => {
  const endless = (function* () {
    for (;;) yield bytesOf(line(GOOD));
  })();

  it('nothing is read beyond what was answered and taken', async () => {
    const { body, seen } = bodyOf(endless);
    const reader = (await post(body)).body?.getReader();
    await someTurns();
    expect(seen.pulled).toBeLessThanOrEqual(1);
    for (let taken = 1; taken <= 10; taken += 1) {
      await reader?.read();
      await someTurns();
      expect(seen.pulled).toBeLessThanOrEqual(taken + 1);
    }
    await reader?.cancel();
    expect(seen.cancelled).toBe(true);
  });

  it('a client that breaks off ends the work quietly', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent <= 2) controller.enqueue(bytesOf(line(GOOD)));
        else controller.error(new Error('aborted'));
      },
    });
    logged.length = 0;
    expect((await linesOf(await post(body))).length).toBe(2);
    expect(logged.filter(({ error }) => error !== undefined)).toEqual([]);
  });
});

describe('a client that goes away while the server waits for its next line', () => {
  /** A body that sends this and then nothing, whatever is asked of it. */
  function stalled(text: string) {
    const seen = { cancelled: false };
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => controller.enqueue(bytesOf(text)),
        pull: () => new Promise(() => undefined),
        cancel: () => {
          seen.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return { body, seen };
  }

  it.each([
    ['before its first line', '', 0],
    ['after a line', line(GOOD), 1],
    ['within a line', `${line(GOOD)}{"profile":`, 1],
    ['within a line that fails', `${line(GOOD)}${JSON.stringify(GOOD)}`, 1],
  ])('%s: its body is let go, nothing is logged', async (_, sent, answered) => {
    let days = 0;
    const failsLater = await createService(() => {
      days += 1;
      if (days > 1) throw new TypeError('a defect that nobody waits to hear of');
      return '2024-09-01';
    });
    const { body, seen } = stalled(sent);
    logged.length = 0;
    const reader = (await post(body, {}, failsLater.app)).body?.getReader();
    for (let taken = 0; taken < answered; taken += 1) await reader?.read();
    const pending = reader?.read();
    await someTurns();
    void reader?.cancel();
    await someTurns();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(seen.cancelled).toBe(true);
    expect(logged.map(({ status }) => status)).toEqual([200]);
  });
});

describe('a defect of ours', () => {
  it('ends the stream with a line that tells nothing, and is logged without a message', async () => {
    let days = 0;
    const breaking = await createService(() => {
      days += 1;
      if (days > 1) throw new TypeError('secret of the enterprise');
      return '2024-09-01';
    });
    logged.length = 0;
    const answered = await linesOf(await post(line(GOOD).repeat(3), {}, breaking.app));
    expect(answered.map(({ line, type }) => [line, type])).toEqual([
      [1, undefined],
      [undefined, '/problems/internal-error'],
    ]);
    expect(JSON.stringify([answered, logged])).not.toContain('secret');
    expect(logged.map(({ status, error }) => [status, error?.name])).toEqual([
      [200, undefined],
      [500, 'TypeError'],
    ]);
  });
});
