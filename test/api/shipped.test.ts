import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiDependencies } from '../../src/api/dependencies.ts';
import { type Json, type Service, startShippedService } from './service.ts';

describe('on the rule set and documents that are shipped', () => {
  let service: Service & { readonly deps: Pick<ApiDependencies, 'ruleSet' | 'documents'> };
  beforeAll(async () => {
    service = await startShippedService();
  });

  for (const language of ['zh', 'en'])
    it(`shows every policy in ${language}`, async () => {
      const headers = { 'Accept-Language': language };
      const { json } = await service.ask('/v1/policies', { headers });
      const policies = json.policies as Json[];
      expect(policies.length).toBeGreaterThan(0);
      for (const { id } of policies) {
        const policy = await service.ask(`/v1/policies/${String(id)}`, { headers });
        expect(policy.status).toBe(200);
        expect((policy.json.clauses as Json[]).length).toBeGreaterThan(0);
      }
    });

  it('shows every fact and every document', async () => {
    const { json } = await service.ask('/v1/facts');
    expect((json.facts as Json[]).length).toBe(service.deps.ruleSet.facts.size);
    const { json: list } = await service.ask('/v1/documents');
    const documents = list.documents as Json[];
    expect(documents.length).toBe(service.deps.documents.length);
    for (const { id } of documents)
      expect((await service.ask(`/v1/documents/${String(id)}`)).status).toBe(200);
  });

  for (const explain of ['none', 'reasons', 'full'])
    it(`answers a profile that says little, explain ${explain}`, async () => {
      const include = ['eligible', 'conditional', 'undetermined', 'ineligible'];
      const profile = { [service.deps.ruleSet.regionFact]: service.deps.ruleSet.policies[0]?.region };
      const { status, json } = await service.match({ explain, include, profile });
      expect(status).toBe(200);
      const counts = Object.values(json.counts as Record<string, number>);
      expect((json.matches as Json[]).length).toBe(counts.reduce((a, b) => a + b, 0));
    });

  it('gives an example that is answered', async () => {
    const body = service.openApi.paths['/v1/matches']?.post?.requestBody;
    expect((await service.match(body?.content['application/json']?.example)).status).toBe(200);
  });
});
