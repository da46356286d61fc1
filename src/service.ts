import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { pino } from 'pino';
import { createApp } from './api/app.ts';
import { STREAM_PATH } from './api/match-stream.ts';
import type { StartService } from './cli/commands/serve.ts';
import { todayInShanghai } from './io/clock.ts';
import { readDocsFile } from './io/docs-files.ts';
import { limitArrival } from './io/limit-arrival.ts';
import { createSubmissionChecker } from './io/submission-checker.ts';

/** Milliseconds. A request that the service gave up after 10 s is told so before its connection ends. */
const ARRIVAL = { whole: 11_000, silence: 120_000 };

/** Starts the HTTP service for a rule set; a signal ends it. */
export const startService: StartService = async ({ ruleSet, documents }, ledger, host, port) => {
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'info' });
  const app = createApp({
    ruleSet,
    documents,
    ledger,
    today: todayInShanghai,
    now: () => performance.now(),
    docsFile: readDocsFile,
    checkRules: createSubmissionChecker(),
    log: (entry) => logger.info(entry),
  });
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { headersTimeout: 5000, requestTimeout: 0, connectionsCheckingInterval: 1000 },
  });
  limitArrival(server as Server, (url) => url.startsWith(STREAM_PATH), ARRIVAL);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    address: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    closed: once(server, 'close'),
  };
};
