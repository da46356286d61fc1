import { Readable } from 'node:stream';
import type { StartService } from '../../src/cli/commands/serve.ts';
import { runCommandLine, type Terminal } from '../../src/cli/program.ts';
import { newPrivateKey } from '../../src/ledger/note-key.ts';
import type { LedgerStore } from '../../src/ledger/store.ts';
import { createMemoryStore } from '../ledger/memory-store.ts';

/** What one command line did. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly store?: LedgerStore;
  readonly startService?: StartService;
  readonly color?: boolean;
  /** Standard input. */
  readonly input?: string;
  /** What the person at the terminal answers, line by line; absent where there is none. */
  readonly answers?: readonly string[];
}

/** The key of the log: no command of a test makes one in a folder. */
export const SIGNING_KEY = newPrivateKey();
process.env.LEDGER_KEY = SIGNING_KEY;

const listen: StartService = async (_loaded, _ledger, host, port) => ({
  address: `http://${host}:${port}`,
  closed: new Promise(() => undefined),
});

/** Runs a command line in this process, on a terminal that only remembers. */
export async function mianshen(
  args: readonly string[],
  {
    store = createMemoryStore().store,
    startService = listen,
    color = false,
    answers,
    input = '',
  }: Surroundings = {},
): Promise<Ran> {
  let [out, err] = ['', ''];
  const terminal: Terminal = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    color,
    version: '0.0.0-test',
    ...(answers === undefined ? {} : { ask: asking(answers, (text) => terminal.out(text)) }),
  };
  const openStore = async () => ({ store, notices: [] });
  const pipes = {
    input: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    write: async (bytes: Uint8Array) => terminal.out(new TextDecoder().decode(bytes)),
  };
  const code = await runCommandLine(args, terminal, { openStore, startService, pipes });
  return { code, out, err };
}

/** Every question and its answer appear on the terminal. After the last answer the input ends. */
function asking(answers: readonly string[], out: (text: string) => void) {
  const left = [...answers];
  return async (question: string): Promise<string | null> => {
    const answer = left.shift() ?? null;
    out(`${question}${answer ?? ''}\n`);
    return answer;
  };
}
