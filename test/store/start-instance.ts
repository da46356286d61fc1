import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { StoreEnvironment } from '../../src/io/store/open-store.ts';

const SCRIPT = fileURLToPath(new URL('instance.ts', import.meta.url));

/** A process of its own with an open store. */
export interface Instance {
  readonly child: ChildProcess;
  /** What it has said so far, line by line. */
  readonly lines: readonly string[];
  /** Resolves when it has said that line, or has ended. */
  says(line: string): Promise<void>;
  kill(): Promise<void>;
}

/** Starts one as the service is started, without code from strings. It is killed with the test. */
export function startInstance(environment: StoreEnvironment, appends = 0): Instance {
  const flags = ['--disallow-code-generation-from-strings', '--import', 'tsx'];
  const child = spawn(process.execPath, [...flags, SCRIPT, `${appends}`], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const closed = once(reader, 'close');
  const says = async (line: string) => {
    while (!lines.includes(line)) {
      const more = once(reader, 'line').then(() => true);
      if (!(await Promise.race([more, closed.then(() => false)]))) return;
    }
  };
  return { child, lines, says, kill };
}
