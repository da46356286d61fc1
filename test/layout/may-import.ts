import { posix } from 'node:path';
import type { Import, SourceFile } from './source-file.ts';

interface Row {
  /** Parts of `src` that it may import. */
  readonly code: readonly string[];
  /** Parts of `src` of which it may import types and nothing else. */
  readonly types?: readonly string[];
  /** Packages by name; `node:*` stands for all of Node's own modules. */
  readonly packages: readonly string[];
}

/** Who may import whom: the table of the architecture page. A part of `src` without a row may not exist. */
const MAY_IMPORT: Readonly<Record<string, Row>> = {
  engine: { code: [], packages: ['date-fns', '@date-fns/utc', 'decimal.js'] },
  rules: {
    code: ['engine'],
    packages: ['zod', 'canonicalize', 'jsonc-parser', 'fastest-levenshtein', 'node:crypto'],
  },
  reference: { code: ['engine'], packages: ['json-rules-engine'] },
  batch: { code: ['engine'], packages: [] },
  ledger: { code: ['engine'], packages: ['node:crypto'] },
  documents: { code: [], packages: ['opencc-js', 'pinyin-pro', 'node:crypto'] },
  app: { code: ['engine', 'rules', 'reference', 'batch', 'ledger', 'documents'], packages: [] },
  io: { code: ['app', 'ledger'], types: ['engine', 'rules'], packages: ['node:*'] },
  api: { code: ['app', 'rules'], types: ['engine'], packages: ['hono', '@hono/zod-openapi'] },
  cli: {
    code: ['app', 'io', 'rules'],
    types: ['engine'],
    packages: ['commander', 'picocolors', 'cli-table3', 'string-width', 'node:*'],
  },
  console: { code: [], types: ['api'], packages: ['hono'] },
  'index.ts': { code: ['app', 'engine', 'io', 'rules'], packages: [] },
  'main.ts': {
    code: ['engine', 'rules', 'app', 'io', 'api', 'cli'],
    packages: ['@hono/node-server', 'pino', 'node:*'],
  },
};

/** The path that a relative specifier leads to; undefined for a package. */
export function targetOf(file: SourceFile, { specifier }: Import): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : undefined;
}

/** One line for each import of `src` that the table doesn't allow. */
export function forbiddenImports(files: readonly SourceFile[]): readonly string[] {
  const inSrc = files.filter((file) => file.tree === 'src');
  const strangers = inSrc.filter((file) => !Object.hasOwn(MAY_IMPORT, file.part));
  return [
    ...strangers.map((file) => `${file.path}: src/${file.part} has no row in the table`),
    ...inSrc.flatMap((file) => {
      const row = MAY_IMPORT[file.part];
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
  return (
    part === file.part || row.code.includes(part) || (each.typeOnly && row.types?.includes(part) === true)
  );
}

function packageAllowed(row: Row, name: string): boolean {
  return row.packages.includes(name) || (name.startsWith('node:') && row.packages.includes('node:*'));
}

/** `opencc-js/t2cn` → `opencc-js`, `node:fs/promises` → `node:fs`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
