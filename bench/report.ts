import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { type Spread, spreadOf, type Timing } from './measure.ts';

const RESULTS = new URL('results/', import.meta.url);

/** What a bench says, line by line: on the terminal as it comes, and in a file at its end. */
export interface Report {
  line(text?: string): void;
  /** What contenders took for a unit of work. */
  timings(timings: readonly Timing[], unit: string): void;
  /** A ratio that has an aim: at least, or at most, so many times. A quick run doesn't say whether it is met. */
  aim(
    what: string,
    found: Spread | number,
    aim: { readonly atLeast?: number; readonly atMost?: number; readonly unit?: string },
  ): void;
  plot(name: string, svg: string): void;
  /** Writes the results; a quick run leaves them as they are. */
  close(): void;
}

export function openReport(
  name: string,
  { quick, notes }: { readonly quick: boolean; readonly notes: readonly string[] },
): Report {
  const lines: string[] = [];
  const plots: (readonly [string, string])[] = [];
  const report: Report = {
    line(text = '') {
      lines.push(text);
      console.log(text);
    },
    timings(timings, unit) {
      const width = Math.max(...timings.map((each) => each.name.length));
      for (const { name: contender, rounds } of timings) {
        const { median, least, most } = spreadOf(rounds);
        report.line(
          `  ${contender.padEnd(width)}  ${duration(median).padStart(9)} ${unit}  (${duration(least)} to ${duration(most)}, ${rounds.length} rounds)`,
        );
      }
    },
    aim(what, found, { atLeast, atMost, unit = '×' }) {
      const median = typeof found === 'number' ? found : found.median;
      const met =
        median >= (atLeast ?? Number.NEGATIVE_INFINITY) && median <= (atMost ?? Number.POSITIVE_INFINITY);
      const verdict = met ? 'met    ' : 'NOT MET';
      const wanted = atLeast === undefined ? `≤ ${figure(atMost ?? 0)}` : `≥ ${figure(atLeast)}`;
      const spread = typeof found === 'number' ? '' : ` (${figure(found.least)} to ${figure(found.most)})`;
      report.line(
        `  ${quick ? 'no aim ' : verdict}  ${what}: ${figure(median)} ${unit}${spread}, aim ${wanted} ${unit}`,
      );
    },
    plot: (file, svg) => void plots.push([file, svg]),
    close() {
      if (quick) return;
      mkdirSync(RESULTS, { recursive: true });
      writeFileSync(new URL(`${name}.txt`, RESULTS), `${lines.join('\n')}\n`);
      for (const [file, svg] of plots) writeFileSync(new URL(`${file}.svg`, RESULTS), svg);
    },
  };
  for (const note of [...machine(name, quick), ...notes]) report.line(note);
  report.line();
  return report;
}

function machine(name: string, quick: boolean): readonly string[] {
  const model = cpus()[0]?.model.trim() ?? '?';
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return [
    `${name}: npm run bench -- ${name}${quick ? ' --quick' : ''}`,
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${model}, ${memory} GB`,
  ];
}

/** The version of a package as it is installed. */
export function versionOf(name: string, folder = '../node_modules/'): string {
  const text = readFileSync(new URL(`${folder}${name}/package.json`, import.meta.url), 'utf8');
  return `${name} ${(JSON.parse(text) as { readonly version: string }).version}`;
}

/** Microseconds as people read them. */
export function duration(microseconds: number): string {
  if (microseconds < 1000) return `${figure(microseconds)} µs`;
  return microseconds < 1e6 ? `${figure(microseconds / 1000)} ms` : `${figure(microseconds / 1e6)} s`;
}

/** Three digits that count. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3).replace(/\.?0+$/, '');
}
