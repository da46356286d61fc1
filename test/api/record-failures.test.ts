import { describe, expect, it } from 'vitest';
import type { LedgerStore } from '../../src/ledger/store.ts';
import { digestOf } from '../../src/rules/digest.ts';
import { storeWithout } from '../ledger/memory-ledger.ts';
import { begin, id } from './recorded.ts';

const NOBODY = id(999);

describe('what isn’t there, or can’t be', () => {
  const check = (status: number, path: string, says: RegExp, method = 'GET') =>
    it(`${method} ${path}: ${status}`, async () => {
      const { ask } = await begin();
      const answer = await ask(path, { method, headers: { 'Accept-Language': 'en' } });
      expect(answer.status).toBe(status);
      expect(`${answer.json.detail} ${JSON.stringify(answer.json.errors)}`).toMatch(says);
    });
  check(404, `/v1/decisions/${NOBODY}`, /there is no recorded decision '0000/);
  check(404, `/v1/decisions/${NOBODY}/receipt`, /there is no recorded decision/);
  check(404, `/v1/decisions/${NOBODY}/replay`, /there is no recorded decision/, 'POST');
  check(404, `/v1/rule-sets/${digestOf([])}`, /there is no rule set/);
  check(404, '/v1/ledger/consistency?first=1&second=9', /no checkpoint of size 9: the log is not that long/);
  check(400, '/v1/decisions/7', /id of a decision/);
  check(400, `/v1/decisions/${NOBODY.replace('8', 'G')}/receipt`, /id of a decision/);
  check(400, `/v1/decisions/${id(1)}/receipt?opening=yes`, /none of the values allowed/);
  check(400, '/v1/decisions/7/replay', /id of a decision/, 'POST');
  check(400, '/v1/rule-sets/sha256:XY', /sha256: and 64 hexadecimal digits/);
  check(400, '/v1/ledger/consistency?first=2&second=1', /at least first/);
  check(400, '/v1/ledger/consistency?first=0&second=1', /a positive integer/);
  check(400, '/v1/ledger/consistency?first=1', /second/);
});

describe('while the store is away', () => {
  const check = (path: string, call: keyof LedgerStore, method = 'GET') =>
    it(`${method} ${path}: 503`, async () => {
      const broken = await begin();
      await broken.match();
      Object.assign(broken.store, storeWithout(broken.store, call));
      const answer = await broken.ask(path, { method });
      expect([answer.status, answer.json.type]).toEqual([503, '/problems/store-unavailable']);
      expect((await broken.match({ record: false })).status).toBe(200);
      expect((await broken.ask('/healthz')).status).toBe(200);
    });
  check('/v1/decisions', 'find');
  check(`/v1/decisions/${id(1)}`, 'decision');
  check(`/v1/decisions/${id(1)}/receipt`, 'decision');
  check(`/v1/decisions/${id(1)}/receipt`, 'nodes');
  check(`/v1/decisions/${id(1)}/replay`, 'decision', 'POST');
  check(`/v1/decisions/${id(1)}/replay`, 'ruleSet', 'POST');
  check(`/v1/rule-sets/${digestOf([])}`, 'ruleSet');
  check('/v1/ledger/checkpoint', 'head');
  check('/v1/ledger/consistency?first=1&second=2', 'nodes');
});

describe('a damaged record is not shown', () => {
  type Damage = Awaited<ReturnType<typeof begin>>['contents'];
  const flip = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, at) => (at === 9 ? byte ^ 1 : byte));
  const change = (
    contents: Damage,
    with_: (each: Damage['decisions'][number]) => Damage['decisions'][number],
  ) => {
    contents.decisions = contents.decisions.map(with_);
  };
  const check = (name: string, damage: (contents: Damage) => void, says: RegExp) =>
    it(name, async () => {
      const { match, ask, contents } = await begin();
      await match();
      damage(contents);
      const headers = { 'Accept-Language': 'en' };
      for (const path of [`/v1/decisions/${id(1)}`, `/v1/decisions/${id(1)}/receipt?opening=true`]) {
        const { status, json, text } = await ask(path, { headers });
        expect([status, json.type]).toEqual([500, '/problems/record-damaged']);
        expect(json.detail).toMatch(says);
        expect(text).not.toContain('employees');
      }
      const { json } = await ask(`/v1/decisions/${id(1)}/replay`, { method: 'POST', headers });
      expect(json.result).toBe('not-replayable');
      expect(json.why).toMatch(says);
    });
  check(
    'a byte of the request',
    (contents) =>
      change(contents, (each) => ({
        ...each,
        payload: each.payload && { ...each.payload, request: flip(each.payload.request) },
      })),
    /commits to \(request\)/,
  );
  check(
    'a byte of the outcome',
    (contents) =>
      change(contents, (each) => ({
        ...each,
        payload: each.payload && { ...each.payload, outcome: flip(each.payload.outcome) },
      })),
    /commits to \(outcome\)/,
  );
  check(
    'a payload that is gone',
    (contents) => change(contents, (each) => ({ ...each, payload: null })),
    /no leaf says that it was erased/,
  );

  it('a byte of the leaf, though it is still a leaf', async () => {
    const { match, ask, contents } = await begin();
    await match();
    change(contents, (each) => ({ ...each, leaf: flip(each.leaf) }));
    expect(new TextDecoder().decode(contents.decisions[0]?.leaf)).toContain('"asOf":"3024-09-01"');
    for (const [method, part] of [
      ['GET', ''],
      ['GET', '/receipt'],
      ['POST', '/replay'],
    ] as const) {
      const { status, json } = await ask(`/v1/decisions/${id(1)}${part}`, { method });
      expect([status, json.type]).toEqual([500, '/problems/record-damaged']);
    }
  });

  it('nor is a rule set', async () => {
    const { match, ask, contents, small } = await begin();
    await match();
    const { digest } = small.ruleSet;
    const kept = contents.ruleSets.get(digest);
    if (kept !== undefined)
      contents.ruleSets.set(digest, { ...kept, files: new TextEncoder().encode('{"rule-set.json":{}}') });
    const { status, json } = await ask(`/v1/rule-sets/${digest}`);
    expect([status, json.type]).toEqual([500, '/problems/record-damaged']);
    const replayed = (await ask(`/v1/decisions/${id(1)}/replay`, { method: 'POST' })).json;
    expect([replayed.result, replayed.why]).toEqual(['not-replayable', expect.stringContaining('与其摘要')]);
  });
});
