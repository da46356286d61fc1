import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync, Visitor, type VisitorObject } from 'oxc-parser';

export interface Import {
  readonly specifier: string;
  readonly line: number;
}

export interface SourceFunction {
  /** Null for a callback, which has no name of its own. */
  readonly name: string | null;
  readonly line: number;
  readonly lines: number;
}

export interface Spot {
  readonly kind: 'any' | 'non-null' | 'default-export' | 'ambient' | 'locale';
  readonly line: number;
  readonly what: string;
}

/** What the rules want to know of one file. */
export interface SourceFile {
  readonly path: string;
  /** `src`, `test` or `scripts`. */
  readonly tree: string;
  /** The folder or file below `src`, such as `engine` or `main.ts`; empty elsewhere. */
  readonly part: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly functions: readonly SourceFunction[];
  readonly spots: readonly Spot[];
}

/** Parses every `.ts` and `.tsx` file below the trees named. */
export function readTrees(root: URL, trees: readonly string[]): readonly SourceFile[] {
  return trees.flatMap((tree) =>
    readdirSync(new URL(`${tree}/`, root), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(tree, name.replaceAll('\\', '/')))
      .filter((path) => /\.m?tsx?$/.test(path))
      .toSorted()
      .map((path) => parseSource(path, readFileSync(new URL(path, root), 'utf8'))),
  );
}

/** Throws for text that isn't TypeScript. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors.map((error) => error.message).join('; ')}`);
  const source = new Source(text);
  const imports: Import[] = [];
  const functions: SourceFunction[] = [];
  const spots: Spot[] = [];
  new Visitor({
    ...importVisitor(source, imports),
    ...functionVisitor(source, functions),
    ...spotVisitor(source, spots),
  }).visit(program);
  const [tree = '', part = ''] = path.split('/');
  const lines = text.replace(/\n$/, '').split('\n').length;
  return { path, tree, part: tree === 'src' ? part : '', lines, imports, functions, spots };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

class Source {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  lineOf({ start }: Span): number {
    return this.#text.slice(0, start).split('\n').length;
  }

  linesOf({ start, end }: Span): number {
    return this.#text.slice(start, end).split('\n').length;
  }

  textOf({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }

  isMember({ start }: Span): boolean {
    return this.#text[start - 1] === '.';
  }
}

function importVisitor(source: Source, imports: Import[]): VisitorObject {
  const add = (node: Span, specifier: string) => imports.push({ specifier, line: source.lineOf(node) });
  return {
    ImportDeclaration: (node) => add(node, node.source.value),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) add(node, node.source.value);
    },
    ExportAllDeclaration: (node) => add(node, node.source.value),
    ImportExpression: (node) => add(node, source.textOf(node.source).slice(1, -1)),
    TSImportType: (node) => add(node, node.source.value),
  };
}

function functionVisitor(source: Source, functions: SourceFunction[]): VisitorObject {
  const names = new Map<number, string>();
  const named = (name: Span | null, value: Span | null) => {
    if (name !== null && value !== null) names.set(value.start, source.textOf(name));
  };
  const add = (node: Span) =>
    functions.push({
      name: names.get(node.start) ?? null,
      line: source.lineOf(node),
      lines: source.linesOf(node),
    });
  return {
    VariableDeclarator: (node) => named(node.id, node.init),
    MethodDefinition: (node) => named(node.key, node.value),
    PropertyDefinition: (node) => named(node.key, node.value),
    Property: (node) => named(node.key, node.value),
    FunctionDeclaration: (node) => {
      named(node.id, node);
      add(node);
    },
    FunctionExpression: add,
    ArrowFunctionExpression: add,
  };
}

/** What reaches for the world outside its arguments: the clock, the environment, chance. */
const AMBIENT_NAMES = new Set(['process', 'globalThis', 'fetch', 'setTimeout', 'setInterval', 'navigator']);
const AMBIENT_MEMBERS = /^(Date\.now|performance\.now|Math\.random|crypto\.(randomUUID|getRandomValues))$/;
const LOCALE_METHODS = /^(toLocale\w*|localeCompare|getTimezoneOffset)$/;
/** Functions of date-fns that ask what day it is. */
const AMBIENT_IMPORTS = /(Today|Tomorrow|Yesterday|ToNow(Strict)?)$|^is(Past|Future|This\w+)$/;

function spotVisitor(source: Source, spots: Spot[]): VisitorObject {
  const add = (kind: Spot['kind']) => (node: Span) => {
    spots.push({ kind, line: source.lineOf(node), what: source.textOf(node) });
  };
  const [ambient, locale] = [add('ambient'), add('locale')];
  return {
    TSAnyKeyword: add('any'),
    TSNonNullExpression: add('non-null'),
    ExportDefaultDeclaration: add('default-export'),
    TSExportAssignment: add('default-export'),
    ExportSpecifier: (node) => {
      if (source.textOf(node.exported) === 'default') add('default-export')(node);
    },
    ImportSpecifier: (node) => {
      if (AMBIENT_IMPORTS.test(source.textOf(node.imported))) ambient(node);
    },
    Identifier: (node) => {
      if (source.isMember(node)) return;
      if (AMBIENT_NAMES.has(node.name)) ambient(node);
      if (node.name === 'Intl') locale(node);
    },
    MemberExpression: (node) => {
      if (AMBIENT_MEMBERS.test(source.textOf(node).replaceAll(/\s/g, ''))) ambient(node);
      if (LOCALE_METHODS.test(source.textOf(node.property))) locale(node);
    },
    MetaProperty: (node) => {
      if (node.meta.name === 'import') ambient(node);
    },
    NewExpression: (node) => {
      if (node.arguments.length === 0 && /Date$/.test(source.textOf(node.callee))) ambient(node);
    },
    CallExpression: (node) => {
      if (source.textOf(node.callee) === 'Date') ambient(node);
    },
  };
}
