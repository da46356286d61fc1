#!/usr/bin/env node
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { pino } from 'pino';
import { createApp } from './api/app.ts';
import { STREAM_PATH } from './api/match-stream.ts';
import { say } from './cli/command-line.ts';
import type { StartService } from './cli/commands/serve.ts';
import type { Pipes } from './cli/commands/stream.ts';
import { EXIT } from './cli/output.ts';
import { languageOf, runCommandLine } from './cli/program.ts';
import type { OpenStore } from './cli/record.ts';
import { ENGINE_VERSION } from './engine/version.ts';
import { todayInShanghai } from './io/clock.ts';
import { readDocsFile } from './io/docs-files.ts';
import { fileFault } from './io/file-faults.ts';
import { limitArrival } from './io/limit-arrival.ts';
import { createPrompt } from './io/prompt.ts';
import { openRecordedStore } from './io/recorded-store.ts';
import { openStore as openStoreToWrite } from './io/store/open-store.ts';
import { createSubmissionChecker } from './io/submission-checker.ts';

/** Milliseconds. A request that the service gave up after 10 s is told so before its connection ends. */
const ARRIVAL = { whole: 11_000, silence: 120_000 };

const startService: StartService = async ({ ruleSet, documents }, ledger, host, port) => {
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

const openStore: OpenStore = ({ make }) => (make ? openStoreToWrite() : openRecordedStore());

const args = process.argv.slice(2);

process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  // The reader of a pipe has seen enough, `mianshen match … | head`: not a defect.
  if (cause.code === 'EPIPE') process.exit();
  const { zh, en } = fileFault(cause) ?? { zh: cause.message, en: cause.message };
  const output = { language: languageOf(args) };
  process.stderr.write(
    say(output, `写标准输出时中断：${zh}\n`, `writing to standard output broke off: ${en}\n`),
  );
  process.exit(EXIT.broken);
});

const prompt = createPrompt();
const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;

const terminal = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
  color: process.stdout.isTTY && process.stderr.isTTY && (process.env.NO_COLOR ?? '') === '',
  version: ENGINE_VERSION,
  ...(isTerminal ? { ask: prompt.ask } : {}),
};

const pipes: Pipes = {
  input: process.stdin,
  write: async (bytes) => {
    if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
  },
};

const world = { openStore, startService, pipes };
process.exitCode = await runCommandLine(args, terminal, world);
prompt.close();
