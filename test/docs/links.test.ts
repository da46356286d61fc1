import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf, scriptsNamedIn } from './markdown.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Empty for a folder that isn't there. */
const namesIn = (folder: string, options = {}) =>
  existsSync(new URL(`${folder}/`, root))
    ? readdirSync(new URL(`${folder}/`, root), { ...options, encoding: 'utf8' })
    : [];

const manifest = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

const pages = [...namesIn('.'), ...namesIn('docs', { recursive: true }).map((name) => `docs/${name}`)].filter(
  (path) => path.endsWith('.md'),
);

/** A tree of files, so that planted pages can be judged like the real ones. */
interface Tree {
  readonly exists: (path: string) => boolean;
  readonly read: (path: string) => string;
}

const here: Tree = { exists: (path) => existsSync(new URL(path, root)), read };

/** What a reader of the page can't follow: links to nowhere, scripts that don't exist. */
function deadEnds(tree: Tree, page: string, scripts: readonly string[]): readonly string[] {
  const text = tree.read(page);
  const links = linksOf(text).filter(({ target }) => !/^[a-z][a-z+.-]*:/.test(target));
  return [
    ...links
      .filter(({ target }) => !resolves(tree, page, target))
      .map(({ target, line }) => `${line}: ${target}`),
    ...scriptsNamedIn(text)
      .filter((name) => !scripts.includes(name))
      .map((name) => `no script ${name}`),
  ];
}

function resolves(tree: Tree, page: string, target: string): boolean {
  const [file = '', anchor] = decodeURI(target).split('#');
  const path = file === '' ? page : posix.join(posix.dirname(page), file);
  if (path.startsWith('..') || path.startsWith('/') || !tree.exists(path)) return false;
  if (anchor === undefined) return true;
  return path.endsWith('.md') ? anchorsOf(tree.read(path)).has(anchor) : /^L\d+(-L\d+)?$/.test(anchor);
}

for (const page of pages)
  it(`${page} leads nowhere wrong`, () =>
    expect(deadEnds(here, page, Object.keys(manifest.scripts))).toEqual([]));

describe('a dead end is found', () => {
  const planted: Record<string, string> = {
    'README.md': '# 快速 开始：`npm`\n\n## Same\n\n## Same\n',
    'src/main.ts': '',
  };
  const check = (text: string, ...dead: string[]) =>
    it(JSON.stringify(text), () => {
      const tree: Tree = {
        exists: (path) => Object.hasOwn(planted, path) || path === 'docs/page.md',
        read: (path) => (path === 'docs/page.md' ? text : (planted[path] ?? '')),
      };
      expect(deadEnds(tree, 'docs/page.md', ['check', 'test'])).toEqual(dead);
    });

  check('[a](../README.md) [b](https://example.org/x) [c](mailto:a@example.org)');
  check('[a](../README.md#快速-开始npm) [b](../README.md#same-1) [c](../src/main.ts#L3)');
  check('[a](gone.md)\n[b](../README.md#same-2)', '1: gone.md', '2: ../README.md#same-2');
  check('![a](gone.svg "title")\n\n[a]: gone.md', '1: gone.svg', '3: gone.md');
  check('[up](../../outside.md)', '1: ../../outside.md');
  check('# Title\n\n[a](#title) [b](#titel)', '3: #titel');
  check('`[a](gone.md)`\n\n```md\n[a](gone.md)\n```\n\n[b](gone.md)', '7: gone.md');
  check('Run `npm run check`, `npm test` or:\n\n```sh\nnpm run -s chekc\n```\n', 'no script chekc');
  check('`npm start`', 'no script start');
  check('<a id="here"></a> [a](#here) [b](#there)', '1: #there');
});
