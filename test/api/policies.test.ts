import { describe, expect, it } from 'vitest';
import { type Json, startService } from './service.ts';

const { ask } = await startService();

const ALL = ['open-counter', 'small-firm-subsidy', 'town-fund'];

function check(query: string, expected: readonly string[]): void {
  it(`lists ${query === '' ? 'all' : query}`, async () => {
    const { status, json } = await ask(`/v1/policies?${query}`);
    expect(status).toBe(200);
    expect((json.policies as Json[]).map(({ id }) => id)).toEqual(expected);
  });
}

function refuse(query: string, ...problems: readonly string[]): void {
  it(`refuses ${query}`, async () => {
    const { status, json } = await ask(`/v1/policies?${query}`);
    expect(status).toBe(400);
    expect(json.type).toBe('/problems/invalid-parameter');
    expect((json.errors as Json[]).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(problems);
  });
}

describe('GET /v1/policies', () => {
  check('', ALL);
  check('region=10', ['small-firm-subsidy', 'town-fund']);
  check('region=1001', ['small-firm-subsidy', 'town-fund']);
  check('region=20', ['open-counter']);
  check('asOf=2023-12-31', ['open-counter', 'small-firm-subsidy']);
  check('delivery=instant', ['open-counter']);
  check('text=TOWN', ['town-fund']);
  check(`text=${encodeURIComponent('【money】')}`, ALL);
  check('region=10&asOf=2024-06-01&delivery=application', ['town-fund']);
  check('text=nothing', []);

  refuse('regoin=10', 'unknown-key /regoin');
  refuse('region=99', 'unknown-code /region');
  refuse('region=', 'empty /region');
  refuse('region=10&region=20', 'wrong-type /region');
  refuse('asOf=2024-02-30', 'wrong-form /asOf');
  refuse('delivery=post', 'wrong-value /delivery');
  refuse('asOf=x&delivery=x&x=x', 'wrong-form /asOf', 'wrong-value /delivery', 'unknown-key /x');
  refuse('__proto__=x', 'unknown-key /__proto__');

  it('sends nothing to who has it', async () => {
    const first = await ask('/v1/policies');
    const etag = first.headers.get('ETag') ?? '';
    const again = await ask('/v1/policies', { headers: { 'If-None-Match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
    const english = await ask('/v1/policies', {
      headers: { 'If-None-Match': etag, 'Accept-Language': 'en' },
    });
    expect(english.status).toBe(200);
  });
});

describe('GET /v1/policies/{id}', () => {
  it('shows a policy with its conditions and clauses', async () => {
    const { status, json } = await ask('/v1/policies/small-firm-subsidy', {
      headers: { 'Accept-Language': 'en' },
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id: 'small-firm-subsidy',
      title: 'title of small-firm-subsidy',
      conditions: { text: 'all of the following:' },
      clauses: [{ document: 'plan-2024', clause: '1.1', summary: '给小企业补助' }],
    });
  });

  it('says which policy may have been meant', async () => {
    const { status, json } = await ask('/v1/policies/town-found', { headers: { 'Accept-Language': 'en' } });
    expect(status).toBe(404);
    expect(json.detail).toBe("there is no policy 'town-found'; did you mean 'town-fund'?");
  });

  for (const id of ['%E0%A4%A', '..%2F..%2Fetc', '__proto__', 'x'.repeat(5000)])
    it(`knows no ${id.slice(0, 20)}`, async () => expect((await ask(`/v1/policies/${id}`)).status).toBe(404));
});
