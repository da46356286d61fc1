import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeCreditCode } from '../../src/rules/credit-code.ts';
import { type Json, startService } from './service.ts';

const service = await startService();

const PROFILE = {
  registeredRegion: '1001',
  employees: 86,
  annualRevenue: '2100000.00',
  titles: ['champion', 'pioneer'],
  established: '2019-05-31',
  dishonest: false,
};

const outcomesOf = ({ json }: { json: Json }) =>
  Object.fromEntries((json.matches as Json[]).map((match) => [match.policyId, match.outcome]));

describe('POST /v1/matches', () => {
  it('matches a profile', async () => {
    const answer = await service.match({ source: 'data-bureau', profile: PROFILE });
    expect(answer.status).toBe(200);
    expect(outcomesOf(answer)).toEqual({
      'open-counter': 'eligible',
      'small-firm-subsidy': 'eligible',
      'town-fund': 'conditional',
    });
    expect(answer.json).toMatchObject({
      asOf: '2024-09-01',
      counts: { eligible: 2, conditional: 1, undetermined: 0, ineligible: 0 },
      matches: [
        { automatic: false },
        { automatic: true },
        { remaining: [{ kind: 'residual', text: '【a good plan】' }] },
      ],
    });
  });

  it('says what is missing', async () => {
    const { json } = await service.match({ profile: { registeredRegion: '10' }, include: ['undetermined'] });
    const missing = (fact: string, ...decides: readonly string[]) => ({
      fact,
      label: `【${fact}】`,
      decides,
      authorities: ['【statistics】'],
    });
    // The region given is the town's county: whether it is the town, nobody knows.
    expect(json.missing).toEqual([
      missing('employees', 'open-counter', 'small-firm-subsidy'),
      missing('annualRevenue', 'town-fund'),
      missing('dishonest', 'small-firm-subsidy'),
      missing('established', 'small-firm-subsidy'),
      missing('registeredRegion', 'town-fund'),
      missing('titles', 'town-fund'),
    ]);
  });

  it('asks for evidence where the enterprise vouches for itself', async () => {
    const { json } = await service.match({ profile: PROFILE, include: ['conditional'] });
    const kinds = (json.matches as Json[]).flatMap(({ remaining }) =>
      (remaining as Json[]).map(({ kind }) => kind),
    );
    expect(new Set(kinds)).toEqual(new Set(['evidence', 'residual']));
  });

  it('takes the as-of date given', async () => {
    const answer = await service.match({ asOf: '2025-01-01', profile: PROFILE });
    expect(Object.keys(outcomesOf(answer))).not.toContain('town-fund');
  });

  it('shows the ineligible on request only', async () => {
    const profile = { ...PROFILE, employees: 300 };
    expect(outcomesOf(await service.match({ profile }))).not.toHaveProperty('small-firm-subsidy');
    const all = await service.match({ profile, include: ['ineligible'] });
    expect(outcomesOf(all)).toEqual({ 'small-firm-subsidy': 'ineligible' });
  });

  for (const [explain, reasons, tree] of [
    ['none', false, false],
    ['reasons', true, false],
    ['full', true, true],
  ] as const)
    it(`explains as far as asked: ${explain}`, async () => {
      const { json } = await service.match({ explain, profile: PROFILE });
      for (const match of json.matches as Json[]) {
        expect((match.reasons as Json[]).length > 0).toBe(reasons);
        expect('explanation' in match).toBe(tree);
      }
    });

  it('normalises the subject', async () => {
    const code = completeCreditCode('91340000MA2XXXXXX');
    const { json } = await service.match({ subject: ` ${code.toLowerCase()}`, profile: {} });
    expect(json.subject).toBe(code);
  });

  it('may not be kept by caches', async () => {
    const { headers } = await service.match({ profile: PROFILE });
    expect(headers.get('Cache-Control')).toBe('no-store');
  });

  it('takes a byte-order mark and a charset', async () => {
    const marked = await service.match(`\uFEFF${JSON.stringify({ profile: PROFILE })}`);
    expect(marked.status).toBe(200);
    const named = await service.match(
      { profile: PROFILE },
      { 'Content-Type': 'application/json; charset=UTF-8' },
    );
    expect(named.status).toBe(200);
  });

  it('answers equal requests with equal bytes, in whatever order their keys stand', async () => {
    const request = {
      asOf: '2024-09-01',
      source: 'data-bureau',
      record: false,
      explain: 'full',
      include: ['eligible', 'conditional', 'undetermined', 'ineligible'],
      profile: PROFILE,
    };
    const { text } = await service.match(request);
    const shuffled = <T extends object>(object: T) =>
      fc
        .shuffledSubarray(Object.entries(object), { minLength: Object.keys(object).length })
        .map((entries) => Object.fromEntries(entries));
    await fc.assert(
      fc.asyncProperty(shuffled(request), shuffled(PROFILE), async (keys, profile) => {
        expect((await service.match({ ...keys, profile })).text).toBe(text);
      }),
      { numRuns: 50 },
    );
  });
});
