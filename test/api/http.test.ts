import { describe, expect, it, vi } from 'vitest';
import type { LogEntry } from '../../src/api/dependencies.ts';
import { memoryLedger, storeWithout } from '../ledger/memory-ledger.ts';
import { post, startService } from './service.ts';

const service = await startService();
const { ask } = service;

describe('language', () => {
  const check = (accept: string | null, expected: string) =>
    it(`${accept} → ${expected}`, async () => {
      const headers: Record<string, string> = accept === null ? {} : { 'Accept-Language': accept };
      const ok = await ask('/v1/policies/town-fund', { headers });
      expect(ok.headers.get('Content-Language')).toBe(expected);
      expect(ok.headers.get('Vary')).toContain('Accept-Language');
      expect(ok.json.title).toBe(expected === 'en' ? 'title of town-fund' : '【title of town-fund】');
      const problem = await ask('/v1/policies/nothing', { headers });
      expect(problem.headers.get('Content-Language')).toBe(expected);
      expect(problem.json.title).toBe(expected === 'en' ? 'not found' : '没有这个资源');
    });
  check(null, 'zh-CN');
  check('*', 'zh-CN');
  check('fr', 'zh-CN');
  check('en', 'en');
  check('en-GB,en;q=0.9', 'en');
  check('fr,en;q=0.5', 'en');
  check('zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN');
  check('en;q=0.1,zh-TW;q=0.2', 'zh-CN');
  check('en;q=0', 'zh-CN');
  check(';;;q=,,', 'zh-CN');
});

describe('addresses', () => {
  const check = (method: string, path: string, status: number, allow: string | null) =>
    it(`${method} ${path} → ${status}`, async () => {
      const answer = await ask(path, { method });
      expect(answer.status).toBe(status);
      expect(answer.type).toBe('application/problem+json');
      expect(answer.headers.get('Allow')).toBe(allow);
    });
  check('GET', '/v1/matches', 405, 'POST');
  check('DELETE', '/v1/matches', 405, 'POST');
  check('POST', '/v1/policies', 405, 'GET, HEAD');
  check('PUT', '/v1/policies/town-fund', 405, 'GET, HEAD');
  check('OPTIONS', '/v1/facts', 405, 'GET, HEAD');
  check('POST', '/openapi.json', 405, 'GET, HEAD');
  check('GET', '/v1', 404, null);
  check('POST', '/v2/matches', 404, null);
  check('GET', '/v1/policies/', 404, null);
  check('GET', '/docs/package.json', 404, null);
  check('GET', '/docs/..%2f..%2fhono%2fpackage.json', 404, null);

  it('suggests the nearest', async () => {
    const { json } = await ask('/v1/polices', { headers: { 'Accept-Language': 'en' } });
    expect(json.detail).toBe("there is no address '/v1/polices'; did you mean '/v1/policies'?");
  });

  it('HEAD has the headers of GET', async () => {
    const head = await ask('/v1/policies', { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers.get('ETag')).toBe((await ask('/v1/policies')).headers.get('ETag'));
  });
});

describe('health', () => {
  it('is alive', async () => expect((await ask('/healthz')).json).toEqual({ status: 'ok' }));

  it('is ready, and says with which rule set', async () => {
    const { json } = await ask('/readyz');
    expect(json).toEqual({ status: 'ready', ruleSet: (await ask('/v1/policies')).json.ruleSet });
  });

  it('is not ready, and says why', async () => {
    const { ledger, store } = await memoryLedger();
    const unready = await startService({ ledger: { ...ledger, store: storeWithout(store, 'head') } });
    const { status, json } = await unready.ask('/readyz');
    expect([status, json.type]).toEqual([503, '/problems/not-ready']);
    expect(json.detail).toContain('数据库连不上');
    expect((await unready.ask('/healthz')).status).toBe(200);
  });
});

describe('every kind of problem has a page', () => {
  it('where its type says', async () => {
    const { json } = await ask('/v1/policies/nothing');
    const page = await ask(String(json.type));
    expect(page.status).toBe(200);
    expect(page.type).toMatch(/^text\/html/);
    expect(page.text).toContain('没有这个资源');
  });

  it('and no other', async () => expect((await ask('/problems/__proto__')).status).toBe(404));
});

describe('a defect of ours', () => {
  const SECRET = 'secret of the enterprise';
  const logged: LogEntry[] = [];
  const breaking = startService({
    today: () => {
      throw new TypeError(`${SECRET}\n    and more`);
    },
    log: (entry) => void logged.push(entry),
  });

  it('is a 500 that tells nothing', async () => {
    const answer = await (await breaking).match({ profile: {} });
    expect(answer.status).toBe(500);
    expect(answer.json).toMatchObject({ type: '/problems/internal-error', errors: [] });
    expect(answer.text).not.toMatch(/secret|TypeError|\.ts/);
  });

  it('is logged with where it happened, and not with its message', async () => {
    const entry = logged.findLast(({ status }) => status === 500);
    expect(entry?.error?.name).toBe('TypeError');
    expect(entry?.error?.at[0]).toContain('http.test.ts');
    expect(JSON.stringify(logged)).not.toContain(SECRET);
  });

  it('breaks nothing else', async () => {
    expect((await (await breaking).ask('/v1/policies')).status).toBe(200);
  });
});

describe('the log', () => {
  it('has one entry a request, and nothing of what was sent', async () => {
    const logged: LogEntry[] = [];
    let clock = 0;
    const { ask, match } = await startService({
      log: (entry) => void logged.push(entry),
      now: () => {
        clock += 12.34;
        return clock;
      },
    });
    logged.length = 0;
    const answer = await match({ subject: '91340000MA2XXXXXX0', profile: { employees: 4711 } });
    await ask('/v1/policies?text=4711', { headers: { 'X-Request-Id': 'mine' } });
    await ask('/nowhere');
    expect(logged).toEqual([
      {
        requestId: answer.headers.get('X-Request-Id'),
        method: 'POST',
        path: '/v1/matches',
        status: 422,
        ms: 12.3,
      },
      { requestId: 'mine', method: 'GET', path: '/v1/policies', status: 200, ms: 12.3 },
      { requestId: expect.any(String), method: 'GET', path: '/nowhere', status: 404, ms: 12.3 },
    ]);
  });

  it('takes no request id that could forge a line', async () => {
    const { headers } = await ask('/healthz', { headers: { 'X-Request-Id': 'a b{"status":200}' } });
    expect(headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

it('every answer carries the security headers', async () => {
  const answers = [ask('/v1/facts'), ask('/nowhere'), ask('/docs'), ask('/v1/matches', post('x'))];
  for (const { headers } of await Promise.all(answers)) {
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'; script-src 'self';");
  }
});

it('a slow dependency is given up, and the service goes on', async () => {
  const { ledger, store } = await memoryLedger();
  const silent = { ...store, head: () => new Promise<never>(() => undefined) };
  const slow = await startService({ ledger: { ...ledger, store: silent } });
  vi.useFakeTimers();
  const answer = slow.ask('/readyz');
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  expect([(await answer).status, (await answer).json.type]).toEqual([503, '/problems/timeout']);
  expect((await slow.ask('/healthz')).status).toBe(200);
});
