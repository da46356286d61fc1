import { describe, expect, it } from 'vitest';
import { type Json, startService } from './service.ts';

const { ask } = await startService();
const ENGLISH = { headers: { 'Accept-Language': 'en' } };

describe('GET /v1/facts', () => {
  it('lists the catalogue by id', async () => {
    const { json } = await ask('/v1/facts', ENGLISH);
    const facts = json.facts as Json[];
    expect(facts.map(({ id }) => id)).toEqual([
      'age',
      'annualRevenue',
      'dishonest',
      'employees',
      'established',
      'registeredRegion',
      'titles',
    ]);
    expect(facts).toMatchObject([
      { type: 'integer', unit: '年', derivation: { kind: 'age', from: ['established'] }, authorities: [] },
      { type: 'money', minimum: '0.00' },
      { type: 'boolean', unit: null },
      {
        type: 'integer',
        minimum: 0,
        maxAgeDays: 400,
        authorities: [{ id: 'statistics', label: 'statistics' }],
      },
      { type: 'date', mutable: false },
      { type: 'code', hierarchy: 'division' },
      {
        type: 'set',
        of: 'enum',
        values: [
          { value: 'pioneer', label: 'pioneer' },
          { value: 'champion', label: 'champion' },
        ],
      },
    ]);
  });
});

describe('GET /v1/documents', () => {
  it('lists documents and what comes of them', async () => {
    const { json } = await ask('/v1/documents');
    expect(json.documents).toMatchObject([
      {
        id: 'plan-2024',
        clauseCounts: { policy: 1, duty: 1, context: 1 },
        policies: ['open-counter', 'small-firm-subsidy', 'town-fund'],
      },
    ]);
  });

  it('shows the clauses of one', async () => {
    const { json } = await ask('/v1/documents/plan-2024');
    expect(json.clauses).toMatchObject([
      { path: '1', disposition: 'context', deadline: null, policies: [] },
      { path: '1.1', disposition: 'policy', deadline: { text: '年底前', date: '2024-12-31' } },
      { path: '1.2', disposition: 'duty', deadline: { text: '持续推进', date: null } },
    ]);
  });

  it('is in Chinese whatever is asked for', async () => {
    for (const path of ['/v1/documents', '/v1/documents/plan-2024'])
      expect((await ask(path, ENGLISH)).headers.get('Content-Language')).toBe('zh-CN');
  });

  it('says which document may have been meant', async () => {
    const { status, json } = await ask('/v1/documents/plan-2025', ENGLISH);
    expect(status).toBe(404);
    expect(json.detail).toBe("there is no document 'plan-2025'; did you mean 'plan-2024'?");
  });
});
