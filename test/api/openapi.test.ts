import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../src/app/problem-kinds.ts';
import { checker } from './open-api.ts';
import { startService } from './service.ts';

const { openApi, routes, match, ask } = await startService();

/** For people and not for programs. */
const UNDOCUMENTED = ['/', '/docs', '/docs/setup.js', '/docs/:file'];

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const operations = Object.entries(openApi.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

/** Every value under a key of that name, anywhere in the document. */
function valuesOf(key: string, node: unknown = openApi): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => [
    ...(name === key ? [value] : []),
    ...valuesOf(key, value),
  ]);
}

describe('the OpenAPI document', () => {
  it('is of version 3.1 and has a title and a version', () => {
    expect(openApi.openapi).toBe('3.1.0');
    expect(openApi.info.title).not.toBe('');
    expect(openApi.info.version).not.toBe('');
  });

  it('documents every route, and no other', () => {
    const documented = operations.map(({ method, path }) => `${method} ${path}`);
    const there = routes
      .filter(({ path }) => !UNDOCUMENTED.includes(path))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/\/:(\w+)/g, '/{$1}')}`);
    expect(documented.toSorted()).toEqual([...new Set(there)].toSorted());
    for (const path of UNDOCUMENTED) expect(routes.map((route) => route.path)).toContain(path);
  });

  it('has well-formed operations', () => {
    for (const { path, method, operation } of operations) {
      expect(METHODS).toContain(method);
      expect(path).toMatch(/^\//);
      expect(Object.keys(operation.responses)).toContain('200');
      expect(Object.keys(operation.responses)).toContain('500');
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[1-5]\d\d$/);
        expect(response).toMatchObject({ description: expect.stringMatching(/./) });
      }
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name)).toEqual(named);
    }
  });

  it('gives every operation an id of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers only to what is there', () => {
    const targets = valuesOf('$ref').map((ref) => String(ref).replace('#/components/schemas/', ''));
    expect(targets.length).toBeGreaterThan(20);
    for (const target of targets) expect(Object.keys(openApi.components.schemas)).toContain(target);
  });

  it('has only valid schemas', () => {
    for (const name of Object.keys(openApi.components.schemas))
      expect(() => checker(openApi, `#/components/schemas/${name}`)).not.toThrow();
  });

  it('demands a body, and gives an example that is answered', async () => {
    const body = openApi.paths['/v1/matches']?.post?.requestBody;
    expect(body).toMatchObject({ required: true });
    const example = body?.content['application/json']?.example;
    expect(checker(openApi, '#/components/schemas/MatchRequest')(example)).toBe(true);
    expect((await match(example)).status).toBe(200);
  });

  it('names every kind of problem, and each has its page', async () => {
    const text = JSON.stringify(openApi.paths);
    for (const kind of Object.keys(PROBLEMS)) {
      if (kind !== 'method-not-allowed') expect(text).toContain(`/problems/${kind}`);
      expect((await ask(`/problems/${kind}`)).status).toBe(200);
    }
  });

  it('is the same at every start', async () => {
    expect(JSON.stringify((await startService()).openApi)).toBe(JSON.stringify(openApi));
  });
});
