#!/usr/bin/env node
import { once } from 'node:events';
import { say } from './cli/command-line.ts';
import type { StartService } from './cli/commands/serve.ts';
import type { Pipes } from './cli/commands/stream.ts';
import { EXIT } from './cli/output.ts';
import { languageOf, runCommandLine } from './cli/program.ts';
import type { OpenStore } from './cli/record.ts';
import { ENGINE_VERSION } from './engine/version.ts';
import { fileFault } from './io/file-faults.ts';
import { createPrompt } from './io/prompt.ts';
import { openRecordedStore } from './io/recorded-store.ts';
import { openStore as openStoreToWrite } from './io/store/open-store.ts';

/** Imported only where it is started: commands begin sooner without it. */
const startService: StartService = async (...given) => {
  const { startService: start } = await import('./service.ts');
  return start(...given);
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
