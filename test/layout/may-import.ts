import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { Import, SourceFile } from './source-file.ts';

interface Row {
  /** Parts of `src` that it may import; undefined stands for all. */
  readonly code: readonly string[] | undefined;
  readonly packages: readonly string[];
}

/** The packages of each part, by name; `node:*` stands for all of Node's own modules. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  engine: ['date-fns', '@date-fns/utc', 'decimal.js'],
  rules: ['zod', 'canonicalize', 'jsonc-parser', 'fastest-levenshtein', 'node:crypto'],
  analysis: [],
  reference: ['json-rules-engine'],
  batch: ['node:worker_threads'],
  documents: ['opencc-js', 'pinyin-pro', 'node:crypto'],
  ledger: ['canonicalize', 'zod', 'node:crypto'],
  app: [],
  io: ['node:*', 'kysely', 'pg', '@electric-sql/pglite', '@duckdb/node-api'],
  api: ['hono', '@hono/zod-openapi'],
  cli: ['commander', 'cli-table3', 'cli-progress', 'string-width', 'node:*'],
  'main.ts': ['node:*'],
  'service.ts': ['@hono/node-server', 'pino', 'node:*'],
  'index.ts': [],
};

/** Who may import whom, by part of `src`. A part without a row may not exist. */
const MAY_IMPORT: ReadonlyMap<string, Row> = new Map(
  partsOnPage(readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8')).map(([part, code]) => [
    part,
    { code, packages: PACKAGES[part] ?? [] },
  ]),
);

/** The first and last columns of the page's table: "`src/api` | … | app, rules, engine". */
function partsOnPage(page: string): readonly (readonly [string, readonly string[] | undefined])[] {
  const rows = page.matchAll(/^\| `src\/([^`]+)` \|.*\| ([^|]+) \|$/gm);
  return [...rows].map(([, part = '', cell = '']) => {
    if (cell === 'everything') return [part, undefined];
    return [part, cell === '–' ? [] : cell.split(', ')];
  });
}

/** The path that a relative specifier leads to; undefined for a package. */
export function targetOf(file: SourceFile, { specifier }: Import): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : undefined;
}

/** One line for each import of `src` that the table doesn't allow. */
export function forbiddenImports(files: readonly SourceFile[]): readonly string[] {
  const inSrc = files.filter((file) => file.tree === 'src');
  const strangers = inSrc.filter((file) => !MAY_IMPORT.has(file.part));
  return [
    ...strangers.map((file) => `${file.path}: src/${file.part} has no row in the table`),
    ...inSrc.flatMap((file) => {
      const row = MAY_IMPORT.get(file.part);
      if (row === undefined) return [];
      return file.imports
        .filter((each) => !allowed(row, file, each))
        .map((each) => `${file.path}:${each.line}: ${file.part} may not import ${each.specifier}`);
    }),
  ];
}

function allowed(row: Row, file: SourceFile, each: Import): boolean {
  const target = targetOf(file, each);
  if (target === undefined) return packageAllowed(row, packageOf(each.specifier));
  const [tree, part = ''] = target.split('/');
  if (tree !== 'src') return false;
  return part === file.part || row.code === undefined || row.code.includes(part);
}

function packageAllowed(row: Row, name: string): boolean {
  return row.packages.includes(name) || (name.startsWith('node:') && row.packages.includes('node:*'));
}

/** `opencc-js/t2cn` → `opencc-js`, `node:fs/promises` → `node:fs`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
