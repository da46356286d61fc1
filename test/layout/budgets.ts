import type { SourceFile, SourceFunction } from './source-file.ts';

/** The budgets of the architecture page, in lines. They may be tightened, not widened. */
const FILE = 300;
const MEDIAN_FILE = 80;
const FUNCTION = 60;
const SHORT_FUNCTION = 20;

export function longFiles(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter((file) => file.lines > FILE)
    .map((file) => `${file.path}: ${file.lines} lines, at most ${FILE}`);
}

export function longMedian(files: readonly SourceFile[]): readonly string[] {
  const sizes = files.map((file) => file.lines).toSorted((a, b) => a - b);
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
  return median > MEDIAN_FILE ? [`the median file has ${median} lines, at most ${MEDIAN_FILE}`] : [];
}

export function longFunctions(files: readonly SourceFile[]): readonly string[] {
  return functionsOf(files)
    .filter(([, each]) => each.lines > FUNCTION)
    .map(([file, each]) => `${place(file, each)} ${each.lines} lines, at most ${FUNCTION}`);
}

/** Callbacks don't count: hundreds of one-liners would buy room for long functions. */
export function tooFewShortFunctions(files: readonly SourceFile[]): readonly string[] {
  const named = functionsOf(files).filter(([, each]) => each.name !== null);
  const long = named.filter(([, each]) => each.lines > SHORT_FUNCTION);
  if (long.length * 10 <= named.length) return [];
  return [
    `${long.length} of ${named.length} functions have more than ${SHORT_FUNCTION} lines, at most one in ten`,
    ...long.map(([file, each]) => `${place(file, each)} ${each.lines} lines`),
  ];
}

function functionsOf(files: readonly SourceFile[]): readonly (readonly [SourceFile, SourceFunction])[] {
  return files.flatMap((file) => file.functions.map((each) => [file, each] as const));
}

function place(file: SourceFile, { name, line }: SourceFunction): string {
  return `${file.path}:${line}: ${name ?? 'a callback'}`;
}
