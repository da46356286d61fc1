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
}

/** Runs a command line in this process, on a terminal that only remembers. */
export async function mianshen(
  args: readonly string[],
  { startService = async () => 'http://127.0.0.1:8787', color = false }: Surroundings = {},
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
  };
  const code = await runCommandLine(args, terminal, startService);
  return { code, out, err };
}
