import type { StartService } from '../../src/cli/commands/serve.ts';
import { runCommandLine, type Terminal } from '../../src/cli/program.ts';

/** What one command line did. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Surroundings {
  readonly startService?: StartService;
  readonly color?: boolean;
  /** What the person at the terminal answers, line by line; absent where there is none. */
  readonly answers?: readonly string[];
}

/** Runs a command line in this process, on a terminal that only remembers. */
export async function mianshen(
  args: readonly string[],
  { startService = async () => 'http://127.0.0.1:8787', color = false, answers }: Surroundings = {},
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
  const code = await runCommandLine(args, terminal, startService);
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
