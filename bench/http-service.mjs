/*
 * The service as `npm start` serves it, and beside it, on the same server behind the same middleware, an endpoint that only parses and
 * validates the same body. Started by bench/http.ts with the folder of the built package.
 */

import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';

const [, , dist] = process.argv;
const part = (path) => import(join(dist, path));
const { createApp } = await part('api/app.js');
const { readJson } = await part('api/request-body.js');
const { load } = await part('app/load.js');
const { readJsonFiles } = await part('io/rule-files.js');
const { todayInShanghai } = await part('io/clock.js');
const { limitArrival } = await part('io/limit-arrival.js');
const { parseMatchRequest } = await part('rules/match-request.js');

const { loaded } = load(await readJsonFiles('rules'), await readJsonFiles('seeds'));
const { ruleSet, documents } = loaded;
const app = createApp({
  ...{ ruleSet, documents, today: todayInShanghai, now: () => performance.now() },
  // Nothing is recorded here.
  ledger: { store: {} },
  docsFile: () => Promise.reject(new Error('no docs')),
});
app.post('/bare', async (c) => {
  const parsed = parseMatchRequest(ruleSet, await readJson(c), todayInShanghai());
  return c.json({ ok: parsed.ok });
});
const server = createAdaptorServer({
  fetch: app.fetch,
  serverOptions: { headersTimeout: 5000, requestTimeout: 0, connectionsCheckingInterval: 1000 },
});
limitArrival(server, () => false, { whole: 11_000, silence: 120_000 });
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => process.send({ cpu: process.cpuUsage() }));
