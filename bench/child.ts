import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** How a run of `mianshen` went. */
export interface ChildRun {
  readonly seconds: number;
  /** The most memory that it had resident, in MB; null where the system doesn't say. */
  readonly peakMb: number | null;
  readonly output: string;
}

/** Builds what `mianshen` runs from. */
export function buildProgram(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
}

/** Runs the built program in a process of its own; throws where it fails. */
export async function runMianshen(args: readonly string[]): Promise<ChildRun> {
  const start = performance.now();
  const child = spawn(process.execPath, ['dist/main.js', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const watch = watchMemory(child);
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - start) / 1000;
  const peakMb = watch.stop();
  if (code !== 0) throw new Error(`mianshen ${args.join(' ')} ended with ${code}:\n${output}`);
  return { seconds, peakMb, output };
}

/** Runs a bench that is a program by itself; what it prints is its result. That of a quick run is not kept. */
export async function runScript(name: string, file: string, quick: boolean): Promise<void> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  if (!existsSync(path)) {
    console.error(`bench/${file} IS NOT THERE: ${name} is left out`);
    return;
  }
  // Seconds a turn, and turns.
  const args = ['--import', 'tsx', path, ...(quick ? ['0.3', '1'] : [])];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    output += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the bench '${name}' ended with ${code}`);
  if (!quick) writeFileSync(new URL(`results/${name}.txt`, import.meta.url), output);
}

/** Linux keeps the most that a process had resident; it is read until the process is gone. */
function watchMemory({ pid }: ChildProcess): { stop(): number | null } {
  const file = `/proc/${pid}/status`;
  let peak: number | null = null;
  const look = () => {
    if (!existsSync(file)) return;
    try {
      const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1];
      if (kilobytes !== undefined) peak = Math.round(Number(kilobytes) / 1000);
    } catch {
      // It ended between the two.
    }
  };
  const timer = setInterval(look, 50);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}
