import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/api/dependencies.ts';
import { MaybeRecorded } from '../../src/ledger/sequencer.ts';
import { StoreUnavailable } from '../../src/ledger/store.ts';
import { begin, id, PROFILE, SUBJECT } from './recorded.ts';
import { type Json, startService } from './service.ts';

describe('POST /v1/matches', () => {
  it('records before it answers: the id first, and where to find it', async () => {
    const { match, ask } = await begin();
    const answer = await match({}, { 'X-Caller': 'portal of the park' });
    expect(Object.keys(answer.json)[0]).toBe('decisionId');
    expect(answer.json.decisionId).toBe(id(1));
    expect(answer.headers.get('Location')).toBe(`/v1/decisions/${id(1)}`);
    expect((await ask(`/v1/decisions/${id(1)}`)).json).toMatchObject({
      ...{ decisionId: id(1), index: 1, subject: SUBJECT, caller: 'portal of the park', erased: false },
      ...{ asOf: '2024-09-01', ruleSet: answer.json.ruleSet, engine: answer.json.engine },
      request: { profile: PROFILE, source: 'data-bureau', subject: SUBJECT, caller: 'portal of the park' },
      outcome: { policies: { 'small-firm-subsidy': { outcome: 'eligible', automatic: true } } },
    });
  });

  it('records every policy in force, whatever is shown', async () => {
    const { match, ask } = await begin();
    await match({ include: [], explain: 'none' });
    const { outcome } = (await ask(`/v1/decisions/${id(1)}`)).json as { outcome: Json };
    expect(Object.keys(outcome.policies as Json)).toEqual([
      'open-counter',
      'small-firm-subsidy',
      'town-fund',
    ]);
  });

  it('takes a caller in UTF-8', async () => {
    const { match, ask } = await begin();
    // A header's text stands for its bytes.
    await match({}, { 'X-Caller': Buffer.from('某园区平台').toString('latin1') });
    expect((await ask(`/v1/decisions/${id(1)}`)).json.caller).toBe('某园区平台');
  });

  const leavesNothing = (name: string, more: object, headers: Record<string, string>, status: number) =>
    it(`records nothing: ${name}`, async () => {
      const { match, contents } = await begin();
      const answer = await match(more, headers);
      expect(answer.status).toBe(status);
      expect(answer.json).not.toHaveProperty('decisionId');
      expect(answer.headers.get('Location')).toBeNull();
      expect(contents.leaves).toHaveLength(1);
    });
  leavesNothing('record: false', { record: false }, {}, 200);
  leavesNothing('a mistake in the profile', { profile: { employees: 'many' } }, {}, 422);
  leavesNothing('an empty caller', {}, { 'X-Caller': ' ' }, 400);
  leavesNothing('a caller of 201 characters', {}, { 'X-Caller': 'x'.repeat(201) }, 400);
  leavesNothing('a caller that isn’t UTF-8', {}, { 'X-Caller': '\u00e9' }, 400);
  leavesNothing('a caller with a control character', {}, { 'X-Caller': 'a\tb' }, 400);

  it('takes a caller of 200 characters', async () => {
    const { match } = await begin();
    expect((await match({}, { 'X-Caller': 'x'.repeat(200) })).status).toBe(200);
  });

  const refuses = (name: string, cause: Error, status: number, kind: string, says: RegExp) =>
    it(name, async () => {
      const { ledger, logged, ...rest } = await begin();
      expect(rest.contents.leaves).toHaveLength(1);
      const service = await startService({
        ledger: { ...ledger, record: () => Promise.reject(cause) },
        log: (entry) => void logged.push(entry),
      });
      const answer = await service.match({ profile: PROFILE }, { 'Accept-Language': 'en' });
      expect([answer.status, answer.json.type]).toEqual([status, `/problems/${kind}`]);
      expect(answer.json.detail).toMatch(says);
      expect(answer.json).not.toHaveProperty('matches');
      expect(JSON.stringify(logged.at(-1))).not.toContain('secret');
      expect(logged.at(-1)?.error?.name).toBeDefined();
    });
  const away = Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
  const gone = new StoreUnavailable('secret', { cause: away });
  refuses('503 when nothing was recorded', gone, 503, 'not-recorded', /nothing was recorded/);
  const maybe = new MaybeRecorded(id(7), gone);
  refuses('503 when nobody knows, with the id to look for', maybe, 503, 'maybe-recorded', new RegExp(id(7)));
  refuses('500 for another failure', new Error('secret'), 500, 'internal-error', /defect/);

  it('logs the code of the database’s failure', async () => {
    const { ledger } = await begin();
    const logged: LogEntry[] = [];
    const record = () => Promise.reject(gone);
    const service = await startService({
      ledger: { ...ledger, record },
      log: (each) => void logged.push(each),
    });
    await service.match({ profile: PROFILE });
    expect(logged.at(-1)).toMatchObject({ status: 503, error: { code: 'ECONNREFUSED' } });
  });
});

it('nothing of a decision is logged', async () => {
  const { match, ask, logged } = await begin();
  await match({}, { 'X-Caller': 'the caller' });
  await ask(`/v1/decisions?subject=${SUBJECT}`);
  expect(JSON.stringify(logged)).not.toMatch(new RegExp(`${SUBJECT}|the caller|employees`));
});
