import { describe, expect, it } from 'vitest';
import { verifyConsistencyFile } from '../../src/ledger/consistency.ts';
import { verifyReceipt } from '../../src/ledger/receipt.ts';
import { digestOf } from '../../src/rules/digest.ts';
import { SIGNER } from '../ledger/memory-ledger.ts';
import { begin, id, PROFILE, SUBJECT } from './recorded.ts';
import type { Answered, Json } from './service.ts';

const idsIn = ({ json }: Answered) => (json.decisions as Json[]).map(({ decisionId }) => decisionId);

describe('GET /v1/decisions', () => {
  it('finds by each criterion, newest first', async () => {
    const { match, ask, small } = await begin();
    await match();
    await match({ subject: undefined, profile: { ...PROFILE, employees: 300 } });
    await match({ asOf: '2025-01-01' });
    const check = async (query: string, ...expected: readonly number[]) =>
      expect(idsIn(await ask(`/v1/decisions?${query}`)), query).toEqual(expected.map(id));
    await check('', 3, 2, 1);
    await check('order=oldest', 1, 2, 3);
    await check(`subject=${SUBJECT.toLowerCase()}`, 3, 1);
    await check('policy=town-fund', 2, 1);
    await check('policy=small-firm-subsidy&outcome=eligible', 3, 1);
    await check('policy=small-firm-subsidy&outcome=ineligible', 2);
    await check('policy=no-such-policy');
    await check('outcome=undetermined', 2, 1);
    await check(`ruleSet=${small.ruleSet.digest}`, 3, 2, 1);
    await check(`ruleSet=${digestOf({})}`);
    await check('engine=0.0.0');
    // The clock of these tests: the last second of 31 August in China, then the first two of 1 September.
    await check('from=2024-09-01', 3, 2, 1);
    await check('to=2024-08-31');
    await check('from=2024-09-01&to=2024-09-01', 3, 2, 1);
    await check('from=2024-09-02');
  });

  it('counts days as China does', async () => {
    const { match, ask, contents } = await begin();
    await match();
    const at = async (recordedAt: string, from: string, to: string) => {
      contents.decisions = contents.decisions.map((each) => ({ ...each, recordedAt }));
      return idsIn(await ask(`/v1/decisions?from=${from}&to=${to}`)).length;
    };
    expect(await at('2024-08-31T15:59:59.999Z', '2024-08-31', '2024-08-31')).toBe(1);
    expect(await at('2024-08-31T15:59:59.999Z', '2024-09-01', '2024-09-01')).toBe(0);
    expect(await at('2024-08-31T16:00:00.000Z', '2024-09-01', '2024-09-01')).toBe(1);
    expect(await at('2024-08-31T16:00:00.000Z', '2024-08-31', '2024-08-31')).toBe(0);
  });

  for (const order of ['newest', 'oldest'])
    it(`pages stay what they are while more is recorded: ${order}`, async () => {
      const { match, ask } = await begin();
      for (let count = 0; count < 5; count += 1) await match();
      const found: unknown[] = [];
      let cursor = '';
      for (let page = 0; page < 3; page += 1) {
        const answer = await ask(`/v1/decisions?order=${order}&limit=2${cursor}`);
        found.push(...idsIn(answer));
        cursor = `&cursor=${String(answer.json.next)}`;
        if (order === 'newest') await match();
      }
      const expected = [1, 2, 3, 4, 5].map(id);
      expect(found).toEqual(order === 'newest' ? expected.toReversed() : expected);
      expect(cursor).toBe('&cursor=null');
    });

  it('holds nothing of what was asked or answered, and may not be kept by caches', async () => {
    const { match, ask } = await begin();
    await match();
    const { text, headers } = await ask('/v1/decisions');
    expect(text).not.toMatch(/profile|employees|policies/);
    expect(headers.get('Cache-Control')).toBe('no-store');
  });

  const refused = (query: string, ...pointers: readonly string[]) =>
    it(`400: ${query}`, async () => {
      const { ask } = await begin();
      const { status, json } = await ask(`/v1/decisions?${query}`);
      expect([status, json.type]).toEqual([400, '/problems/invalid-parameter']);
      expect((json.errors as Json[]).map(({ pointer }) => pointer)).toEqual(pointers);
    });
  refused(`subject=${SUBJECT.slice(0, -1)}0`, '/subject');
  refused('outcome=maybe', '/outcome');
  refused('ruleSet=sha256:12', '/ruleSet');
  refused('from=2024-02-30&to=yesterday', '/from', '/to');
  for (const limit of ['0', '201', '-1', '1e2', 'all']) refused(`limit=${limit}`, '/limit');
  for (const cursor of ['-1', '01', 'x', '9999999999999999']) refused(`cursor=${cursor}`, '/cursor');
  refused('order=random', '/order');
  refused('who=me', '/who');
  refused('policy=a&policy=b', '/policy');
});

describe('an erased decision', () => {
  it('says when and why, is found no more by what it held, and its receipt stays valid', async () => {
    const { match, ask, ledger } = await begin();
    await match();
    const before = (await ask(`/v1/decisions/${id(1)}/receipt?opening=true`)).json;
    await ledger.erase(id(1), 'request of the enterprise');
    const { json } = await ask(`/v1/decisions/${id(1)}`);
    expect(json).toMatchObject({ subject: null, caller: null, erased: true });
    expect(json.erasure).toMatchObject({ index: 2, reason: 'request of the enterprise' });
    expect(json).not.toHaveProperty('request');
    expect(json).not.toHaveProperty('outcome');
    expect(idsIn(await ask(`/v1/decisions?subject=${SUBJECT}`))).toEqual([]);
    expect(idsIn(await ask('/v1/decisions'))).toEqual([id(1)]);
    const after = (await ask(`/v1/decisions/${id(1)}/receipt?opening=true`)).json;
    expect(after).not.toHaveProperty('opening');
    for (const receipt of [before, after])
      expect(verifyReceipt(receipt, { trustedKeys: [SIGNER.key] }).ok).toBe(true);
    expect((await ask(`/v1/decisions/${id(1)}/replay`, { method: 'POST' })).json.result).toBe('erased');
  });
});

describe('receipts, rule sets, the log', () => {
  it('a receipt is verified without the service, its opening only where asked for', async () => {
    const { match, ask } = await begin();
    await match();
    await match();
    for (const [query, opening] of [
      ['', 'none'],
      ['?opening=false', 'none'],
      ['?opening=true', 'checked'],
    ] as const) {
      const { json, headers } = await ask(`/v1/decisions/${id(1)}/receipt${query}`);
      expect(verifyReceipt(json, { trustedKeys: [SIGNER.key] })).toMatchObject({
        ok: true,
        index: 1,
        opening,
      });
      expect(headers.get('Content-Disposition')).toBe(
        `attachment; filename="mianshen-receipt-${id(1)}.json"`,
      );
    }
  });

  it('gives a recorded rule set, file by file', async () => {
    const { ask, small } = await begin();
    const { json, headers } = await ask(`/v1/rule-sets/${small.ruleSet.digest}`);
    expect(digestOf(json.files)).toBe(small.ruleSet.digest);
    expect(headers.get('Cache-Control')).toContain('immutable');
  });

  it('gives the checkpoint, the key, and a consistency proof between two checkpoints', async () => {
    const { match, ask } = await begin();
    await match();
    const checkpoint = await ask('/v1/ledger/checkpoint');
    expect(checkpoint.type).toMatch(/^text\/plain/);
    expect(checkpoint.text.split('\n').slice(0, 2)).toEqual(['test', '2']);
    expect((await ask('/v1/ledger/key')).text).toBe(`${SIGNER.key}\n`);
    const { json } = await ask('/v1/ledger/consistency?first=1&second=2');
    expect(verifyConsistencyFile(json, { trustedKeys: [SIGNER.key] }).ok).toBe(true);
    expect(json.second).toBe(checkpoint.text);
  });
});

describe('POST /v1/decisions/{id}/replay', () => {
  it('finds both evaluators identical', async () => {
    const { match, ask } = await begin();
    await match();
    const { json } = await ask(`/v1/decisions/${id(1)}/replay`, { method: 'POST' });
    expect(json).toMatchObject({
      decisionId: id(1),
      result: 'identical',
      differences: [],
      referenceDifferences: [],
    });
  });

  it('says that the rule set is missing', async () => {
    const { match, ask, contents } = await begin();
    await match();
    contents.ruleSets.clear();
    const { json } = await ask(`/v1/decisions/${id(1)}/replay`, { method: 'POST' });
    expect([json.result, json.why]).toEqual(['not-replayable', expect.stringContaining('留存里没有规则集')]);
  });

  it('turns away what has no place in the queue', async () => {
    const { match, ask } = await begin();
    await match();
    const many = Array.from({ length: 30 }, () => ask(`/v1/decisions/${id(1)}/replay`, { method: 'POST' }));
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(16);
    expect(statuses).toContain(503);
    expect((await ask(`/v1/decisions/${id(1)}/replay`, { method: 'POST' })).status).toBe(200);
  });
});
