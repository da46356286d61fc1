import { expect, it } from 'vitest';
import { startService } from './service.ts';

const { ask } = await startService();

it('/ leads to the documentation', async () => {
  const { status, headers } = await ask('/');
  expect([status, headers.get('Location')]).toEqual([302, '/docs']);
});

it('the page loads from our own host alone, and has no script of its own', async () => {
  const { text, type } = await ask('/docs');
  expect(type).toMatch(/^text\/html/);
  const loaded = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url);
  expect(loaded).toEqual([
    '/docs/favicon-32x32.png',
    '/docs/swagger-ui.css',
    '/docs/swagger-ui-bundle.js',
    '/docs/setup.js',
  ]);
  expect(text).not.toMatch(/https?:|\/\/\w|<script>|<style|\son\w+=/);
});

for (const [file, type] of [
  ['favicon-32x32.png', 'image/png'],
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['setup.js', 'text/javascript; charset=utf-8'],
] as const)
  it(`serves ${file}`, async () => {
    const answer = await ask(`/docs/${file}`);
    expect([answer.status, answer.type]).toEqual([200, type]);
    expect(answer.text.length).toBeGreaterThan(100);
  });

it('the set-up asks nobody else: no validator, and our own document', async () => {
  const { text } = await ask('/docs/setup.js');
  expect(text).toContain("url: '/openapi.json'");
  expect(text).toContain('validatorUrl: null');
  expect(text).not.toMatch(/https?:|eval|Function/);
});
